#include "analysis/flows/flow_mass.h"

#include <math.h>

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* What is below this share of the total is rounding. */
static const double ROUNDING = 1e-9;

/* How the time that enters a component is shared out to its members, in three ways: the first that
   says anything counts. */
struct entrances {
    double calls; /* that no caller made, times what a call takes */
    double own;   /* own time that no caller explains */
    double total;
};

/* The time that enters each component from nowhere: its functions' own time and what it passes on,
   without what enters over calls. */
static double *enter_components(const struct flows *flows)
{
    double *entered = arena_new(flows->arena, flows->components, sizeof *entered);
    for (uint32_t f = 0; f < flows->functions; f++)
        entered[flows->junctions[f].component] += flows->junctions[f].own;
    for (uint32_t i = 0; i < flows->count; i++) {
        const struct flow *flow = &flows->items[i];
        if (flow_is_inner(flows, flow))
            continue;
        entered[flows->junctions[flow->caller].component] += flow->total;
        entered[flows->junctions[flow->callee].component] -= flow->total;
    }
    for (uint32_t c = 0; c < flows->components; c++)
        if (entered[c] < flows->own * ROUNDING)
            entered[c] = 0;
    return entered;
}

static struct entrances find_entrance(const struct flows *flows, const struct junction *junction)
{
    struct entrances left = {junction->calls - junction->self_calls,
                             junction->own - junction->self_own, junction->total};
    for (uint32_t i = junction->first_in; i < junction->end_in; i++) {
        left.calls -= flows->items[i].calls;
        left.own -= flows->items[i].own;
    }
    left.calls = larger(left.calls, 0) * left.total / junction->primitive;
    left.own = larger(left.own, 0);
    return left;
}

static double choose_share(const struct entrances *of, const struct entrances *sums)
{
    return sums->calls > 0   ? of->calls / sums->calls
           : sums->own > 0   ? of->own / sums->own
           : sums->total > 0 ? of->total / sums->total
                             : 0;
}

static void share_entering(struct flows *flows)
{
    double *entered = enter_components(flows);
    struct entrances *of = arena_new(flows->arena, flows->functions, sizeof *of);
    struct entrances *sums = arena_new(flows->arena, flows->components, sizeof *sums);
    uint32_t *members = arena_new(flows->arena, flows->components, sizeof *members);
    for (uint32_t f = 0; f < flows->functions; f++) {
        uint32_t component = flows->junctions[f].component;
        struct entrances *sum = &sums[component];
        of[f] = find_entrance(flows, &flows->junctions[f]);
        sum->calls += of[f].calls;
        sum->own += of[f].own;
        sum->total += of[f].total;
        members[component]++;
    }
    for (uint32_t f = 0; f < flows->functions; f++) {
        uint32_t component = flows->junctions[f].component;
        double share = members[component] > 1 ? choose_share(&of[f], &sums[component]) : 1;
        flows->junctions[f].entering = entered[component] * share;
    }
}

/* A function in a cycle some of whose flows can be fitted. */
struct joint {
    uint32_t function;
    double surplus; /* what enters over flows that are fixed, without what leaves so and is spent */
};

/* Only within cycles do calls lie within others of their pair. */
static void start_masses(struct flows *flows)
{
    for (uint32_t i = 0; i < flows->count; i++) {
        struct flow *flow = &flows->items[i];
        flow->is_free = flow->is_free && flow->total > 0 && flow_is_inner(flows, flow);
        if (flow->is_free)
            flow->mass *= sqrt(flow->nesting);
    }
}

static double surplus_of(const struct flows *flows, const struct junction *junction)
{
    double surplus = junction->entering - junction->own;
    for (uint32_t i = junction->first_in; i < junction->end_in; i++)
        if (!flows->items[i].is_free)
            surplus += flows->items[i].mass;
    for (uint32_t i = junction->first_out; i < junction->end_out; i++)
        if (!flows->items[flows->out[i]].is_free)
            surplus -= flows->items[flows->out[i]].mass;
    return surplus;
}

