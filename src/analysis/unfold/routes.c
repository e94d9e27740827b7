#include "analysis/unfold/routes.h"

#include "analysis/flows/flow_mates.h"

/* A call may be that much smaller than what goes along it: totals are rounded, and shared out. */
static const double TOLERANCE = 0.97;
/* A route for larger calls serves for smaller ones down to this part. */
static const double SERVES = 0.8;
/* Each call makes a way a little less likely: shorter ones are better. */
static const double STEP = 0.905, LEAST_PART = 1e-6, LEAST_LIKELIHOOD = 1e-250;
/* About 0.2 s. */
static const double MOST_STEPS = 1e6;
enum { MOST_STATES = 4096 };

/* What a hub spends for each call besides items and what stays in its cycle. */
static double *find_overheads(const struct flows *flows, const bool *is_item)
{
    double *overhead = arena_new(flows->arena, flows->functions, sizeof *overhead);
    for (uint32_t f = 0; f < flows->functions; f++)
        overhead[f] = flows->junctions[f].own;
    for (uint32_t i = 0; i < flows->count; i++) {
        const struct flow *flow = &flows->items[i];
        bool stays = flows->junctions[flow->callee].is_hub && flow_is_inner(flows, flow);
        if (!is_item[i] && !stays)
            overhead[flow->caller] += flow->mass;
    }
    for (uint32_t f = 0; f < flows->functions; f++) {
        double calls = flows->junctions[f].calls;
        overhead[f] /= calls > 1 ? calls : 1;
    }
    return overhead;
}

struct routes routes_make(const struct flows *flows, const bool *is_item)
{
    size_t states = (size_t)flows->functions + flows->count;
    struct arena *arena = flows->arena;
    return (struct routes){.flows = flows,
                           .cache = arena_new(arena, states, sizeof(struct route *)),
                           .overhead = find_overheads(flows, is_item),
                           .likelihood = arena_new(arena, states, sizeof(double)),
                           .found = arena_new(arena, states, sizeof(struct hop)),
                           .reached = arena_new(arena, states, sizeof(uint32_t)),
                           .queue = {.arena = arena}};
}

static void reach(struct routes *routes, uint32_t state, double likelihood, struct hop hop)
{
    if (likelihood <= routes->likelihood[state] * (1 + 1e-12))
        return;
    if (routes->likelihood[state] <= 0)
        routes->reached[routes->reached_count++] = state;
    hop.state = state + 1;
    routes->likelihood[state] = likelihood;
    routes->found[state] = hop;
    queue_add(&routes->queue, (struct task){likelihood, state, false});
}

/* Reaches all states of a function, or the one in which it makes a call. */
static void reach_caller(struct routes *routes, uint32_t function, uint32_t call, double likelihood,
                         struct hop hop)
{
    const struct flows *flows = routes->flows;
    const struct junction *junction = &flows->junctions[function];
    if (flows->mate[call] != NO_FLOW) {
        reach(routes, flows->functions + flows->mate[call], likelihood, hop);
        return;
    }
    reach(routes, function, likelihood, hop);
    for (uint32_t i = junction->first_in; i < junction->end_in && junction->has_mates; i++)
        if (flows->is_mate[i] && flows->only[i] == NO_FLOW)
            reach(routes, flows->functions + i, likelihood, hop);
}

/* Goes back along a call into a state. */
static void go_back(struct routes *routes, uint32_t state, uint32_t index, double least)
{
    const struct flows *flows = routes->flows;
    const struct flow *flow = &flows->items[index];
    const struct junction *caller = &flows->junctions[flow->caller];
    routes->steps++;
    if (!caller->is_hub || !flow_is_inner(flows, flow) || flow->mass <= 0 || flow->total < least ||
        caller->total < least)
        return;
    double part = flow->mass / caller->passed;
    double likelihood = routes->likelihood[state] * (part > LEAST_PART ? part : LEAST_PART) * STEP;
    double overhead = routes->found[state].overhead + routes->overhead[flow->caller];
    if (likelihood > LEAST_LIKELIHOOD)
        reach_caller(routes, flow->caller, index, likelihood,
                     (struct hop){.flow = index, .overhead = overhead});
}

/* Goes back along all calls that lead to a state. */
static void settle(struct routes *routes, uint32_t state, double least)
{
    const struct flows *flows = routes->flows;
    if (state >= flows->functions) {
        go_back(routes, state, state - flows->functions, least);
        return;
    }
    const struct junction *junction = &flows->junctions[state];
    for (uint32_t i = junction->first_in; i < junction->end_in; i++)
        if (!flows->is_mate[i])
            go_back(routes, state, i, least);
}

static uint32_t place_of(const struct route *route, uint32_t state)
{
    uint32_t at = state * 2654435769U & route->mask;
    while (route->hops[at].state && route->hops[at].state != state + 1)
        at = (at + 1) & route->mask;
    return at;
}

const struct hop *route_hop(const struct route *route, uint32_t state)
{
    const struct hop *hop = &route->hops[place_of(route, state)];
    return hop->state ? hop : NULL;
}

/* Keeps what was reached, and clears it for the next route. */
static void keep(struct routes *routes, struct route *route)
{
    uint32_t places = 2;
    while (places < routes->reached_count * 2)
        places *= 2;
    route->mask = places - 1;
    route->hops = arena_new(routes->flows->arena, places, sizeof *route->hops);
    for (uint32_t i = 0; i < routes->reached_count; i++) {
        uint32_t state = routes->reached[i];
        route->hops[place_of(route, state)] = routes->found[state];
        routes->likelihood[state] = 0;
    }
    routes->reached_count = 0;
    routes->queue.count = 0;
}

static void find(struct routes *routes, struct route *route, uint32_t item, double least)
{
    uint32_t caller = routes->flows->items[item].caller, settled = 0;
    struct hop there = {.flow = NO_FLOW, .overhead = routes->overhead[caller]};
    route->least = least;
    reach_caller(routes, caller, item, 1, there);
    while (routes->queue.count && settled < MOST_STATES && routes->steps < MOST_STEPS) {
        struct task task = queue_take(&routes->queue);
        if (task.size < routes->likelihood[task.index])
            continue;
        settle(routes, task.index, least);
        settled++;
    }
    keep(routes, route);
}

static uint32_t goal_of(const struct flows *flows, uint32_t item)
{
    return flows->mate[item] != NO_FLOW ? flows->functions + flows->mate[item]
                                        : flows->items[item].caller;
}

bool routes_lead_from(const struct routes *routes, uint32_t item, uint32_t state)
{
    const struct route *route = routes->cache[goal_of(routes->flows, item)];
    return !route || route_hop(route, state);
}

const struct route *routes_find(struct routes *routes, uint32_t item, double size, bool anew)
{
    const struct flows *flows = routes->flows;
    uint32_t goal = goal_of(flows, item);
    struct route *route = routes->cache[goal];
    double least = size * TOLERANCE;
    if (route && (anew ? route->least <= least * 1.001 : least >= route->least * SERVES))
        return route;
    if (!route)
        route = routes->cache[goal] = arena_new(flows->arena, 1, sizeof *route);
    find(routes, route, item, least);
    return route;
}
