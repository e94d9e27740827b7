#include "analysis/cycles.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct tarjan {
    const struct profile *profile;
    const bool *without; /* functions to be left out; or NULL */
    uint32_t *number;    /* order of discovery, from 1; 0: not yet met */
    uint32_t *low;       /* the least number known to be reached from here */
    uint32_t *next;      /* where in its row of callees a function's search stands */
    uint32_t *path;      /* functions whose search is under way */
    uint32_t *open;      /* functions not yet given to a component */
    uint32_t *component; /* UINT32_MAX: none yet */
    uint32_t path_size, open_size, met, components;
};

static void enter(struct tarjan *t, uint32_t function)
{
    t->number[function] = t->low[function] = ++t->met;
    t->next[function] = t->profile->callees[function];
    t->path[t->path_size++] = function;
    t->open[t->open_size++] = function;
}

static void lower(struct tarjan *t, uint32_t function, uint32_t number)
{
    if (number < t->low[function])
        t->low[function] = number;
}

/* All above `function` on the open stack have been shown to reach it, and it reaches nothing older.
 */
static void close_component(struct tarjan *t, uint32_t function)
{
    uint32_t member;
    do {
        member = t->open[--t->open_size];
        t->component[member] = t->components;
    } while (member != function);
    t->components++;
}

static void leave(struct tarjan *t)
{
    uint32_t function = t->path[--t->path_size];
    if (t->low[function] == t->number[function])
        close_component(t, function);
    if (t->path_size)
        lower(t, t->path[t->path_size - 1], t->low[function]);
}

static void search_from(struct tarjan *t, uint32_t root)
{
    enter(t, root);
    while (t->path_size) {
        uint32_t function = t->path[t->path_size - 1];
        if (t->next[function] == t->profile->callees[function + 1]) {
            leave(t);
            continue;
        }
        uint32_t call = t->profile->callees_of[t->next[function]++];
        uint32_t callee = t->profile->calls[call].callee;
        if (t->without && t->without[callee])
            continue;
        if (!t->number[callee])
            enter(t, callee);
        else if (t->component[callee] == UINT32_MAX)
            lower(t, function, t->number[callee]);
    }
}

uint32_t cycles_find(const struct profile *profile, const bool *without, uint32_t *component)
{
    uint32_t count = profile->function_count;
    uint32_t *rooms = memory_new((size_t)count * 5 + 1, sizeof *rooms);
    struct tarjan t = {.profile = profile,
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
