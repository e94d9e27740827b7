#include "analysis/graph/through.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "base/doubles.h"
#include "base/memory.h"

/* In a cycle fractions are computed so often at most, or until none changes by more than that. */
enum { MOST_SWEEPS = 100 };
#define SETTLED 1e-12

/* Fractions this near to nothing or all are rounding. */
#define ROUNDING 1e-9

struct finder {
    const struct profile *profile;
    const bool *marked;
    struct through *through;
    uint32_t *members; /* functions by component */
    uint32_t *first;   /* where a component's members start; one more at the end */
    uint32_t components;
    bool no_times; /* all calls cost nothing: their numbers decide */
};

static double weight_of(const struct call *call, bool by_calls)
{
    return doubles_not_negative(by_calls ? (double)call->calls : call->total);
}

/* A part of a whole, both being added up. */
struct portion {
    double part, whole;
};

static void add_to(struct portion *portion, double weight, double fraction)
{
    portion->part += weight * fraction;
    portion->whole += weight;
}

/* Of the calls of a function, what is below a marked one. */
static struct portion portion_below(const struct finder *f, uint32_t function, bool by_calls)
{
    const struct profile *profile = f->profile;
    struct portion portion = {0};
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++) {
        const struct call *call = &profile->calls[i];
        if (call->caller != function)
            add_to(&portion, weight_of(call, by_calls), f->through->below[call->caller]);
    }
    return portion;
}

/* Of the calls by a function, what is by way of marked ones. */
static struct portion portion_above(const struct finder *f, uint32_t function, bool by_calls)
{
    const struct profile *profile = f->profile;
    struct portion portion = {0};
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (call->callee != function)
            add_to(&portion, weight_of(call, by_calls), f->through->above[call->callee]);
    }
    return portion;
}

/* The fraction of a function's time, of which `own` is none of any call; where calls have no time
   their numbers decide about the rest. */
static double find_fraction(const struct finder *f, uint32_t function, double own,
                            struct portion (*find)(const struct finder *, uint32_t, bool))
{
    double total = f->profile->functions[function].total, rest = 1;
    if (f->marked[function])
        return 1;
    struct portion portion = find(f, function, false);
    portion.whole = fmax(portion.whole + doubles_not_negative(own), total);
    if (f->no_times || portion.whole <= 0) {
        portion = find(f, function, true);
        rest = total > 0 ? doubles_not_negative(1 - doubles_not_negative(own) / total) : 1;
    }
    return portion.whole > 0 ? fmin(rest * portion.part / portion.whole, 1) : 0;
}

static double find_below(const struct finder *f, uint32_t function)
{
    return find_fraction(f, function, 0, portion_below);
}

static double find_above(const struct finder *f, uint32_t function)
{
    return find_fraction(f, function, f->profile->functions[function].own, portion_above);
}

static void settle(const struct finder *f, uint32_t component,
                   double (*find)(const struct finder *, uint32_t), double *fractions)
{
    uint32_t start = f->first[component];
    uint32_t end = f->first[component + 1];
    int sweeps = end - start > 1 ? MOST_SWEEPS : 1;
    for (double change = 1; sweeps > 0 && change > SETTLED; sweeps--) {
        change = 0;
        for (uint32_t i = start; i < end; i++) {
            double found = find(f, f->members[i]);
            change = fmax(change, fabs(found - fractions[f->members[i]]));
            fractions[f->members[i]] = found;
        }
    }
}

/* Neither nothing nor all. */
static bool is_partial(double fraction)
{
    return fraction > ROUNDING && fraction < 1 - ROUNDING;
}

/* Stops at the second: this is asked for every call, and a function may have many callers. */
static bool has_several_callers(const struct profile *profile, uint32_t function)
{
    struct row row = profile->callers[function];
    uint32_t callers = 0;
    for (uint32_t i = row.start; i < row.end && callers < 2; i++)
        callers += profile->calls[i].caller != function;
    return callers > 1;
}

/* A caller that is partly below a marked function does not tell which of its calls are. */
static bool guesses_below(const struct through *through, uint32_t caller)
{
    return through->below_guessed[caller] || is_partial(through->below[caller]);
}

/* Nor does a callee that leads partly to one tell for which of its callers. */
static bool guesses_above(const struct profile *profile, const struct through *through,
                          uint32_t callee)
{
    return through->above_guessed[callee] ||
           (is_partial(through->above[callee]) && has_several_callers(profile, callee));
}

static bool find_below_guess(const struct finder *f, uint32_t function)
{
    struct row row = f->profile->callers[function];
    for (uint32_t i = row.start; i < row.end; i++)
        if (guesses_below(f->through, f->profile->calls[i].caller))
            return true;
    return false;
}

static bool find_above_guess(const struct finder *f, uint32_t function)
{
    const struct profile *profile = f->profile;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++)
        if (guesses_above(profile, f->through, profile->calls[profile->callees_of[i]].callee))
            return true;
    return false;
}

/* What one member of a cycle guesses, all do. */
static void spread_guess(const struct finder *f, uint32_t component,
                         bool (*find)(const struct finder *, uint32_t), bool *guessed)
{
    bool any = false;
    for (uint32_t i = f->first[component]; i < f->first[component + 1] && !any; i++)
        any = !f->marked[f->members[i]] && find(f, f->members[i]);
    for (uint32_t i = f->first[component]; i < f->first[component + 1]; i++)
        guessed[f->members[i]] = any && !f->marked[f->members[i]];
}

static bool has_no_times(const struct profile *profile)
{
    for (uint32_t i = 0; i < profile->call_count; i++)
        if (profile->calls[i].total > 0)
            return false;
    return true;
}

/* Callers come before callees for what is below, after them for what is above. */
struct through through_find(const struct profile *profile, const bool *marked)
{
    uint32_t count = profile->function_count;
    struct through through = {memory_new(count, sizeof(double)), memory_new(count, sizeof(double)),
                              memory_new(count, sizeof(bool)), memory_new(count, sizeof(bool))};
    struct finder f = {.profile = profile, .marked = marked, .through = &through};
    f.no_times = has_no_times(profile);
    uint32_t *component = memory_new(count, sizeof *component);
    f.components = cycles_of_calls(profile, NULL, component);
    f.first = cycles_group(component, count, f.components, &f.members);
    free(component);
    for (uint32_t i = f.components; i-- > 0;) {
        settle(&f, i, find_below, through.below);
        spread_guess(&f, i, find_below_guess, through.below_guessed);
    }
    for (uint32_t i = 0; i < f.components; i++) {
        settle(&f, i, find_above, through.above);
        spread_guess(&f, i, find_above_guess, through.above_guessed);
    }
    free(f.first);
    free(f.members);
    return through;
}

bool through_is_guessed(const struct profile *profile, const struct through *through,
                        const struct call *call, bool above)
{
    return guesses_below(through, call->caller) ||
           (above && guesses_above(profile, through, call->callee));
}

void through_free(struct through *through)
{
    free(through->below_guessed);
    free(through->above_guessed);
    free(through->below);
    free(through->above);
    *through = (struct through){0};
}
