#include "analysis/findings/import_time.h"

#include <stdlib.h>

#include "analysis/findings/pairs.h"
#include "base/doubles.h"
#include "base/memory.h"

/* A part of a sum that is guessed and matters. */
#define GUESSED 0.01

/* For each block the nearest one of import above it, which may be itself; 0: none. A module that
   the tree begins with though others call it, too, is the program rather than imported. */
static uint32_t *find_above(const struct profile *profile, const struct tree *tree,
                            const bool *marked)
{
    const struct block *blocks = tree->blocks;
    uint32_t *above = memory_new(tree->count, sizeof *above);
    for (uint32_t i = 1; i < tree->count; i++) {
        uint32_t function = blocks[i].function;
        struct row callers = profile->callers[function];
        bool begins = !blocks[i].parent && callers.start < callers.end;
        above[i] = marked[function] && !begins ? i : above[blocks[i].parent];
    }
    return above;
}

/* Notes which part of each function's own time is below import. */
static void note_imported(const struct profile *profile, const struct tree *tree,
                          const uint32_t *above, double *imported)
{
    double *placed = tree_own(tree, profile->function_count);
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        if (above[i] && block->own > 0)
            imported[block->function] += block->own / placed[block->function];
    }
    free(placed);
}

/* The calls that import begins with, and the part of them that is not below import itself. */
static struct pairs find_entries(const struct tree *tree, const uint32_t *above)
{
    struct pair_part *parts = memory_new(tree->count, sizeof *parts);
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        uint32_t parent = block->parent;
        bool is_outermost = !above[parent];
        bool is_entry = above[i] == i && (!parent || above[parent] != parent);
        parts[i] = (struct pair_part){is_entry, is_outermost ? block->weight : 0, 0};
    }
    struct pairs pairs = pairs_find(tree, parts);
    free(parts);
    return pairs;
}

/* What the calls take that lead into import, and how much of it is a guess. */
static double time_of_calls(const struct profile *profile, const bool *marked,
                            const struct pairs *pairs, double *guessed)
{
    double time = 0;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        const struct pair *pair = pairs_of_call(pairs, call);
        double all = doubles_not_negative(call->total);
        if (marked[call->caller] || !marked[call->callee] || !pair)
            continue;
        double part = pairs_share(pair, all);
        time = profile_add_times(time, part);
        if (call->estimated || (part > 0 && part < all * (1 - GUESSED) && !profile->stacks.count))
            *guessed = profile_add_times(*guessed, part);
    }
    return time;
}

struct import_time import_time_find(const struct profile *profile, const struct imports *imports,
                                    const struct tree *tree, double *imported)
{
    bool *marked = memory_new(profile->function_count, sizeof *marked);
    for (uint32_t i = 0; i < profile->function_count; i++)
        marked[i] = imports->machinery[i] || imports->modules[i];
    uint32_t *above = find_above(profile, tree, marked);
    struct pairs pairs = find_entries(tree, above);
    double guessed = 0, time = time_of_calls(profile, marked, &pairs, &guessed);
    for (size_t i = 0; i < pairs.count; i++)
        if (pairs.items[i].caller == TREE_ROOT)
            time = profile_add_times(time, pairs.items[i].part);
    if (imported)
        note_imported(profile, tree, above, imported);
    free(pairs.items);
    free(above);
    free(marked);
    return (struct import_time){time, guessed > GUESSED * time};
}
