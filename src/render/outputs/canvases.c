#include "render/outputs/canvases.h"

#include "output/canvas_svg.h"
#include "render/annotate.h"
#include "render/outputs/pictures.h"
#include "view/spine/spine.h"

/* Draws a selection. */
static struct canvas draw(const struct drawing *drawing, const struct select_options *select,
                          const struct selection *selection)
{
    struct outline outline = outline_make(drawing->profile, selection, select);
    struct annotation annotation =
        annotate(drawing->profile, drawing->shown, selection, drawing->request, drawing->sources);
    struct callgraph_subject subject = {
        .profile = drawing->shown,
        .selection = selection,
        .outline = &outline,
        .whole = &drawing->whole,
        .select = select,
        .filtered = drawing->filtered,
        .qualified = annotation.qualified,
        .origins = drawing->origins->of,
        .links = annotation.links,
        .title = drawing->title,
    };
    struct canvas canvas = spine_make(&subject, &drawing->request->style);
    annotate_free(&annotation);
    outline_free(&outline);
    return canvas;
}

bool canvases_spine(const struct drawing *drawing, struct buf *out, struct buf *notes,
                    struct error *error)
{
    (void)notes;
    const struct callgraph_style *look = &drawing->request->style;
    struct canvas_style style = {.theme = look->palette.theme,
                                 .both_themes = look->both_themes,
                                 .transparent = look->transparent,
                                 .id_prefix = look->id_prefix};
    struct select_options select = drawing->request->select;
    struct selection selection;
    struct hot_path path = pictures_path(drawing);
    select.total = drawing->whole.total;
    select.is_own = drawing->origins->is_own;
    select.path = &path;
    bool ok = select_functions(drawing->profile, &select, &selection, error);
    if (ok) {
        struct canvas canvas = draw(drawing, &select, &selection);
        canvas_svg_write(&canvas, &style, out);
        canvas_free(&canvas);
    }
    select_free(&selection);
    hot_path_free(&path);
    return ok;
}
