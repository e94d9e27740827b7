#include "analysis/tree/bounds.h"

#include "analysis/flows/flow_mates.h"

/* What is as large as this part of another counts as as large. */
static const double NEARLY = 0.98;
/* Callees below this part of a block do not matter. */
static const double NEGLIGIBLE = 1e-4;

/* The blocks of a function, or the calls that enter a cycle: the largest two. */
struct largest {
    double first, second;
    uint32_t which; /* the first */
    uint32_t count;
};

/* What the callees of a hub's block may have at most. */
struct callees {
    double sum;
    uint32_t count;
};

struct bounding {
    const struct flows *flows;
    const struct nodes *nodes;
    struct largest *blocks;  /* of each function: by width */
    struct largest *entries; /* of each component: calls into its hubs from outside, by total */
    uint32_t *entry;         /* of each node: the call that led to its cycle */
    struct callees *callees; /* of each node of a hub; counted when first asked for */
};

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static void note(struct largest *largest, uint32_t which, double size)
{
    largest->count++;
    if (size > largest->first) {
        largest->second = largest->first;
        largest->first = size;
        largest->which = which;
    } else if (size > largest->second) {
        largest->second = size;
    }
}

/* The largest besides one. */
static double largest_other(const struct largest *largest, uint32_t than)
{
    return largest->which == than ? largest->second : largest->first;
}

static bool is_hub(const struct flows *flows, uint32_t function)
{
    return function < flows->functions && flows->junctions[function].is_hub;
}

static void note_entries(struct bounding *bounding)
{
    const struct flows *flows = bounding->flows;
    for (uint32_t i = 0; i < flows->count; i++) {
        const struct flow *flow = &flows->items[i];
        bool stays = is_hub(flows, flow->caller) && flow_is_inner(flows, flow);
        if (is_hub(flows, flow->callee) && !stays)
            note(&bounding->entries[flows->junctions[flow->callee].component], i, flow->total);
    }
}

static void note_blocks(struct bounding *bounding)
{
    const struct flows *flows = bounding->flows;
    for (uint32_t i = 1; i < bounding->nodes->count; i++) {
        const struct node *node = &bounding->nodes->items[i];
        const struct node *parent = &bounding->nodes->items[node->parent];
        note(&bounding->blocks[node->function], i, node->width);
        bool stays = node->parent && is_hub(flows, parent->function) &&
                     flows->junctions[parent->function].component ==
                         flows->junctions[node->function].component;
        bounding->entry[i] = stays ? bounding->entry[node->parent] : node->flow;
    }
}

static struct bounds exactly(double width)
{
    return (struct bounds){width, width, false};
}

/* Below a function that is never called while it runs. */
static struct bounds bound_in_solid(const struct bounding *bounding, uint32_t index)
{
    const struct node *node = &bounding->nodes->items[index];
    const struct node *parent = &bounding->nodes->items[node->parent];
    const struct junction *junction = &bounding->flows->junctions[parent->function];
    const struct flow *flow = &bounding->flows->items[node->flow];
    const struct largest *blocks = &bounding->blocks[parent->function];
    if (blocks->count == 1 || parent->width >= junction->mass * NEARLY)
        return exactly(node->width);
    if (flow->calls == 1) {
        struct bounds found = exactly(node->width);
        found.is_caller_guessed = largest_other(blocks, node->parent) >= flow->total * NEARLY;
        return found;
    }
    return (struct bounds){larger(0, flow->mass - larger(junction->mass - parent->width, 0)),
                           smaller(flow->mass, parent->width), false};
}

/* What of a block's time its callees can have, by the totals of the calls. */
static const struct callees *callees_of(struct bounding *bounding, uint32_t index)
{
    const struct flows *flows = bounding->flows;
    const struct node *node = &bounding->nodes->items[index];
    const struct junction *junction = &flows->junctions[node->function];
    struct callees *callees = &bounding->callees[index];
    double room = node->width - node->own;
    for (uint32_t i = junction->first_out; !callees->count && i < junction->end_out; i++) {
        uint32_t flow = flows->out[i];
        if (!flow_allowed(flows, node->flow, flow) ||
            flows->items[flow].total <= node->width * NEGLIGIBLE)
            continue;
        callees->count++;
        callees->sum += smaller(flows->items[flow].total, room);
    }
    return callees;
}

/* A single call below a hub is exact, unless time enters the hub's cycle elsewhere, too, that is
   large enough to hold it. */
static struct bounds bound_single(const struct bounding *bounding, uint32_t index)
{
    const struct flows *flows = bounding->flows;
    const struct node *node = &bounding->nodes->items[index];
    uint32_t caller = bounding->nodes->items[node->parent].function;
    uint32_t entry = bounding->entry[node->parent];
    double other = largest_other(&bounding->entries[flows->junctions[caller].component], entry);
    if (entry != NO_FLOW && flows->items[entry].calls > 1)
        other = larger(other, flows->items[entry].total / 2);
    struct bounds found = exactly(node->width);
    found.is_caller_guessed = other >= flows->items[node->flow].total * NEARLY;
    return found;
}

/* Below a function that may be called while it runs. */
static struct bounds bound_in_hub(struct bounding *bounding, uint32_t index)
{
    const struct flows *flows = bounding->flows;
    const struct node *node = &bounding->nodes->items[index];
    const struct node *parent = &bounding->nodes->items[node->parent];
    const struct flow *flow = &flows->items[node->flow];
    const struct callees *callees = callees_of(bounding, node->parent);
    double room = parent->width - parent->own, most = smaller(flow->total, room);
    if (callees->count <= 1)
        return exactly(node->width);
    if (flow->calls == 1 || flows->junctions[node->function].calls == 1)
        return bound_single(bounding, index);
    if (!node->is_outer_pair)
        return (struct bounds){0, room, false};
    if (!parent->is_outer_function)
        return (struct bounds){0, most, false};
    return (struct bounds){larger(0, room - larger(callees->sum - most, 0)), most, false};
}

struct bounds *bounds_find(const struct flows *flows, const struct nodes *nodes,
                           struct arena *arena)
{
    struct bounds *bounds = arena_new(arena, nodes->count, sizeof *bounds);
    struct bounding bounding = {
        .flows = flows,
        .nodes = nodes,
        .blocks = arena_new(arena, (size_t)flows->functions + 1, sizeof(struct largest)),
        .entries = arena_new(arena, flows->components, sizeof(struct largest)),
        .entry = arena_new(arena, nodes->count, sizeof(uint32_t)),
        .callees = arena_new(arena, nodes->count, sizeof(struct callees))};
    note_entries(&bounding);
    note_blocks(&bounding);
    bounds[0] = exactly(nodes->items[0].width);
    for (uint32_t i = 1; i < nodes->count; i++) {
        const struct node *node = &nodes->items[i];
        struct bounds found = node->flow == NO_FLOW ? exactly(node->width)
                              : is_hub(flows, nodes->items[node->parent].function)
                                  ? bound_in_hub(&bounding, i)
                                  : bound_in_solid(&bounding, i);
        found.low = smaller(found.low, node->width);
        found.high = larger(found.high, node->width);
        bounds[i] = found;
    }
    return bounds;
}
