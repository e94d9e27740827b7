#include "render/outputs/canvases.h"

#include "output/canvas_svg.h"
#include "render/annotate.h"
#include "render/outputs/pictures.h"
#include "view/flow/flow.h"
#include "view/spine/spine.h"

/* Draws a selection; false if it is too much for the picture. */
typedef bool canvas_maker(const struct callgraph_subject *subject,
                          const struct callgraph_style *style, struct canvas *canvas);

static bool draw(const struct drawing *drawing, const struct select_options *select,
                 const struct selection *selection, canvas_maker *make, struct canvas *canvas)
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
    bool fits = make(&subject, &drawing->request->style, canvas);
    annotate_free(&annotation);
    outline_free(&outline);
    return fits;
}

/* What is selected, from the most on that is worth trying; the last always fits. */
struct extent {
    double least_share;
    uint32_t most;
};

static const struct extent all = {0, UINT32_MAX};

/* The first of the extents that fits. */
static bool draw_extent(const struct drawing *drawing, canvas_maker *make,
                        const struct extent *extents, struct canvas *canvas, struct error *error)
{
    struct select_options select = drawing->request->select;
    struct hot_path path = pictures_path(drawing);
    bool ok = true;
    select.total = drawing->whole.total;
    select.is_own = drawing->origins->is_own;
    select.path = &path;
    for (bool fits = false; ok && !fits; extents++) {
        struct select_options fewer = select;
        struct selection selection;
        if (fewer.node_share < extents->least_share)
            fewer.node_share = extents->least_share;
        if (!fewer.max_nodes || fewer.max_nodes > extents->most)
            fewer.max_nodes = extents->most;
        ok = select_functions(drawing->profile, &fewer, &selection, error);
        fits = ok && draw(drawing, &fewer, &selection, make, canvas);
        select_free(&selection);
    }
    hot_path_free(&path);
    return ok;
}

static bool draw_svg(const struct drawing *drawing, canvas_maker *make,
                     const struct extent *extents, struct buf *out, struct error *error)
{
    const struct callgraph_style *look = &drawing->request->style;
    struct canvas_style style = {.theme = look->palette.theme,
                                 .both_themes = look->both_themes,
                                 .transparent = look->transparent,
                                 .id_prefix = look->id_prefix};
    struct canvas canvas;
    if (!draw_extent(drawing, make, extents, &canvas, error))
        return false;
    canvas_svg_write(&canvas, &style, out);
    canvas_free(&canvas);
    return true;
}

bool canvases_spine(const struct drawing *drawing, struct buf *out, struct buf *notes,
                    struct error *error)
{
    (void)notes;
    return draw_svg(drawing, spine_make, &all, out, error);
}

bool canvases_flow(const struct drawing *drawing, struct buf *out, struct buf *notes,
                   struct error *error)
{
    static const struct extent extents[] = {{0.01, UINT32_MAX}, {0.015, UINT32_MAX}, {0.02, 60},
                                            {0.03, 40},         {0.05, 30},          {0.05, 20},
                                            {0.05, 13}};
    (void)notes;
    return draw_svg(drawing, flow_make, extents, out, error);
}
