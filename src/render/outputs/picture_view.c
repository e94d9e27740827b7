#include "render/outputs/picture_view.h"

#include <stdlib.h>

#include "render/annotate.h"
#include "render/insight.h"

void picture_view_make(const struct drawing *drawing, bool fold, struct picture_view *into)
{
    const struct request *request = drawing->request;
    const struct select_options *select = &request->select;
    *into = (struct picture_view){.profile = drawing->profile, .shown = drawing->shown};
    if (!fold || request->style.show_imports || select->roots.count || select->leaves.count ||
        select->paths.count)
        return;
    into->made = abridged_make(drawing->profile, insight_imports(drawing), drawing->whole.total);
    into->made_shown = abridged_view(&into->made, drawing->shown);
    into->abridged = &into->made;
    into->profile = &into->made.profile;
    into->shown = &into->made_shown;
}

struct select_options picture_view_select(const struct drawing *drawing,
                                          const struct picture_view *view)
{
    struct select_options select = drawing->request->select;
    select.total = drawing->whole.total;
    select.is_own = drawing->origins->is_own;
    select.path = insight_path(drawing);
    select.abridged = view->abridged;
    return select;
}

bool picture_view_draw(const struct drawing *drawing, const struct picture_view *view,
                       const struct select_options *select, const struct selection *selection,
                       picture_drawer *draw, void *picture)
{
    struct outline outline = outline_make(view->profile, selection, select);
    struct annotation annotation =
        annotate(drawing->profile, drawing->shown, selection, drawing->request, drawing->sources);
    struct callgraph_subject subject = {
        .profile = view->shown,
        .full = drawing->shown,
        .selection = selection,
        .outline = &outline,
        .whole = &drawing->whole,
        .select = select,
        .filtered = drawing->filtered,
        .health = drawing->health,
        .qualified = annotation.qualified,
        .origins = drawing->origins->of,
        .links = annotation.links,
        .title = drawing->title,
    };
    struct callgraph_style style = insight_style(drawing);
    bool fits = draw(&subject, &style, picture);
    annotate_free(&annotation);
    outline_free(&outline);
    return fits;
}

void picture_view_free(struct picture_view *view)
{
    if (!view->abridged)
        return;
    free(view->made_shown.functions);
    abridged_free(&view->made);
}
