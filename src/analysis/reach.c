#include "analysis/reach.h"

#include <stdlib.h>

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

static bool called_by_others(const struct profile *profile, uint32_t function)
{
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++)
        if (profile->calls[i].caller != function)
            return true;
    return false;
}

void reach_entry_points(const struct profile *profile, bool *entry)
{
    bool any = false;
    double largest = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        entry[i] = !called_by_others(profile, i);
        any |= entry[i];
        if (i == 0 || profile->functions[i].total > largest)
            largest = profile->functions[i].total;
    }
    for (uint32_t i = 0; !any && i < profile->function_count; i++)
        entry[i] = profile->functions[i].total >= largest;
}
