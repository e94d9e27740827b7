#include "analysis/flows/flow_repair.h"

#include <stdlib.h>

/* What is below these shares, of the total and of what leaves a function, is rounding. */
static const double LEAST_OF_TOTAL = 1e-5, LEAST_OF_FUNCTION = 1e-3;
enum { MOST_SWEEPS = 8 };

/* Sums of each function over its flows. */
struct sums {
    double in, in_own, in_calls; /* over those that lead here */
    double out;                  /* own time, and over those that leave */
};

struct repair {
    struct flows *flows;
    struct sums *sums;
    bool *is_settled; /* of each function: lacks nothing, by the sums as they are */
};

static void sum_up(struct repair *repair)
{
    const struct flows *flows = repair->flows;
    for (uint32_t f = 0; f < flows->functions; f++)
        repair->sums[f].out = flows->junctions[f].own;
    for (uint32_t i = 0; i < flows->count; i++) {
        const struct flow *flow = &flows->items[i];
        repair->sums[flow->callee].in += flow->total;
        repair->sums[flow->callee].in_own += flow->own;
        repair->sums[flow->callee].in_calls += flow->calls;
        repair->sums[flow->caller].out += flow->total;
    }
}

/* How much more enters a solid function than leaves it. */
static double excess_of(const struct repair *repair, uint32_t function)
{
    const struct junction *junction = &repair->flows->junctions[function];
    const struct sums *sums = &repair->sums[function];
    double in = junction->first_in < junction->end_in ? sums->in : junction->total;
    return junction->is_hub || in < sums->out ? 0 : in - sums->out;
}

/* Lays up to `time` upon a call; returns how much. `own_part` of it is the callee's own time. */
static double raise_call(struct repair *repair, uint32_t index, double time, double own_part)
{
    struct flow *flow = &repair->flows->items[index];
    double room = repair->flows->own - flow->total;
    if (time > room)
        time = room > 0 ? room : 0;
    flow->total += time;
    flow->own += time * own_part;
    repair->sums[flow->callee].in += time;
    repair->sums[flow->callee].in_own += time * own_part;
    repair->sums[flow->caller].out += time;
    repair->is_settled[flow->callee] = repair->is_settled[flow->caller] = false;
    return time;
}

/* To callers that miss as much as they pass on too little. Returns what is left of `lack`. */
static double give_to_gaps(struct repair *repair, const struct junction *junction, double lack,
                           double own_part)
{
    for (uint32_t i = junction->first_in; i < junction->end_in && lack > 0; i++) {
        double gap = excess_of(repair, repair->flows->items[i].caller);
        if (gap > repair->flows->own * LEAST_OF_TOTAL / 10)
            lack -= raise_call(repair, i, gap < lack ? gap : lack, own_part);
    }
    return lack;
}

/* Whose totals the profiler may have lost: hubs, or all callers where none is one. */
static void give_by_calls(struct repair *repair, const struct junction *junction, double lack,
                          double own_part)
{
    const struct flows *flows = repair->flows;
    double hub_calls = 0, calls = 0;
    for (uint32_t i = junction->first_in; i < junction->end_in; i++) {
        const struct flow *flow = &flows->items[i];
        calls += flow->calls;
        hub_calls += flows->junctions[flow->caller].is_hub ? flow->calls : 0;
    }
    double weight = hub_calls > 0 ? hub_calls : calls;
    for (uint32_t i = junction->first_in; i < junction->end_in && weight > 0; i++) {
        const struct flow *flow = &flows->items[i];
        if (hub_calls <= 0 || flows->junctions[flow->caller].is_hub)
            raise_call(repair, i, lack * (flow->calls / weight), own_part);
    }
}

/* Returns how much was lacking. */
static double repair_function(struct repair *repair, uint32_t function)
{
    struct junction *junction = &repair->flows->junctions[function];
    const struct sums *sums = &repair->sums[function];
    double out = sums->out, lack = out - sums->in;
    repair->is_settled[function] = junction->is_hub || junction->first_in == junction->end_in ||
                                   sums->in_calls < junction->calls ||
                                   lack < repair->flows->own * LEAST_OF_TOTAL ||
                                   lack < out * LEAST_OF_FUNCTION;
    if (repair->is_settled[function])
        return 0;
    double own = junction->own - sums->in_own, own_part = own > 0 ? own / lack : 0;
    double left = give_to_gaps(repair, junction, lack, own_part);
    if (left > 0)
        give_by_calls(repair, junction, left, own_part);
    if (junction->total < out)
        junction->total = out;
    return lack;
}

/* How much less enters each component with endless functions than is spent there or leaves. */
static double *find_endless(const struct flows *flows)
{
    double *lack = arena_new(flows->arena, flows->components, sizeof *lack);
    bool *is_endless = arena_new(flows->arena, flows->components, sizeof *is_endless);
    for (uint32_t f = 0; f < flows->functions; f++) {
        const struct junction *junction = &flows->junctions[f];
        is_endless[junction->component] |= junction->is_endless;
        lack[junction->component] += junction->own;
    }
    for (uint32_t i = 0; i < flows->count; i++) {
        const struct flow *flow = &flows->items[i];
        if (flow_is_inner(flows, flow))
            continue;
        lack[flows->junctions[flow->caller].component] += flow->total;
        lack[flows->junctions[flow->callee].component] -= flow->total;
    }
    for (uint32_t c = 0; c < flows->components; c++)
        if (!is_endless[c] || lack[c] < flows->own * LEAST_OF_TOTAL)
            lack[c] = 0;
    return lack;
}

/* What endless functions took is what their callers from outside of the cycle miss. */
static void repair_endless(struct repair *repair)
{
    const struct flows *flows = repair->flows;
    double *lack = find_endless(flows);
    for (uint32_t i = 0; i < flows->count; i++) {
        const struct flow *flow = &flows->items[i];
        double *missing = &lack[flows->junctions[flow->callee].component];
        if (*missing <= 0 || flow_is_inner(flows, flow))
            continue;
        double gap = excess_of(repair, flow->caller);
        *missing -= raise_call(repair, i, gap < *missing ? gap : *missing, 0);
    }
}

/* Functions by component: callees first. */
static uint32_t *order_functions(const struct flows *flows)
{
    uint32_t *first = arena_new(flows->arena, (size_t)flows->components + 1, sizeof *first);
    uint32_t *order = arena_new(flows->arena, flows->functions, sizeof *order);
    for (uint32_t f = 0; f < flows->functions; f++)
        first[flows->junctions[f].component + 1]++;
    for (uint32_t c = 0; c < flows->components; c++)
        first[c + 1] += first[c];
    for (uint32_t f = 0; f < flows->functions; f++)
        order[first[flows->junctions[f].component]++] = f;
    return order;
}

void flow_repair(struct flows *flows)
{
    struct repair repair = {flows, arena_new(flows->arena, flows->functions, sizeof *repair.sums),
                            arena_new(flows->arena, flows->functions, sizeof *repair.is_settled)};
    uint32_t *order = order_functions(flows);
    sum_up(&repair);
    repair_endless(&repair);
    double moved = flows->own;
    for (int sweep = 0; sweep < MOST_SWEEPS && moved > flows->own * LEAST_OF_TOTAL; sweep++) {
        moved = 0;
        for (uint32_t i = 0; i < flows->functions; i++)
            moved += repair.is_settled[order[i]] ? 0 : repair_function(&repair, order[i]);
    }
    for (uint32_t i = 0; i < flows->count; i++)
        flows->items[i].mass = flows->items[i].total;
}
