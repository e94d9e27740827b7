#include "render/outputs/picture_view.h"

#include <stdlib.h>

#include "render/annotate.h"
#include "render/insight.h"

/* Whether the pattern fits something, but only what is folded away. */
static bool needs_folded(const struct profile *profile, const struct abridged *abridged,
                         const char *pattern, pattern_match *matches)
{
    bool found = false;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        if (!matches(profile, i, pattern))
            continue;
        if (!abridged->is_hidden[i] && !abridged->in_imports[i])
            return false;
        found = true;
    }
    return found;
}

/* Whether any pattern of the request asks to see what is folded away. */
static bool asks_for_folded(const struct profile *profile, const struct abridged *abridged,
                            const struct select_options *select)
{
    const struct {
        const struct patterns *patterns;
        pattern_match *matches;
    } lists[] = {{&select->roots, pattern_matches_function},
                 {&select->leaves, pattern_matches_function},
                 {&select->paths, pattern_matches_path}};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (size_t k = 0; k < lists[i].patterns->count; k++)
            if (needs_folded(profile, abridged, lists[i].patterns->items[k], lists[i].matches))
                return true;
    return false;
}

void picture_view_make(const struct drawing *drawing, bool fold, struct picture_view *into)
{
    const struct request *request = drawing->request;
    *into = (struct picture_view){.profile = drawing->profile, .shown = drawing->shown};
    const struct imports *imports = insight_imports(drawing);
    if (!fold || request->style.show_imports || !abridged_is_needed(drawing->profile, imports))
        return;
    into->made = abridged_make(drawing->profile, imports, drawing->whole.total);
    if (asks_for_folded(drawing->profile, &into->made, &request->select)) {
        abridged_free(&into->made);
        return;
    }
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
