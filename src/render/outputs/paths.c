#include "render/outputs/paths.h"

#include <stdlib.h>

#include "analysis/tree/call_tree.h"
#include "analysis/tree/told.h"
#include "output/folded.h"
#include "output/icicle_svg.h"
#include "render/insight.h"

/* Pixels: what fits a page of documentation. */
static const double WIDTH = 1200;

struct tree paths_part(const struct tree *tree, enum paths_detail detail)
{
    return detail == PATHS_OF_PAGE ? call_tree_of_page(tree) : call_tree_coarser(tree, 4e-4, 20000);
}

struct tree paths_tree(const struct drawing *drawing, enum paths_detail detail)
{
    return paths_part(insight_tree(drawing), detail);
}

bool paths_folded(const struct drawing *drawing, struct buf *out, struct buf *notes,
                  struct error *error)
{
    if (drawing->profile->stacks.count)
        return folded_stacks_write(drawing->profile, drawing->shown, out, error);
    folded_write(drawing->shown, insight_tree(drawing), out);
    if (drawing->profile->call_count)
        buf_text(notes, "note: stacks are worked out from a table of calls\n");
    return true;
}

void paths_write_svg(const struct drawing *drawing, const struct icicle_subject *subject,
                     struct buf *out)
{
    struct svg_style style = insight_svg_style(drawing);
    struct icicle icicle = icicle_make(subject, WIDTH);
    icicle_svg_write(&icicle, &style, out);
    icicle_free(&icicle);
}

bool paths_icicle(const struct drawing *drawing, struct buf *out, struct buf *notes,
                  struct error *error)
{
    (void)notes;
    (void)error;
    struct tree tree = paths_tree(drawing, PATHS_OF_PICTURE);
    double *costs = told_costs(drawing->profile, &tree, insight_tree(drawing));
    struct icicle_subject subject = {.profile = drawing->shown,
                                     .tree = &tree,
                                     .costs = costs,
                                     .lead = summary_lead(insight_summary(drawing)),
                                     .whole = &drawing->whole,
                                     .origins = drawing->origins->of,
                                     .qualified = insight_knowledge(drawing)->qualified,
                                     .palette = &drawing->request->style.palette,
                                     .title = drawing->title};
    paths_write_svg(drawing, &subject, out);
    free(costs);
    tree_free(&tree);
    return true;
}
