#include "analysis/tree/unfold_stacks.h"

#include <stdlib.h>

#include "base/memory.h"
#include "model/stack_builder.h"

/* A function on a path. */
struct place {
    const struct profile *profile;
    double weight;
    uint32_t index; /* of the path; those it begins with have smaller ones */
    uint32_t function;
};

struct tree_of_stacks {
    const struct profile *profile;
    struct stack_builder paths; /* as stacks whose frames are functions */
    struct place *places;       /* of the paths; [0] is the root */
    uint32_t *depth, *child, *sibling;
};

static void join_lines(struct tree_of_stacks *t)
{
    const struct stacks *stacks = &t->profile->stacks;
    uint32_t *path = memory_new(stacks->count, sizeof *path);
    for (uint32_t i = 0; i < stacks->count; i++) {
        const struct stack *stack = &stacks->items[i];
        uint32_t function = i ? stacks->frames[stack->frame].function : STACK_NO_FUNCTION;
        path[i] = path[stack->caller];
        if (function != STACK_NO_FUNCTION)
            path[i] = stack_builder_push(&t->paths, path[i], function);
        stack_builder_weigh(&t->paths, path[i], stack->own, stack->samples);
    }
    free(path);
}

static void weigh_paths(struct tree_of_stacks *t)
{
    const struct stacks *paths = &t->paths.stacks;
    t->places = memory_new(paths->count, sizeof *t->places);
    t->depth = memory_new(paths->count, sizeof *t->depth);
    for (uint32_t i = paths->count; i-- > 0;) {
        const struct stack *path = &paths->items[i];
        struct place *place = &t->places[i];
        place->profile = t->profile;
        place->index = i;
        place->function = i ? path->frame : TREE_ROOT;
        place->weight = profile_add_times(place->weight, path->own);
        if (i) {
            double *caller = &t->places[path->caller].weight;
            *caller = profile_add_times(*caller, place->weight);
        }
    }
    for (uint32_t i = 1; i < paths->count; i++)
        t->depth[i] = t->depth[paths->items[i].caller] + 1;
}

/* The heaviest first, and each before what it calls. */
static int compare_places(const void *a, const void *b)
{
    const struct place *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return (left->index > right->index) - (left->index < right->index);
}

static int compare_siblings(const void *a, const void *b)
{
    const struct place *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    int order = profile_compare_keys(left->profile, left->function, right->function);
    return order ? order : compare_places(a, b);
}

/* The places that are kept, heaviest first; their number is in *count. No callee is heavier than
   its caller, so the callers of what is kept are kept. */
static struct place *choose(const struct tree_of_stacks *t, const struct unfold_options *options,
                            uint32_t *count)
{
    uint32_t kept = 0, all = t->paths.stacks.count;
    double total = t->places[0].weight;
    double frames = 0;
    struct place *chosen = memory_new(all, sizeof *chosen);
    for (uint32_t i = 1; i < all; i++)
        if (t->places[i].weight > 0 && t->places[i].weight >= total * options->least_share)
            chosen[kept++] = t->places[i];
    qsort(chosen, kept, sizeof *chosen, compare_places);
    if (options->most_blocks && kept > options->most_blocks - 1)
        kept = options->most_blocks - 1;
    for (*count = 0; *count < kept; (*count)++) {
        frames += t->depth[chosen[*count].index];
        if (options->most_frames > 0 && frames > options->most_frames)
            break;
    }
    return chosen;
}

/* Lists the children of each kept path, in order. */
static void link_chosen(struct tree_of_stacks *t, struct place *chosen, uint32_t count)
{
    t->child = memory_new(t->paths.stacks.count, sizeof *t->child);
    t->sibling = memory_new(t->paths.stacks.count, sizeof *t->sibling);
    qsort(chosen, count, sizeof *chosen, compare_siblings);
    for (uint32_t i = count; i-- > 0;) {
        uint32_t index = chosen[i].index;
        uint32_t caller = t->paths.stacks.items[index].caller;
        t->sibling[index] = t->child[caller];
        t->child[caller] = index;
    }
}

static struct block make_block(const struct tree_of_stacks *t, uint32_t path, uint32_t parent)
{
    double weight = t->places[path].weight;
    return (struct block){.parent = parent,
                          .function = t->places[path].function,
                          .depth = t->depth[path],
                          .weight = weight,
                          .own = t->paths.stacks.items[path].own,
                          .low = weight,
                          .high = weight};
}

/* Writes the kept paths in preorder. block[path] is where a path stands, plus one. */
static void write_blocks(const struct tree_of_stacks *t, struct tree *tree, uint32_t *block)
{
    const struct stack *paths = t->paths.stacks.items;
    for (uint32_t at = t->child[0]; at;) {
        tree->blocks[tree->count] = make_block(t, at, block[paths[at].caller] - 1);
        block[at] = ++tree->count;
        if (t->child[at]) {
            at = t->child[at];
            continue;
        }
        while (!t->sibling[at] && paths[at].caller)
            at = paths[at].caller;
        at = t->sibling[at];
    }
}

/* What is not kept counts where it would have stood. */
static void note_cuts(const struct tree_of_stacks *t, struct tree *tree, const uint32_t *block)
{
    for (uint32_t i = 1; i < t->paths.stacks.count; i++) {
        uint32_t caller = t->paths.stacks.items[i].caller;
        if (block[i] || !block[caller] || !(t->places[i].weight > 0))
            continue;
        struct block *parent = &tree->blocks[block[caller] - 1];
        parent->cut = profile_add_times(parent->cut, t->places[i].weight);
        parent->cut_count++;
    }
}

struct tree unfold_stacks(const struct profile *profile, const struct unfold_options *options)
{
    struct tree_of_stacks t = {.profile = profile, .paths = stack_builder_start()};
    struct tree tree = {.count = 1};
    uint32_t count;
    join_lines(&t);
    weigh_paths(&t);
    struct place *chosen = choose(&t, options, &count);
    link_chosen(&t, chosen, count);
    uint32_t *block = memory_new(t.paths.stacks.count, sizeof *block);
    tree.blocks = memory_new((size_t)count + 1, sizeof *tree.blocks);
    tree.blocks[0] = make_block(&t, 0, 0);
    block[0] = 1;
    write_blocks(&t, &tree, block);
    note_cuts(&t, &tree, block);
    free(block);
    free(chosen);
    free(t.places);
    free(t.depth);
    free(t.child);
    free(t.sibling);
    stack_builder_drop(&t.paths);
    return tree;
}
