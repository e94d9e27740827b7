#include "render/outputs/paths.h"

#include "analysis/tree/unfold.h"
#include "analysis/tree/unfold_stacks.h"
#include "output/folded.h"
#include "output/folded_stacks.h"
#include "output/icicle_svg.h"
#include "render/knowledge.h"

/* Pixels: what fits a page of documentation. */
static const double ICICLE_WIDTH = 1200;

/* All outputs show one tree, unfolded as far as the most detailed one wants it. */
static struct tree unfold_all(const struct profile *profile)
{
    static const struct unfold_options options = {
        .least_share = 1e-5, .most_blocks = 30000, .most_frames = 5e6};
    return unfold_profile(profile, &options);
}

struct tree paths_tree(const struct drawing *drawing, enum paths_detail detail)
{
    static const struct unfold_options of_stacks[] = {
        [PATHS_OF_PICTURE] = {.least_share = 4e-4, .most_blocks = 20000, .most_frames = 5e6},
        [PATHS_OF_PAGE] = {.least_share = 1e-4, .most_blocks = 50000, .most_frames = 5e6},
        [PATHS_OF_STACKS] = {.least_share = 1e-5, .most_blocks = 200000, .most_frames = 5e6},
    };
    if (drawing->profile->stacks.count)
        return unfold_stacks(drawing->profile, &of_stacks[detail]);
    struct tree tree = unfold_all(drawing->profile);
    if (detail != PATHS_OF_STACKS)
        unfold_prune(&tree, of_stacks[detail].least_share);
    return tree;
}

bool paths_folded(const struct drawing *drawing, struct buf *out, struct buf *notes,
                  struct error *error)
{
    if (drawing->profile->stacks.count)
        return folded_stacks_write(drawing->profile, drawing->shown, out, error);
    struct tree tree = paths_tree(drawing, PATHS_OF_STACKS);
    folded_write(drawing->shown, &tree, out);
    if (drawing->profile->call_count)
        buf_text(notes, "note: stacks are worked out from a table of calls\n");
    tree_free(&tree);
    return true;
}

bool paths_icicle(const struct drawing *drawing, struct buf *out, struct buf *notes,
                  struct error *error)
{
    (void)notes;
    (void)error;
    const struct callgraph_style *look = &drawing->request->style;
    struct tree tree = paths_tree(drawing, PATHS_OF_PICTURE);
    struct knowledge knowledge = knowledge_gather(
        drawing->profile, drawing->shown, drawing->origins, drawing->request, drawing->sources);
    struct icicle_subject subject = {.profile = drawing->shown,
                                     .tree = &tree,
                                     .whole = &drawing->whole,
                                     .origins = drawing->origins->of,
                                     .qualified = knowledge.qualified,
                                     .palette = &look->palette,
                                     .title = drawing->title};
    struct icicle_style style = {.theme = look->palette.theme,
                                 .both_themes = look->both_themes,
                                 .transparent = look->transparent,
                                 .id_prefix = look->id_prefix};
    struct icicle icicle = icicle_make(&subject, ICICLE_WIDTH);
    icicle_svg_write(&icicle, &style, out);
    icicle_free(&icicle);
    knowledge_free(&knowledge);
    tree_free(&tree);
    return true;
}
