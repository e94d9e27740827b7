#include "analysis/picture/hidden_callers.h"

#include <stdlib.h>

#include "analysis/picture/hot_links.h"
#include "base/memory.h"

/* So many calls are looked at in all. */
enum { MOST_LOOKS = 20000000 };

/* A search, first down from a place, then up from its function. */
struct search {
    uint32_t *queue;
    bool *is_below; /* of each place: links lead to it */
    bool *met;      /* of each function */
    uint64_t looks;
};

/* Marks what links lead to, the place itself too; not all of it where looks run out. */
static void mark_below(const struct shown_graph *graph, uint32_t place, struct search *s)
{
    uint32_t filled = 0;
    for (uint32_t i = 0; i < graph->selection->function_count; i++)
        s->is_below[i] = i == place;
    s->queue[filled++] = place;
    s->looks += graph->selection->function_count;
    for (uint32_t at = 0; at < filled && s->looks < MOST_LOOKS; at++) {
        uint32_t first = graph->first[s->queue[at]], end = graph->first[s->queue[at] + 1];
        s->looks += end - first;
        for (uint32_t i = first; i < end; i++) {
            uint32_t to = graph->outline->links[graph->out[i]].to;
            if (!s->is_below[to])
                s->queue[filled++] = to;
            s->is_below[to] = true;
        }
    }
}

/* The nearest shown function that calls lead from, the first of several: breadth first. */
static uint32_t find_above(const struct shown_graph *graph, uint32_t function, struct search *s)
{
    const struct profile *profile = graph->profile;
    uint32_t filled = 0, found = NO_PLACE;
    s->queue[filled++] = function;
    s->met[function] = true;
    for (uint32_t at = 0; at < filled && found == NO_PLACE && s->looks < MOST_LOOKS; at++) {
        struct row row = profile->callers[s->queue[at]];
        s->looks += row.end - row.start;
        for (uint32_t i = row.start; i < row.end && found == NO_PLACE; i++) {
            uint32_t caller = profile->calls[i].caller;
            if (graph->is_shown[caller] && !s->is_below[graph->place_of[caller]])
                found = graph->place_of[caller];
            if (!s->met[caller])
                s->queue[filled++] = caller;
            s->met[caller] = true;
        }
    }
    for (uint32_t i = 0; i < filled; i++)
        s->met[s->queue[i]] = false;
    return found;
}

uint32_t hidden_callers_link(const struct shown_graph *graph)
{
    const struct selection *selection = graph->selection;
    struct outline *outline = graph->outline;
    uint32_t functions = graph->profile->function_count, count = outline->link_count;
    struct search s = {memory_new(functions, sizeof *s.queue),
                       memory_new(functions, sizeof *s.is_below),
                       memory_new(functions, sizeof *s.met), 0};
    bool is_first = true;
    for (uint32_t i = 0; i < selection->function_count && s.looks < MOST_LOOKS; i++) {
        bool begins = outline->is_entry[i] && is_first;
        is_first &= !begins;
        if (!outline->is_entry[i] || begins)
            continue;
        mark_below(graph, i, &s);
        if (s.looks >= MOST_LOOKS)
            break;
        uint32_t from = find_above(graph, selection->functions[i], &s);
        if (from != NO_PLACE)
            outline->links[count++] =
                (struct outline_link){.from = from,
                                      .to = i,
                                      .link = {.caller = selection->functions[from],
                                               .callee = selection->functions[i],
                                               .estimated = true,
                                               .residual = true}};
    }
    void *owned[] = {s.queue, s.is_below, s.met};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
    return count - outline->link_count;
}
