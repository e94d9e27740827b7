#include "analysis/graph/reach.h"

#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "base/memory.h"

struct search {
    uint32_t *queue;
    uint32_t filled;
    bool *reached;
};

static void meet(struct search *search, uint32_t function)
{
    if (search->reached[function])
        return;
    search->reached[function] = true;
    search->queue[search->filled++] = function;
}

static void meet_neighbours(const struct profile *profile, uint32_t function, bool upwards,
                            struct search *search)
{
    if (upwards) {
        for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++)
            meet(search, profile->calls[i].caller);
    } else {
        for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++)
            meet(search, profile->calls[profile->callees_of[i]].callee);
    }
}

void reach_functions(const struct profile *profile, const bool *from, bool upwards, int64_t depth,
                     bool *reached)
{
    struct search search = {memory_new(profile->function_count, sizeof *search.queue), 0, reached};
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (from[i])
            meet(&search, i);
    uint32_t at = 0;
    uint32_t level_end = search.filled;
    for (int64_t level = 0; at < search.filled && (depth < 0 || level < depth); level++) {
        for (; at < level_end; at++)
            meet_neighbours(profile, search.queue[at], upwards, &search);
        level_end = search.filled;
    }
    free(search.queue);
}

/* A component of the graph, as seen from outside. */
struct component {
    bool is_called;  /* from another component */
    uint32_t member; /* the one with the largest inclusive time, plus one */
};

/* Ties are settled by key, not by the order in the file. */
static bool is_larger(const struct profile *profile, uint32_t a, uint32_t b)
{
    double total = profile->functions[a].total, other = profile->functions[b].total;
    return total > other || (total == other && profile_compare_keys(profile, a, b) < 0);
}

static void survey(const struct profile *profile, const uint32_t *place,
                   struct component *components)
{
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        components[place[call->callee]].is_called |= place[call->caller] != place[call->callee];
    }
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct component *component = &components[place[i]];
        if (!component->member || is_larger(profile, i, component->member - 1))
            component->member = i + 1;
    }
}

void reach_entry_points(const struct profile *profile, bool *entry)
{
    const struct components *found = cycles_components(profile);
    struct component *components = memory_new(found->count, sizeof *components);
    survey(profile, found->of, components);
    for (uint32_t i = 0; i < found->count; i++)
        if (!components[i].is_called)
            entry[components[i].member - 1] = true;
    free(components);
}
