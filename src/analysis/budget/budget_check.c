#include "analysis/budget/budget_check.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/findings/import_time.h"
#include "analysis/graph/contract.h"
#include "base/memory.h"
#include "python/library.h"
#include "python/modules.h"
#include "python/pattern.h"

/* The functions of a side that a budget is about. */
struct chosen {
    bool *marked;
    uint32_t count, largest;
    bool is_import;
};

bool budget_is_about_import(const struct budget *budget)
{
    return budget->cost == BUDGET_TOTAL && budget->glob && strcmp(budget->glob, "import:*") == 0;
}

static bool fits_in_module(struct str module, struct str function, const char *glob)
{
    struct buf name = {0};
    buf_str(&name, module);
    buf_char(&name, ':');
    buf_str(&name, function);
    bool fit = fnmatch(glob, name.data, FNM_NOESCAPE) == 0;
    buf_free(&name);
    return fit;
}

/* "module:name", both patterns; else as all options match functions. A script's module is known by
   its file alone, too, wherever that lies. */
static bool fits(const struct budget_side *side, uint32_t function, const char *glob)
{
    const struct profile *profile = side->profile;
    struct str name = profile->names[profile->functions[function].name].text;
    struct str file = profile->names[profile->functions[function].file].text;
    struct buf module = {0};
    modules_name(profile, function, side->origins->of[function], &module);
    bool fit = fits_in_module(buf_slice(&module), name, glob) ||
               (side->origins->is_own[function] &&
                fits_in_module(library_without_ending(library_last(file)), name, glob));
    buf_free(&module);
    return fit || pattern_matches_function(profile, function, glob);
}

static double cost_of(const struct function *function, enum budget_cost cost)
{
    return cost == BUDGET_TOTAL ? profile_weight(function)
           : cost == BUDGET_OWN ? function->own
                                : (double)function->calls;
}

static struct chosen choose(const struct budget *budget, const struct budget_side *side,
                            const struct imports *imports)
{
    const struct profile *profile = side->profile;
    struct chosen chosen = {memory_new(profile->function_count, sizeof(bool)), 0, BUDGET_NOBODY,
                            strcmp(budget->glob, "import:*") == 0};
    for (uint32_t i = 0; i < profile->function_count; i++) {
        chosen.marked[i] = chosen.is_import ? imports->machinery[i] || imports->modules[i]
                                            : fits(side, i, budget->glob);
        if (!chosen.marked[i])
            continue;
        chosen.count++;
        if (chosen.largest == BUDGET_NOBODY ||
            cost_of(&profile->functions[i], budget->cost) >
                cost_of(&profile->functions[chosen.largest], budget->cost))
            chosen.largest = i;
    }
    return chosen;
}

/* The time below any of the chosen functions, each part once. */
static double total_below(const struct budget_side *side, const struct chosen *chosen,
                          const struct imports *imports)
{
    const struct profile *profile = side->profile;
    if (chosen->is_import)
        return import_time_find(profile, imports, side->tree, NULL).time;
    if (chosen->count == 1)
        return profile_weight(&profile->functions[chosen->largest]);
    struct profile view = imports_view(profile, imports);
    struct contraction contraction = contract_functions(&view, chosen->marked);
    double sum = 0;
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (chosen->marked[i])
            sum = profile_add_times(sum, profile->functions[i].own + contraction.absorbed[i]);
    contract_free(&contraction);
    imports_free_view(&view);
    double largest = profile_weight(&profile->functions[chosen->largest]);
    return sum > largest ? sum : largest;
}

static double sum_of(const struct profile *profile, const struct chosen *chosen,
                     enum budget_cost cost)
{
    double sum = 0;
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (chosen->marked[i])
            sum = profile_add_times(sum, cost_of(&profile->functions[i], cost));
    return sum;
}

/* What the budget is about, on one side; which functions these are. */
static double measure(const struct budget *budget, const struct budget_side *side, uint32_t *count,
                      uint32_t *largest)
{
    *largest = BUDGET_NOBODY;
    *count = side->profile->function_count;
    if (!budget->glob)
        return budget->cost == BUDGET_CALLS ? (double)profile_totals(side->profile).calls
                                            : side->total;
    struct imports imports = imports_find(side->profile, side->origins);
    struct chosen chosen = choose(budget, side, &imports);
    double value = 0;
    if (chosen.count)
        value = budget->cost == BUDGET_TOTAL ? total_below(side, &chosen, &imports)
                                             : sum_of(side->profile, &chosen, budget->cost);
    *count = chosen.count;
    *largest = chosen.largest;
    free(chosen.marked);
    imports_free(&imports);
    return value;
}

static bool is_beyond(const struct budget *budget, double value)
{
    switch (budget->order) {
    case BUDGET_ABOVE:
        return value > budget->limit;
    case BUDGET_AT_LEAST:
        return value >= budget->limit;
    case BUDGET_BELOW:
        return value < budget->limit;
    default:
        return value <= budget->limit;
    }
}

static bool fail(struct budget_mistake *mistake, size_t at, const char *what)
{
    *mistake = (struct budget_mistake){at, what};
    return false;
}

static bool check_unit(const struct budget *budget, const struct profile *profile,
                       struct budget_mistake *mistake)
{
    bool is_seconds = profile->unit.kind == UNIT_SECONDS;
    if (budget->unit == BUDGET_SECONDS && !is_seconds)
        return fail(mistake, budget->number_at, "the profile's costs are no times");
    if (budget->cost != BUDGET_CALLS && budget->unit == BUDGET_NUMBER && is_seconds)
        return fail(mistake, budget->number_at, "say which unit: s, ms, us, ns or %");
    return true;
}

bool budget_check(const struct budget *budget, const struct budget_side *before,
                  const struct budget_side *after, bool allow_missing, struct budget_result *result,
                  struct budget_mistake *mistake)
{
    uint32_t count = 0, largest;
    *result = (struct budget_result){.budget = budget, .largest = BUDGET_NOBODY};
    if (!check_unit(budget, after->profile, mistake))
        return false;
    if (budget->of_change && !before)
        return fail(mistake, 0, "change wants profiles to compare with: --base OLD");
    result->after = measure(budget, after, &result->functions, &result->largest);
    if (budget->of_change)
        result->before = measure(budget, before, &count, &largest);
    if (budget->glob && !result->functions && !count && !allow_missing)
        return fail(mistake, budget->glob_at,
                    "fits no function (--allow-missing: that is no mistake)");
    double whole =
        budget->cost == BUDGET_CALLS ? (double)profile_totals(after->profile).calls : after->total;
    result->value = budget->of_change ? result->after - result->before : result->after;
    if (budget->unit == BUDGET_SHARE) {
        double of = budget->of_change ? result->before : whole;
        result->is_new = budget->of_change && of <= 0 && result->value > 0;
        result->value = of > 0 ? result->value / of : 0;
    }
    result->exceeded =
        result->is_new ? budget->order <= BUDGET_AT_LEAST : is_beyond(budget, result->value);
    return true;
}
