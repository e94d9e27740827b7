#include "analysis/findings/own_cost.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/findings/pairs.h"
#include "base/memory.h"

/* So small a part of a callee's time coming back makes no difference. */
#define NO_DIFFERENCE 0.01

/* A cost with the profile that its key is compared in. */
struct ranked {
    const struct profile *profile;
    struct own_cost cost;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = (a->cost.time < b->cost.time) - (a->cost.time > b->cost.time);
    if (!order)
        order = profile_compare_keys(a->profile, a->cost.caller, b->cost.caller);
    return order ? order : profile_compare_keys(a->profile, a->cost.callee, b->cost.callee);
}

/* Of each block, the time that is spent in own functions called from there, and below these; of
   it, what a guess has put there. */
struct back {
    double time, guessed;
};

static struct back *times_back(const struct tree *tree, const bool *is_own)
{
    struct back *back = memory_new(tree->count, sizeof *back);
    for (uint32_t i = tree->count; i-- > 1;) {
        const struct block *block = &tree->blocks[i];
        bool is_guess = block->estimated || block->guessed_place;
        double time = is_own[block->function] ? block->weight : back[i].time;
        double guessed = is_own[block->function] ? 0 : back[i].guessed;
        back[block->parent].time += time;
        back[block->parent].guessed += is_guess ? time : guessed;
    }
    return back;
}

/* Of the calls of others' functions by own ones, what does not come back to own code. */
static struct pairs find_pairs(const struct tree *tree, const bool *is_own)
{
    struct back *back = times_back(tree, is_own);
    struct pair_part *parts = memory_new(tree->count, sizeof *parts);
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        parts[i] = (struct pair_part){.is_wanted = block->parent &&
                                                   is_own[tree->blocks[block->parent].function] &&
                                                   !is_own[block->function],
                                      .part = fmax(block->weight - back[i].time, 0),
                                      .guessed = back[i].guessed};
    }
    struct pairs pairs = pairs_find(tree, parts);
    free(parts);
    free(back);
    return pairs;
}

static struct own_cost cost_of(const struct own_cost_subject *subject, const struct pairs *pairs,
                               const struct call *call)
{
    bool is_import = subject->imports->machinery[call->callee];
    const struct pair *pair = is_import ? NULL : pairs_of_call(pairs, call);
    double total = fmin(call->total, subject->profile->functions[call->callee].total);
    bool is_guess = pair && pair->guessed > NO_DIFFERENCE * pair->all;
    return (struct own_cost){.caller = call->caller,
                             .callee = call->callee,
                             .time = pairs_share(pair, total),
                             .calls = call->calls,
                             .guessed = call->estimated || call->residual || is_guess,
                             .imports = is_import};
}

/* Import calls itself for what is imported in turn, so its costs overlap. */
static void drop_imports(struct own_cost *costs, uint32_t *count, uint32_t functions)
{
    bool *imports = memory_new(functions, sizeof *imports);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *count; i++) {
        if (costs[i].imports && imports[costs[i].caller])
            continue;
        imports[costs[i].caller] |= costs[i].imports;
        costs[kept++] = costs[i];
    }
    *count = kept;
    free(imports);
}

struct own_cost *own_cost_find(const struct own_cost_subject *subject, uint32_t *count)
{
    const struct profile *profile = subject->profile;
    const bool *is_own = subject->is_own;
    struct pairs pairs = find_pairs(subject->tree, is_own);
    struct ranked *ranked = memory_new(profile->call_count, sizeof *ranked);
    *count = 0;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (!is_own[call->caller] || is_own[call->callee])
            continue;
        struct own_cost cost = cost_of(subject, &pairs, call);
        if (cost.time > 0)
            ranked[(*count)++] = (struct ranked){profile, cost};
    }
    if (*count)
        qsort(ranked, *count, sizeof *ranked, compare_ranked);
    struct own_cost *costs = memory_new(*count, sizeof *costs);
    for (uint32_t i = 0; i < *count; i++)
        costs[i] = ranked[i].cost;
    drop_imports(costs, count, profile->function_count);
    free(ranked);
    free(pairs.items);
    return costs;
}
