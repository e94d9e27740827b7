#include "analysis/graph/order.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/graph/cycles.h"
#include "base/memory.h"

/* So many arcs are looked at in all (about a second), and a node that moves costs as much as some.
   Then the order found so far stays, and what goes against it is turned: in cycles of many
   thousands nobody sees the difference. */
enum { MOST_STEPS = 40000000, STEPS_A_MOVE = 4 };

/* The accepted arcs at each node, as lists through `next`: outgoing or incoming. */
struct lists {
    uint32_t *first; /* of each node: an arc plus one; 0: none */
    uint32_t *next;  /* of each arc */
};

struct ordering {
    const struct arc *arcs;
    uint32_t *place; /* of each node: arcs lead from lower to higher places */
    struct lists out, in;
    bool *met;
    uint32_t *above; /* nodes found downstream of an arc's head, within the stretch to be mended */
    uint32_t *below; /* and upstream of its tail */
    uint32_t above_count, below_count;
    uint32_t *places; /* those of both, to be given out again */
    uint64_t steps;   /* that were made so far */
};

static void prepend(struct lists *lists, uint32_t node, uint32_t arc)
{
    lists->next[arc] = lists->first[node];
    lists->first[node] = arc + 1;
}

/* Collects what can be reached downstream of `node` up to place `most`; false if that includes the
   node at that very place. `above` doubles as the list of what is still to be looked at. */
static bool search_down(struct ordering *o, uint32_t node, uint32_t most)
{
    o->above[o->above_count++] = node;
    o->met[node] = true;
    for (uint32_t at = 0; at < o->above_count; at++) {
        for (uint32_t a = o->out.first[o->above[at]]; a; a = o->out.next[a - 1]) {
            o->steps++;
            uint32_t to = o->arcs[a - 1].to;
            if (o->place[to] == most)
                return false;
            if (o->met[to] || o->place[to] > most)
                continue;
            o->met[to] = true;
            o->above[o->above_count++] = to;
        }
    }
    return true;
}

static void search_up(struct ordering *o, uint32_t node, uint32_t least)
{
    o->below[o->below_count++] = node;
    o->met[node] = true;
    for (uint32_t at = 0; at < o->below_count; at++) {
        for (uint32_t a = o->in.first[o->below[at]]; a; a = o->in.next[a - 1]) {
            o->steps++;
            uint32_t from = o->arcs[a - 1].from;
            if (o->met[from] || o->place[from] < least)
                continue;
            o->met[from] = true;
            o->below[o->below_count++] = from;
        }
    }
}

struct placed {
    uint32_t place, node;
};

static int compare_places(const void *left, const void *right)
{
    const struct placed *a = left;
    const struct placed *b = right;
    return (a->place > b->place) - (a->place < b->place);
}

static void sort_by_place(const struct ordering *o, uint32_t *nodes, uint32_t count)
{
    struct placed *sorted = memory_new(count, sizeof *sorted);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = (struct placed){o->place[nodes[i]], nodes[i]};
    if (count)
        qsort(sorted, count, sizeof *sorted, compare_places);
    for (uint32_t i = 0; i < count; i++)
        nodes[i] = sorted[i].node;
    free(sorted);
}

/* Gives the places of both sets out anew: first to what lies upstream, then to what lies
   downstream, each in the order they had. */
static void reorder(struct ordering *o)
{
    o->steps += (uint64_t)STEPS_A_MOVE * (o->below_count + o->above_count);
    sort_by_place(o, o->below, o->below_count);
    sort_by_place(o, o->above, o->above_count);
    uint32_t count = 0, b = 0, a = 0;
    while (b < o->below_count || a < o->above_count) {
        bool upstream = a == o->above_count ||
                        (b < o->below_count && o->place[o->below[b]] < o->place[o->above[a]]);
        o->places[count++] = o->place[upstream ? o->below[b++] : o->above[a++]];
    }
    for (uint32_t i = 0; i < o->below_count; i++)
        o->place[o->below[i]] = o->places[i];
    for (uint32_t i = 0; i < o->above_count; i++)
        o->place[o->above[i]] = o->places[o->below_count + i];
}

static void forget_searches(struct ordering *o)
{
    for (uint32_t i = 0; i < o->above_count; i++)
        o->met[o->above[i]] = false;
    for (uint32_t i = 0; i < o->below_count; i++)
        o->met[o->below[i]] = false;
    o->above_count = o->below_count = 0;
}

/* Makes room for an arc in the order; false if it closes a cycle. */
static bool accept(struct ordering *o, const struct arc *arc)
{
    if (o->place[arc->from] < o->place[arc->to])
        return true;
    if (o->steps > MOST_STEPS)
        return false;
    bool fits = search_down(o, arc->to, o->place[arc->from]);
    if (fits) {
        search_up(o, arc->from, o->place[arc->to]);
        reorder(o);
    }
    forget_searches(o);
    return fits;
}

/* The cycle that each node is in: only arcs within one can close it. Those turned beforehand are as
   if they were not there. */
static uint32_t *find_cycles(uint32_t nodes, const struct arc *arcs, uint32_t count,
                             const bool *back)
{
    uint32_t *component = memory_new(nodes, sizeof *component);
    uint32_t *first = memory_new((size_t)nodes + 2, sizeof *first);
    uint32_t *heads = memory_new(count, sizeof *heads);
    for (uint32_t i = 0; i < count; i++)
        first[arcs[i].from + 2] += !back[i];
    for (uint32_t i = 2; i < nodes + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < count; i++)
        if (!back[i])
            heads[first[arcs[i].from + 1]++] = arcs[i].to;
    struct successors graph = {nodes, first, heads};
    cycles_find(&graph, NULL, component);
    free(first);
    free(heads);
    return component;
}

void order_arcs(uint32_t nodes, const struct arc *arcs, uint32_t count, bool *back)
{
    uint32_t *rooms = memory_new((size_t)nodes * 6 + (size_t)count * 2, sizeof *rooms);
    struct ordering o = {.arcs = arcs,
                         .place = rooms,
                         .out = {rooms + nodes, rooms + (size_t)nodes * 6},
                         .in = {rooms + (size_t)nodes * 2, rooms + (size_t)nodes * 6 + count},
                         .met = memory_new(nodes, sizeof *o.met),
                         .above = rooms + (size_t)nodes * 3,
                         .below = rooms + (size_t)nodes * 4,
                         .places = rooms + (size_t)nodes * 5};
    uint32_t *cycle = find_cycles(nodes, arcs, count, back);
    for (uint32_t i = 0; i < nodes; i++)
        o.place[i] = i;
    for (uint32_t i = 0; i < count; i++) {
        const struct arc *arc = &arcs[i];
        if (back[i] || arc->from == arc->to || cycle[arc->from] != cycle[arc->to])
            continue;
        back[i] = !accept(&o, &arcs[i]);
        if (!back[i]) {
            prepend(&o.out, arcs[i].from, i);
            prepend(&o.in, arcs[i].to, i);
        }
    }
    free(cycle);
    free(o.met);
    free(rooms);
}
