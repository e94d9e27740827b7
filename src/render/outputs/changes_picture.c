#include "render/outputs/changes_picture.h"

#include "analysis/picture/outline.h"
#include "render/insight.h"
#include "render/outputs/changes.h"
#include "view/changes/changes_graph.h"

static enum difference_way way_of(const struct compare_options *options)
{
    if (options->only_slower == options->only_faster)
        return DIFFERENCE_BOTH;
    return options->only_slower ? DIFFERENCE_SLOWER : DIFFERENCE_FASTER;
}

/* The graph's texts are in its own arena, but for the title: it is copied. */
static struct callgraph draw(const struct drawing *drawing, const struct difference *difference,
                             const struct selection *selection, const struct select_options *select)
{
    const struct compared *compared = drawing->compared;
    struct outline outline = outline_make(&difference->profile, selection, select);
    struct changes_told told = changes_told_of(drawing);
    struct buf title = {0};
    changes_title(drawing, &title);
    struct changes_graph_subject subject = {
        .difference = difference,
        .changes = &compared->changes,
        .told = &told,
        .selection = selection,
        .outline = &outline,
        .qualified = insight_knowledge(drawing)->qualified,
        .origins = {compared->origins.of, drawing->origins->of},
        .title = buf_slice(&title),
        .color_by_highest = drawing->request->compare.color_by_highest,
    };
    struct callgraph graph = changes_graph_make(&subject, &drawing->request->style);
    buf_free(&title);
    changes_told_free(&told);
    outline_free(&outline);
    return graph;
}

bool changes_picture_make(const struct drawing *drawing, uint32_t max_nodes,
                          struct callgraph *graph, struct error *error)
{
    const struct profile *shown[2] = {drawing->compared->shown, drawing->shown};
    struct difference difference =
        difference_make(&drawing->compared->changes, shown, way_of(&drawing->request->compare));
    struct select_options select = drawing->request->select;
    struct selection selection;
    uint32_t most = drawing->request->compare.most_rows;
    select.max_nodes = most && (!max_nodes || max_nodes > most) ? most : max_nodes;
    select.total = difference.most > 0 ? difference.most : 1;
    select.is_own = NULL;
    bool ok = select_functions(&difference.profile, &select, &selection, error);
    if (ok)
        *graph = draw(drawing, &difference, &selection, &select);
    select_free(&selection);
    difference_free(&difference);
    return ok;
}
