#include "analysis/tree/unfold_flow.h"

#include <float.h>
#include <stdlib.h>

#include "analysis/tree/unfold_mass.h"
#include "base/memory.h"

static double own_share(double spent, double repeated, double mass, double entering)
{
    double share = spent / mass + repeated / entering;
    return share < 1 ? share : 1;
}

/* An activation within another was entered in some other way than the outermost, or in the same way
   if that leads there again while it is under way. So of all ways but one that does not, those
   together take at least as long; the largest is the best to leave out. */
static double find_nested(const struct profile *profile, const struct masses *masses, uint32_t f)
{
    bool is_guess = masses->entered_most[f] > masses->entered[f];
    double sum = masses->entered_most[f], most = is_guess ? 0 : masses->entered[f];
    for (uint32_t c = profile->callers[f].start; c < profile->callers[f].end; c++) {
        const struct call *call = &profile->calls[c];
        if (call->caller == f)
            continue;
        sum += masses->total[c];
        if (!profile->sampled && !call->estimated && call->calls == call->primitive &&
            masses->total[c] > most)
            most = masses->total[c];
    }
    return sum - most;
}

/* Of recursive functions, all activations' time against that of the outermost. */
static double find_gain(const struct junction *junction, double entering)
{
    const double most = 1000;
    double gain = junction->once || junction->running <= 0 ? 1 : entering / junction->running;
    return gain < 1 ? 1 : gain > most ? most : gain;
}

/* Takes calls to the function itself, which are no flow, and sums what enters each. `entering` gets
   the sums of masses. */
static void sum_entering(const struct profile *profile, const struct masses *masses,
                         struct flows *flows, double *entering)
{
    for (uint32_t i = 0; i < flows->count; i++) {
        const struct function *function = &profile->functions[i];
        struct junction *junction = &flows->junctions[i];
        junction->entering = entering[i] = masses->entered[i];
        junction->component = masses->component[i];
        junction->once = !profile->sampled && function->calls == function->primitive;
        junction->running = masses_time(masses, function->total);
        junction->nested = junction->once ? 0 : find_nested(profile, masses, i);
        flows->own += masses->own[i];
        for (uint32_t c = profile->callers[i].start; c < profile->callers[i].end; c++) {
            if (profile->calls[c].caller == i) {
                junction->repeated = masses_time(masses, profile->calls[c].own);
                continue;
            }
            entering[i] += masses->mass[c];
            junction->entering += masses->total[c];
        }
        junction->gain = find_gain(junction, entering[i]);
    }
}

static void add_flow(struct flows *flows, struct junction *from, struct flow flow,
                     double entering_mass)
{
    flow.own =
        own_share(flow.spent, flows->junctions[flow.callee].repeated, flow.mass, entering_mass);
    flows->items[from->end++] = flow;
    from->mass += flow.mass;
    from->total += flow.total;
}

static int compare_flows(const void *left, const void *right)
{
    const struct flow *a = left, *b = right;
    if (a->inner != b->inner)
        return b->inner - a->inner;
    if (a->mass != b->mass)
        return a->mass < b->mass ? 1 : -1;
    return (a->callee > b->callee) - (a->callee < b->callee);
}

static void finish_row(struct flows *flows, struct junction *from)
{
    struct flow *row = flows->items + from->first;
    uint32_t count = from->end - from->first;
    if (count > 1)
        qsort(row, count, sizeof *row, compare_flows);
    from->inner_end = from->first;
    while (from->inner_end < from->end && flows->items[from->inner_end].inner)
        from->inner_end++;
}

static void add_calls(const struct profile *profile, const struct masses *masses,
                      struct flows *flows, uint32_t caller, const double *entering)
{
    struct junction *from = &flows->junctions[caller];
    for (uint32_t i = profile->callees[caller]; i < profile->callees[caller + 1]; i++) {
        uint32_t index = profile->callees_of[i];
        const struct call *call = &profile->calls[index];
        if (call->callee == caller || masses->mass[index] <= 0)
            continue;
        struct flow flow = {.callee = call->callee,
                            .inner = from->component == masses->component[call->callee],
                            .mass = masses->mass[index],
                            .total = masses->total[index],
                            .most = call->estimated ? DBL_MAX : masses->total[index],
                            .spent = masses_time(masses, call->own)};
        add_flow(flows, from, flow, entering[call->callee]);
    }
    finish_row(flows, from);
}

static void add_entrances(const struct masses *masses, struct flows *flows, const double *entering)
{
    struct junction *from = &flows->junctions[flows->count];
    from->component = UINT32_MAX;
    from->once = true;
    from->gain = 1;
    for (uint32_t i = 0; i < flows->count; i++) {
        struct flow flow = {.callee = i,
                            .mass = masses->entered[i],
                            .total = masses->entered[i],
                            .most = masses->entered_most[i],
                            .spent = masses->entered_own[i]};
        if (flow.mass > 0)
            add_flow(flows, from, flow, entering[i]);
    }
    finish_row(flows, from);
}

struct flows flows_make(const struct profile *profile)
{
    struct masses masses = masses_find(profile);
    uint32_t count = profile->function_count;
    double *entering = memory_new(count, sizeof *entering);
    struct flows flows = {
        .unit = masses.unit,
        .items = memory_new((size_t)profile->call_count + count, sizeof *flows.items),
        .junctions = memory_new((size_t)count + 1, sizeof *flows.junctions),
        .count = count,
    };
    sum_entering(profile, &masses, &flows, entering);
    uint32_t end = 0;
    for (uint32_t i = 0; i <= count; i++) {
        flows.junctions[i].first = flows.junctions[i].end = end;
        if (i < count)
            add_calls(profile, &masses, &flows, i, entering);
        else
            add_entrances(&masses, &flows, entering);
        end = flows.junctions[i].end;
    }
    free(entering);
    masses_free(&masses);
    return flows;
}

void flows_free(struct flows *flows)
{
    free(flows->items);
    free(flows->junctions);
    *flows = (struct flows){0};
}
