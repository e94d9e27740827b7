#include "analysis/findings/pairs.h"

#include <stdlib.h>

#include "base/memory.h"

/* Differences of sums of doubles stay below this part of them. */
#define ROUNDING 1e-9

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *a = left;
    const struct pair *b = right;
    int order = (a->caller > b->caller) - (a->caller < b->caller);
    return order ? order : (a->callee > b->callee) - (a->callee < b->callee);
}

/* Whether the same call stands further up. The depths of a tree add up to no more than it is
   unfolded to. */
static bool is_nested(const struct tree *tree, uint32_t index)
{
    const struct block *blocks = tree->blocks;
    uint32_t function = blocks[index].function, parent = blocks[index].parent;
    for (uint32_t i = parent; i; i = blocks[i].parent)
        if (blocks[i].function == function &&
            blocks[blocks[i].parent].function == blocks[parent].function)
            return true;
    return false;
}

static void join(struct pairs *pairs)
{
    size_t joined = 0;
    if (pairs->count)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, compare_pairs);
    for (size_t i = 0; i < pairs->count; i++) {
        const struct pair *pair = &pairs->items[i];
        if (!joined || compare_pairs(&pairs->items[joined - 1], pair) != 0) {
            pairs->items[joined++] = *pair;
            continue;
        }
        pairs->items[joined - 1].all += pair->all;
        pairs->items[joined - 1].part += pair->part;
        pairs->items[joined - 1].guessed += pair->guessed;
    }
    pairs->count = joined;
}

struct pairs pairs_find(const struct tree *tree, const struct pair_part *parts)
{
    struct pairs pairs = {memory_new(tree->count, sizeof *pairs.items), 0};
    for (uint32_t i = 1; i < tree->count; i++)
        if (parts[i].is_wanted)
            pairs.items[pairs.count++] =
                (struct pair){.caller = tree->blocks[tree->blocks[i].parent].function,
                              .callee = tree->blocks[i].function,
                              .all = is_nested(tree, i) ? 0 : tree->blocks[i].weight,
                              .part = parts[i].part,
                              .guessed = parts[i].guessed};
    join(&pairs);
    return pairs;
}

const struct pair *pairs_of_call(const struct pairs *pairs, const struct call *call)
{
    struct pair wanted = {.caller = call->caller, .callee = call->callee};
    return pairs->count ? bsearch(&wanted, pairs->items, pairs->count, sizeof wanted, compare_pairs)
                        : NULL;
}

double pairs_share(const struct pair *pair, double time)
{
    return pair && pair->part < pair->all * (1 - ROUNDING) ? time * (pair->part / pair->all) : time;
}
