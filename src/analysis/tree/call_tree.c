#include "analysis/tree/call_tree.h"

#include <stdlib.h>

#include "analysis/tree/unfold_stacks.h"
#include "base/doubles.h"
#include "base/memory.h"

static const struct unfold_options of_tables = {
    .least_share = 1e-5, .most_blocks = 30000, .most_frames = 5e6};
static const struct unfold_options of_stacks = {
    .least_share = 1e-5, .most_blocks = 200000, .most_frames = 5e6};

struct tree call_tree_make(const struct profile *profile)
{
    return profile->stacks.count ? unfold_stacks(profile, &of_stacks)
                                 : unfold_profile(profile, &of_tables);
}

/* The weight of the last blocks that a limit lets stay, and how many of that weight stay: the first
   ones. */
struct rank {
    double weight;
    uint32_t equal;
};

static struct rank find_rank(const struct tree *tree, uint32_t most_blocks)
{
    struct rank rank = {0, UINT32_MAX};
    if (tree->count <= most_blocks)
        return rank;
    double *weights = memory_new(tree->count, sizeof *weights);
    for (uint32_t i = 0; i < tree->count; i++)
        weights[i] = tree->blocks[i].weight;
    doubles_sort_descending(weights, tree->count);
    rank.weight = weights[most_blocks];
    rank.equal = 1;
    while (rank.equal <= most_blocks && weights[most_blocks - rank.equal] == rank.weight)
        rank.equal++;
    free(weights);
    return rank;
}

/* Whether a block is within the limit, which counts it. */
static bool is_within(struct rank *rank, double weight)
{
    if (weight != rank->weight)
        return weight > rank->weight;
    if (!rank->equal)
        return false;
    rank->equal--;
    return true;
}

/* Callees are no larger than their callers, and stand behind them: what is kept has kept callers.
 */
struct tree call_tree_coarser(const struct tree *tree, double least_share, uint32_t most_blocks)
{
    double least = tree->blocks[0].weight * least_share;
    struct rank rank = find_rank(tree, most_blocks);
    struct tree kept = {memory_new(tree->count, sizeof *kept.blocks), 1};
    uint32_t *place = memory_new(tree->count, sizeof *place);
    kept.blocks[0] = tree->blocks[0];
    for (uint32_t i = 1; i < tree->count; i++) {
        struct block block = tree->blocks[i];
        bool is_below_cut = block.parent && !place[block.parent];
        if (is_below_cut)
            continue;
        block.parent = place[block.parent];
        if (block.weight < least || !is_within(&rank, block.weight)) {
            kept.blocks[block.parent].cut += block.weight;
            kept.blocks[block.parent].cut_count++;
            continue;
        }
        place[i] = kept.count;
        kept.blocks[kept.count++] = block;
    }
    free(place);
    return kept;
}

struct tree call_tree_of_page(const struct tree *tree)
{
    return call_tree_coarser(tree, 1e-4, 50000);
}
