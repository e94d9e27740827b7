#include "analysis/compare/joined_tree.h"

#include <stdlib.h>

#include "base/memory.h"
#include "model/profile.h"

#define NO_BLOCK UINT32_MAX

/* A path: its block on either side, or NO_BLOCK. */
struct pair {
    uint32_t at[2];
    uint32_t parent; /* in the joined tree */
    uint32_t function;
    double weight; /* of both */
};

struct joiner {
    const struct joined *joined;
    const struct tree *trees[2];
    uint32_t *ends[2]; /* of each block: where what stands below it ends */
    uint32_t *seen;    /* of each function: an index plus one of a pair that is being made */
    struct pair *left; /* that are to be added, the next one last */
    size_t left_count, left_room;
    struct joined_tree made;
};

/* Where what stands below each block ends. */
static uint32_t *find_ends(const struct tree *tree)
{
    uint32_t *ends = memory_new(tree->count, sizeof *ends);
    for (uint32_t i = tree->count; i-- > 0;) {
        if (ends[i] < i + 1)
            ends[i] = i + 1;
        uint32_t parent = tree->blocks[i].parent;
        if (i && ends[parent] < ends[i])
            ends[parent] = ends[i];
    }
    return ends;
}

static uint32_t function_of(const struct joiner *j, int side, uint32_t block)
{
    uint32_t function = j->trees[side]->blocks[block].function;
    return side || function == TREE_ROOT ? function : j->joined->place[function];
}

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *a = left;
    const struct pair *b = right;
    int order = (a->weight > b->weight) - (a->weight < b->weight);
    return order ? order : (a->function < b->function) - (a->function > b->function);
}

/* Lists the callees of a path on both sides, the heaviest last. */
static void push_callees(struct joiner *j, const struct pair *path, uint32_t parent)
{
    size_t start = j->left_count;
    for (int side = 0; side < 2; side++) {
        uint32_t at = path->at[side];
        if (at == NO_BLOCK)
            continue;
        for (uint32_t i = at + 1; i < j->ends[side][at]; i = j->ends[side][i]) {
            uint32_t function = function_of(j, side, i);
            if (!j->seen[function]) {
                j->left = memory_grow(j->left, &j->left_room, j->left_count + 1, sizeof *j->left);
                j->left[j->left_count] = (struct pair){{NO_BLOCK, NO_BLOCK}, parent, function, 0};
                j->seen[function] = (uint32_t)++j->left_count;
            }
            struct pair *pair = &j->left[j->seen[function] - 1];
            pair->at[side] = i;
            pair->weight = profile_add_times(pair->weight, j->trees[side]->blocks[i].weight);
        }
    }
    for (size_t i = start; i < j->left_count; i++)
        j->seen[j->left[i].function] = 0;
    if (j->left_count > start)
        qsort(&j->left[start], j->left_count - start, sizeof *j->left, compare_pairs);
}

static void add_side(struct block *block, struct joined_block *sides, int side,
                     const struct block *from)
{
    sides->weight[side] = from->weight;
    sides->own[side] = from->own;
    block->weight = profile_add_times(block->weight, from->weight);
    block->own = profile_add_times(block->own, from->own);
    block->gap = profile_add_times(block->gap, from->gap);
    block->cut = profile_add_times(block->cut, from->cut);
    block->low = profile_add_times(block->low, from->low);
    block->high = profile_add_times(block->high, from->high);
    block->cut_count = from->cut_count > block->cut_count ? from->cut_count : block->cut_count;
    block->estimated |= from->estimated;
    block->guessed_place |= from->guessed_place;
}

static uint32_t add_block(struct joiner *j, const struct pair *pair)
{
    uint32_t index = j->made.tree.count++;
    struct block *block = &j->made.tree.blocks[index];
    *block = (struct block){.parent = pair->parent, .function = pair->function};
    block->depth = index ? j->made.tree.blocks[pair->parent].depth + 1 : 0;
    for (int side = 0; side < 2; side++)
        if (pair->at[side] != NO_BLOCK)
            add_side(block, &j->made.sides[index], side, &j->trees[side]->blocks[pair->at[side]]);
    return index;
}

struct joined_tree joined_tree_make(const struct joined *joined, const struct tree *before,
                                    const struct tree *after)
{
    size_t most = (size_t)before->count + after->count;
    struct joiner j = {.joined = joined,
                       .trees = {before, after},
                       .ends = {find_ends(before), find_ends(after)},
                       .seen = memory_new(joined->profile.function_count, sizeof *j.seen)};
    j.made.tree.blocks = memory_new(most, sizeof *j.made.tree.blocks);
    j.made.sides = memory_new(most, sizeof *j.made.sides);
    struct pair root = {{0, 0}, 0, TREE_ROOT, 0};
    add_block(&j, &root);
    push_callees(&j, &root, 0);
    while (j.left_count) {
        struct pair next = j.left[--j.left_count];
        push_callees(&j, &next, add_block(&j, &next));
    }
    free(j.ends[0]);
    free(j.ends[1]);
    free(j.seen);
    free(j.left);
    return j.made;
}

void joined_tree_free(struct joined_tree *joined)
{
    tree_free(&joined->tree);
    free(joined->sides);
    *joined = (struct joined_tree){0};
}
