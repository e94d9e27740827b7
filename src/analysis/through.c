#include "analysis/through.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/cycles.h"
#include "base/memory.h"

/* In a cycle fractions are computed so often at most, or until none changes by more than that. */
enum { MOST_SWEEPS = 100 };
#define SETTLED 1e-12

struct finder {
    const struct profile *profile;
    const bool *marked;
    struct through *through;
    uint32_t *members; /* functions by component */
    uint32_t *first;   /* where a component's members start; one more at the end */
    uint32_t components;
    bool no_times; /* all calls cost nothing: their numbers decide */
};

static double positive(double value)
{
    return value > 0 ? value : 0;
}

static double weight(const struct call *call, bool by_calls)
{
    return positive(by_calls ? (double)call->calls : call->total);
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
            add_to(&portion, weight(call, by_calls), f->through->below[call->caller]);
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
            add_to(&portion, weight(call, by_calls), f->through->above[call->callee]);
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
    portion.whole = fmax(portion.whole + positive(own), total);
    if (f->no_times || portion.whole <= 0) {
        portion = find(f, function, true);
        rest = total > 0 ? positive(1 - positive(own) / total) : 1;
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

static void group_members(struct finder *f)
{
    uint32_t count = f->profile->function_count;
    uint32_t *component = memory_new(count, sizeof *component);
    f->components = cycles_of_calls(f->profile, NULL, component);
    f->first = memory_new((size_t)f->components + 2, sizeof *f->first);
    f->members = memory_new(count, sizeof *f->members);
    for (uint32_t i = 0; i < count; i++)
        f->first[component[i] + 2]++;
    for (uint32_t i = 2; i < f->components + 2; i++)
        f->first[i] += f->first[i - 1];
    for (uint32_t i = 0; i < count; i++)
        f->members[f->first[component[i] + 1]++] = i;
    free(component);
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
    struct through through = {memory_new(count, sizeof(double)), memory_new(count, sizeof(double))};
    struct finder f = {.profile = profile, .marked = marked, .through = &through};
    f.no_times = has_no_times(profile);
    group_members(&f);
    for (uint32_t i = f.components; i-- > 0;)
        settle(&f, i, find_below, through.below);
    for (uint32_t i = 0; i < f.components; i++)
        settle(&f, i, find_above, through.above);
    free(f.first);
    free(f.members);
    return through;
}

void through_free(struct through *through)
{
    free(through->below);
    free(through->above);
    *through = (struct through){0};
}
