#include "analysis/graph/cycles.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct tarjan {
    const struct successors *graph;
    const bool *without; /* nodes to be left out; or NULL */
    uint32_t *number;    /* order of discovery, from 1; 0: not yet met */
    uint32_t *low;       /* the least number known to be reached from here */
    uint32_t *next;      /* where in its row of heads a node's search stands */
    uint32_t *path;      /* nodes whose search is under way */
    uint32_t *open;      /* nodes not yet given to a component */
    uint32_t *component; /* UINT32_MAX: none yet */
    uint32_t path_size, open_size, met, components;
};

static void enter(struct tarjan *t, uint32_t node)
{
    t->number[node] = t->low[node] = ++t->met;
    t->next[node] = t->graph->first[node];
    t->path[t->path_size++] = node;
    t->open[t->open_size++] = node;
}

static void lower(struct tarjan *t, uint32_t node, uint32_t number)
{
    if (number < t->low[node])
        t->low[node] = number;
}

/* All above `node` on the open stack have been shown to reach it, and it reaches nothing older.
 */
static void close_component(struct tarjan *t, uint32_t node)
{
    uint32_t member;
    do {
        member = t->open[--t->open_size];
        t->component[member] = t->components;
    } while (member != node);
    t->components++;
}

static void leave(struct tarjan *t)
{
    uint32_t node = t->path[--t->path_size];
    if (t->low[node] == t->number[node])
        close_component(t, node);
    if (t->path_size)
        lower(t, t->path[t->path_size - 1], t->low[node]);
}

static void search_from(struct tarjan *t, uint32_t root)
{
    enter(t, root);
    while (t->path_size) {
        uint32_t node = t->path[t->path_size - 1];
        if (t->next[node] == t->graph->first[node + 1]) {
            leave(t);
            continue;
        }
        uint32_t head = t->graph->heads[t->next[node]++];
        if (t->without && t->without[head])
            continue;
        if (!t->number[head])
            enter(t, head);
        else if (t->component[head] == UINT32_MAX)
            lower(t, node, t->number[head]);
    }
}

uint32_t cycles_find(const struct successors *graph, const bool *without, uint32_t *component)
{
    uint32_t count = graph->count;
    uint32_t *rooms = memory_new((size_t)count * 5 + 1, sizeof *rooms);
    struct tarjan t = {.graph = graph,
                       .without = without,
                       .number = rooms,
                       .low = rooms + count,
                       .next = rooms + (size_t)count * 2,
                       .path = rooms + (size_t)count * 3,
                       .open = rooms + (size_t)count * 4,
                       .component = component};
    memset(component, 0xff, count * sizeof *component);
    for (uint32_t i = 0; i < count; i++)
        if (!t.number[i] && !(without && without[i]))
            search_from(&t, i);
    free(rooms);
    return t.components;
}

uint32_t cycles_without(const struct profile *profile, const bool *without, uint32_t *component)
{
    uint32_t *heads = memory_new(profile->call_count, sizeof *heads);
    for (uint32_t i = 0; i < profile->call_count; i++)
        heads[i] = profile->calls[profile->callees_of[i]].callee;
    struct successors graph = {profile->function_count, profile->callees, heads};
    uint32_t count = cycles_find(&graph, without, component);
    free(heads);
    return count;
}

const struct components *cycles_components(const struct profile *profile)
{
    struct components *components = profile->components;
    if (!components->of) {
        components->of = memory_new(profile->function_count, sizeof *components->of);
        components->count = cycles_without(profile, NULL, components->of);
    }
    return components;
}

void cycles_among(const struct profile *profile, const bool *marked, uint32_t *component)
{
    bool *without = memory_new(profile->function_count, sizeof *without);
    for (uint32_t i = 0; i < profile->function_count; i++)
        without[i] = !marked[i];
    cycles_without(profile, without, component);
    free(without);
}

uint32_t *cycles_group(const uint32_t *component, uint32_t count, uint32_t components,
                       uint32_t **members)
{
    uint32_t *first = memory_new((size_t)components + 2, sizeof *first);
    *members = memory_new(count, sizeof **members);
    for (uint32_t i = 0; i < count; i++)
        if (component[i] != UINT32_MAX)
            first[component[i] + 2]++;
    for (uint32_t i = 2; i < components + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < count; i++)
        if (component[i] != UINT32_MAX)
            (*members)[first[component[i] + 1]++] = i;
    return first;
}
