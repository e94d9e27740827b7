#include "analysis/unfold/deal.h"

#include "analysis/unfold/deal_items.h"
#include "analysis/unfold/deal_open.h"
#include "analysis/unfold/deal_rest.h"
#include "analysis/unfold/dealing.h"

/* Blocks of hubs wait for the items that are placed there, unless they are so much larger. */
static const double MUCH_LARGER = 100;

/* One block of so many. */
enum { RESERVED = 16 };

static void fill_budgets(struct dealing *dealing, const bool *is_item)
{
    const struct flows *flows = dealing->flows;
    dealing->flow_left = arena_new(dealing->arena, flows->count, sizeof *dealing->flow_left);
    dealing->function_left =
        arena_new(dealing->arena, flows->functions, sizeof *dealing->function_left);
    for (uint32_t i = 0; i < flows->count; i++) {
        const struct flow *flow = &flows->items[i];
        dealing->flow_left[i] = (struct flow_left){.mass = flow->mass,
                                                   .total = flow->total,
                                                   .own = flow->own,
                                                   .unopened = flow->mass,
                                                   .calls = flow->calls,
                                                   .piece = flow->calls,
                                                   .is_item = is_item[i]};
    }
    for (uint32_t f = 0; f < flows->functions; f++) {
        const struct junction *junction = &flows->junctions[f];
        dealing->function_left[f] = (struct function_left){.total = junction->total,
                                                           .entering = junction->mass,
                                                           .outer = junction->total,
                                                           .calls = junction->calls,
                                                           .self_own = junction->self_own};
    }
}

/* What leaves each function: all at first. */
static void list_out(struct dealing *dealing)
{
    const struct flows *flows = dealing->flows;
    dealing->out = arena_new(dealing->arena, flows->count, sizeof *dealing->out);
    dealing->end_out = arena_new(dealing->arena, flows->functions, sizeof *dealing->end_out);
    for (uint32_t i = 0; i < flows->count; i++)
        dealing->out[i] = flows->out[i];
    for (uint32_t f = 0; f < flows->functions; f++)
        dealing->end_out[f] = flows->junctions[f].end_out;
}

/* The components that hold hubs with items: those where items may wait. */
static void list_cycles(struct dealing *dealing, const bool *is_item)
{
    const struct flows *flows = dealing->flows;
    bool *seen = arena_new(dealing->arena, flows->components, sizeof *seen);
    dealing->cycles = arena_new(dealing->arena, flows->components, sizeof *dealing->cycles);
    for (uint32_t i = 0; i < flows->count; i++) {
        uint32_t component = flows->junctions[flows->items[i].caller].component;
        if (!is_item[i] || seen[component])
            continue;
        seen[component] = true;
        dealing->cycles[dealing->cycle_count++] = component;
    }
}

static uint32_t most_callees(const struct flows *flows)
{
    uint32_t most = 0;
    for (uint32_t f = 0; f < flows->functions; f++) {
        uint32_t count = flows->junctions[f].end_out - flows->junctions[f].first_out;
        most = count > most ? count : most;
    }
    return most;
}

static struct dealing start(const struct flows *flows, const struct deal_limits *limits)
{
    struct arena *arena = flows->arena;
    bool *is_item = deal_find_items(flows);
    uint32_t most = most_callees(flows);
    struct dealing dealing = {.arena = arena,
                              .flows = flows,
                              .limits = *limits,
                              .reserve = limits->most / RESERVED,
                              .force_pause = 1,
                              .solid = {.arena = arena},
                              .hubs = {.arena = arena},
                              .rooms = ordered_make(arena, flows->components),
                              .waiting = ordered_make(arena, flows->components),
                              .routes = routes_make(flows, is_item),
                              .marks_of_functions =
                                  arena_new(arena, flows->functions, sizeof(uint32_t)),
                              .marks_of_flows = arena_new(arena, flows->count, sizeof(uint32_t)),
                              .calls_on_path = arena_new(arena, flows->count, sizeof(int32_t)),
                              .options = {.items = arena_new(arena, most, sizeof(struct option)),
                                          .ranks = arena_new(arena, most, sizeof(struct rank))}};
    fill_budgets(&dealing, is_item);
    list_out(&dealing);
    list_cycles(&dealing, is_item);
    return dealing;
}

/* Takes the largest task; blocks of hubs only if there is no other, or they are much larger. */
static struct task take_task(struct dealing *dealing)
{
    bool is_solid = dealing->solid.count &&
                    !(dealing->hubs.count &&
                      dealing->hubs.tasks[0].size > dealing->solid.tasks[0].size * MUCH_LARGER);
    return queue_take(is_solid ? &dealing->solid : &dealing->hubs);
}

struct dealt deal_make(const struct flows *flows, const struct deal_limits *limits)
{
    struct dealing dealing = start(flows, limits);
    dealing_plant(&dealing);
    deal_open_root(&dealing);
    deal_start_items(&dealing);
    while (dealing.solid.count || dealing.hubs.count) {
        if (!dealing.solid.count && deal_force_items(&dealing))
            continue;
        struct task task = take_task(&dealing);
        if (task.is_item)
            deal_item(&dealing, task.index, task.size);
        else if (dealing.dealt.sprouts[task.index].is_open)
            deal_open(&dealing, task.index);
    }
    deal_rest(&dealing);
    return dealing.dealt;
}
