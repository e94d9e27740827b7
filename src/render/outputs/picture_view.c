#include "render/outputs/picture_view.h"

#include <stdlib.h>

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

void picture_view_free(struct picture_view *view)
{
    if (!view->abridged)
        return;
    free(view->made_shown.functions);
    abridged_free(&view->made);
}