/* The joints of a fit. `work` gets the flows that are looked at in one round. */
static struct joint *find_joints(const struct flows *flows, uint32_t *count, double *work)
{
    struct joint *joints = arena_new(flows->arena, flows->functions, sizeof *joints);
    bool *touched = arena_new(flows->arena, flows->functions, sizeof *touched);
    for (uint32_t i = 0; i < flows->count; i++)
        if (flows->items[i].is_free)
            touched[flows->items[i].caller] = touched[flows->items[i].callee] = true;
    for (uint32_t f = 0; f < flows->functions; f++) {
        const struct junction *junction = &flows->junctions[f];
        if (!touched[f])
            continue;
        joints[(*count)++] = (struct joint){f, surplus_of(flows, junction)};
        *work += junction->end_in - junction->first_in + junction->end_out - junction->first_out;
    }
    return joints;
}

/* The factor s for which s * in + surplus == out / s. */
static double find_factor(double in, double out, double surplus)
{
    const double least = 1e-3, most = 1e3;
    double root = sqrt(surplus * surplus + 4 * in * out);
    double factor = surplus > 0 ? 2 * out / (surplus + root)
                    : in > 0    ? (root - surplus) / (2 * in)
                                : most;
    return factor < least ? least : factor > most ? most : factor;
}

/* No call's activations take less than the outermost of them. */
static void scale(struct flow *flow, double factor)
{
    if (flow->is_free)
        flow->mass = larger(flow->mass * factor, flow->total);
}

/* Returns how far the factor was from 1. */
static double fit_joint(struct flows *flows, const struct joint *joint)
{
    const struct junction *junction = &flows->junctions[joint->function];
    double in = 0, out = 0;
    for (uint32_t i = junction->first_in; i < junction->end_in; i++)
        in += flows->items[i].is_free ? flows->items[i].mass : 0;
    for (uint32_t i = junction->first_out; i < junction->end_out; i++)
        out += flows->items[flows->out[i]].is_free ? flows->items[flows->out[i]].mass : 0;
    double factor = find_factor(in, out, joint->surplus);
    for (uint32_t i = junction->first_in; i < junction->end_in; i++)
        scale(&flows->items[i], factor);
    for (uint32_t i = junction->first_out; i < junction->end_out; i++)
        scale(&flows->items[flows->out[i]], 1 / factor);
    return fabs(factor - 1);
}

static void fit_masses(struct flows *flows)
{
    enum { MOST_ROUNDS = 300 };
    const double most_work = 1e7, near = 1e-5;
    uint32_t count = 0;
    double off = 1, each = 0, work = 0;
    struct joint *joints = find_joints(flows, &count, &each);
    for (int round = 0; round < MOST_ROUNDS && off > near && work < most_work; round++) {
        off = 0;
        for (uint32_t i = 0; i < count; i++)
            off = larger(off, fit_joint(flows, &joints[i]));
        work += each;
    }
}

static void sum_masses(struct flows *flows)
{
    for (uint32_t f = 0; f < flows->functions; f++)
        flows->junctions[f].mass = flows->junctions[f].entering;
    for (uint32_t i = 0; i < flows->count; i++) {
        const struct flow *flow = &flows->items[i];
        flows->junctions[flow->callee].mass += flow->mass;
        flows->junctions[flow->caller].passed += flow->mass;
    }
}

/* Below these shares, of the total and of what enters, a difference is rounding. */
static const double ROUNDING_OF_TOTAL = 1e-5, ROUNDING_OF_MASS = 2e-3;

static void find_gaps(struct flows *flows)
{
    for (uint32_t f = 0; f < flows->functions; f++) {
        struct junction *junction = &flows->junctions[f];
        double gap = junction->mass - junction->own - junction->passed;
        if (!junction->is_hub && gap > flows->own * ROUNDING_OF_TOTAL &&
            gap > junction->mass * ROUNDING_OF_MASS)
            junction->gap = gap / junction->mass;
    }
}

double flows_gaps(const struct flows *flows)
{
    double sum = 0;
    for (uint32_t f = 0; f < flows->functions; f++)
        sum += flows->junctions[f].gap * flows->junctions[f].mass;
    return sum;
}

void flow_mass(struct flows *flows)
{
    start_masses(flows);
    share_entering(flows);
    fit_masses(flows);
    sum_masses(flows);
    find_gaps(flows);
}
