#include "analysis/tree/told.h"

#include <stdlib.h>

#include "analysis/prepare/lost.h"
#include "base/memory.h"

struct telling {
    const struct profile *profile;
    const struct tree *tree;
    uint32_t *blocks_of; /* of each function: how many blocks it has in the whole tree */
    uint32_t *last_of;   /* of each function: its last block; 0: none */
    uint32_t *before;    /* of each block: the one of that function before it; 0: none */
    double *costs;
    double *lost; /* of each function (lost_times): the tree has that too, its entry does not */
};

static bool is_recursive(const struct profile *profile, int64_t calls, int64_t primitive)
{
    return primitive < calls && !profile->sampled;
}

static bool is_sole_caller(const struct profile *profile, uint32_t caller, uint32_t function)
{
    struct row row = profile->callers[function];
    uint32_t count = row.end - row.start;
    if (caller == TREE_ROOT)
        return !count;
    return count == 1 && profile->calls[row.start].caller == caller;
}

/* Whether a block has all calls of its function, none of which is recursive. What is known as a
   caller only has none. */
static bool is_whole(const struct telling *telling, uint32_t index)
{
    const struct block *block = &telling->tree->blocks[index];
    if (block->function == TREE_ROOT || telling->blocks_of[block->function] != 1 ||
        telling->lost[block->function] > 0)
        return false;
    const struct function *f = &telling->profile->functions[block->function];
    uint32_t caller = telling->tree->blocks[block->parent].function;
    return f->calls > 0 && !is_recursive(telling->profile, f->calls, f->primitive) &&
           (f->calls == 1 || is_sole_caller(telling->profile, caller, block->function));
}

/* Tells the blocks of a function that are all of a call. `block_in` is scratch by caller. */
static void tell_calls(const struct telling *telling, uint32_t function, uint32_t *block_in)
{
    const struct profile *profile = telling->profile;
    const struct block *blocks = telling->tree->blocks;
    for (uint32_t i = telling->last_of[function]; i; i = telling->before[i])
        if (is_whole(telling, blocks[i].parent))
            block_in[blocks[blocks[i].parent].function] = i;
    for (uint32_t c = profile->callers[function].start; c < profile->callers[function].end; c++) {
        const struct call *call = &profile->calls[c];
        uint32_t index = block_in[call->caller];
        if (index && blocks[index].function == function &&
            !is_recursive(profile, call->calls, call->primitive))
            telling->costs[index] = call->total;
    }
}

static void tell_all(struct telling *telling)
{
    const struct tree *tree = telling->tree;
    telling->lost = lost_times(telling->profile);
    uint32_t *block_in = memory_new(telling->profile->function_count, sizeof *block_in);
    for (uint32_t f = 0; f < telling->profile->function_count; f++)
        if (!(telling->lost[f] > 0))
            tell_calls(telling, f, block_in);
    free(block_in);
    for (uint32_t i = 1; i < tree->count; i++)
        if (is_whole(telling, i))
            telling->costs[i] =
                profile_weight(&telling->profile->functions[tree->blocks[i].function]);
    free(telling->lost);
}

bool told_by_table(const struct profile *profile)
{
    return !profile->stacks.count && !profile_own_exceeds_total(profile);
}

double *told_costs(const struct profile *profile, const struct tree *tree, const struct tree *whole)
{
    struct telling telling = {
        .profile = profile,
        .tree = tree,
        .blocks_of = memory_new(profile->function_count, sizeof *telling.blocks_of),
        .last_of = memory_new(profile->function_count, sizeof *telling.last_of),
        .before = memory_new(tree->count, sizeof *telling.before),
        .costs = memory_new(tree->count, sizeof *telling.costs)};
    for (uint32_t i = 0; i < tree->count; i++)
        telling.costs[i] = tree->blocks[i].weight;
    for (uint32_t i = 1; i < whole->count; i++)
        telling.blocks_of[whole->blocks[i].function]++;
    for (uint32_t i = 1; i < tree->count; i++) {
        telling.before[i] = telling.last_of[tree->blocks[i].function];
        telling.last_of[tree->blocks[i].function] = i;
    }
    if (told_by_table(profile))
        tell_all(&telling);
    free(telling.blocks_of);
    free(telling.last_of);
    free(telling.before);
    return telling.costs;
}
