#include "analysis/findings/own_cost.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/graph/through.h"
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

static struct own_cost cost_of(const struct profile *profile, const struct through *through,
                               const struct imports *imports, const struct call *call)
{
    const struct function *callee = &profile->functions[call->callee];
    bool is_import = imports->machinery[call->callee];
    double back = is_import ? 0 : through->above[call->callee];
    double total = fmin(call->total, callee->total);
    return (struct own_cost){.caller = call->caller,
                             .callee = call->callee,
                             .time = total * (1 - back),
                             .calls = call->calls,
                             .guessed = call->estimated || call->residual || back > NO_DIFFERENCE,
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

struct own_cost *own_cost_find(const struct profile *profile, const bool *is_own,
                               const struct imports *imports, uint32_t *count)
{
    struct profile view = imports_view(profile, imports);
    struct through through = through_find(&view, is_own);
    struct ranked *ranked = memory_new(profile->call_count, sizeof *ranked);
    *count = 0;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (!is_own[call->caller] || is_own[call->callee])
            continue;
        struct own_cost cost = cost_of(profile, &through, imports, call);
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
    through_free(&through);
    imports_free_view(&view);
    return costs;
}
