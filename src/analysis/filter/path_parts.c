#include "analysis/filter/path_parts.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/tree/call_tree.h"
#include "base/memory.h"

#define NO_CALL UINT32_MAX

struct path_parts path_parts_make(const struct profile *profile)
{
    struct tree whole = call_tree_make(profile);
    struct tree tree = call_tree_of_page(&whole);
    struct path_parts parts = {
        tree, memory_new(tree.count, sizeof(double)), memory_new(tree.count, sizeof(double)),
        memory_new(tree.count, sizeof(bool)), unit_quantum(profile_totals(profile).total)};
    double *below = memory_new(tree.count, sizeof *below);
    tree_free(&whole);
    for (uint32_t i = tree.count; i-- > 0;) {
        const struct block *block = &tree.blocks[i];
        double weight = unit_quanta(block->weight, parts.quantum);
        double gap = unit_quanta(block->gap, parts.quantum);
        parts.own[i] = unit_quanta(block->own, parts.quantum);
        parts.rest[i] =
            gap + (block->cut_count ? fmax(0, weight - parts.own[i] - gap - below[i]) : 0);
        parts.shown[i] = block->function != TREE_ROOT;
        below[block->parent] += weight;
    }
    free(below);
    return parts;
}

bool *path_parts_through(const struct path_parts *parts, const bool *marked)
{
    const struct tree *tree = &parts->tree;
    bool *through = memory_new(tree->count, sizeof *through);
    for (uint32_t i = 1; i < tree->count; i++)
        through[i] = through[tree->blocks[i].parent] ||
                     (parts->shown[i] && marked[tree->blocks[i].function]);
    return through;
}

/* The blocks in the order of their callers' functions; first[f] to first[f + 1] are below f. */
static uint32_t *sort_by_caller(const struct path_parts *parts, uint32_t functions,
                                uint32_t **first_of)
{
    const struct tree *tree = &parts->tree;
    uint32_t *first = memory_new(functions + 2, sizeof *first);
    uint32_t *order = memory_new(tree->count, sizeof *order);
    for (uint32_t i = 1; i < tree->count; i++)
        if (parts->shown[i] && parts->shown[tree->blocks[i].parent])
            first[tree->blocks[tree->blocks[i].parent].function + 2]++;
    for (uint32_t f = 0; f <= functions; f++)
        first[f + 1] += first[f];
    for (uint32_t i = 1; i < tree->count; i++)
        if (parts->shown[i] && parts->shown[tree->blocks[i].parent])
            order[first[tree->blocks[tree->blocks[i].parent].function + 1]++] = i;
    *first_of = first;
    return order;
}

/* For each block the call that leads to it, or NO_CALL. */
static uint32_t *find_calls(const struct path_parts *parts, const struct profile *profile)
{
    uint32_t count = profile->function_count, *first;
    uint32_t *order = sort_by_caller(parts, count, &first);
    uint32_t *call_to = memory_new(count, sizeof *call_to); /* each callee of a caller; plus one */
    uint32_t *call_of = memory_new(parts->tree.count, sizeof *call_of);
    for (uint32_t i = 0; i < parts->tree.count; i++)
        call_of[i] = NO_CALL;
    for (uint32_t f = 0; f < count; f++) {
        for (uint32_t i = profile->callees[f];
             first[f] < first[f + 1] && i < profile->callees[f + 1]; i++)
            call_to[profile->calls[profile->callees_of[i]].callee] = profile->callees_of[i] + 1;
        for (uint32_t i = first[f]; i < first[f + 1]; i++)
            call_of[order[i]] = call_to[parts->tree.blocks[order[i]].function] - 1;
        for (uint32_t i = profile->callees[f];
             first[f] < first[f + 1] && i < profile->callees[f + 1]; i++)
            call_to[profile->calls[profile->callees_of[i]].callee] = 0;
    }
    free(first);
    free(order);
    free(call_to);
    return call_of;
}

/* A walk over the paths: what each block comes to, and what is open above it. */
struct path_walk {
    const struct path_parts *parts;
    const uint32_t *call_of;
    const bool *through; /* of each block: it is at or below a marked one */
    double *all;         /* of each block: inclusive time */
    double *in;          /* of each block: what of that is on paths through marked functions */
    uint32_t *open;      /* of each function or call: on the path */
    uint32_t *below;     /* of each function or call: on the path from a marked function on */
    struct path_cost *costs;
};

/* Adds a block to what a function or call comes to; `from`: it is on what is left of paths from a
   marked function on. */
static void enter(struct path_walk *w, uint32_t block, uint32_t index, bool from)
{
    struct path_cost *cost = &w->costs[index];
    double own = w->parts->own[block];
    cost->own += own;
    cost->own_in += w->through[block] ? own : 0;
    cost->own_from += from ? own : 0;
    if (!w->open[index]++) {
        cost->total += w->all[block];
        cost->either += w->in[block];
    }
    if (from && !w->below[index]++)
        cost->from += w->all[block];
}

/* Adds up the first marked block of each path. */
static void add_first(const struct path_walk *w, struct path_cost *functions)
{
    const struct block *blocks = w->parts->tree.blocks;
    for (uint32_t i = 1; i < w->parts->tree.count; i++)
        if (w->through[i] && !w->through[blocks[i].parent])
            functions[blocks[i].function].first += w->all[i];
}

static void leave(struct path_walk *w, uint32_t index, bool from)
{
    w->open[index]--;
    w->below[index] -= from;
}

/* Enters a block, or leaves it: its function, or with `by_call` the call that leads to it. */
static void step(struct path_walk *w, uint32_t block, bool by_call, bool is_entered)
{
    const struct block *at = &w->parts->tree.blocks[block];
    uint32_t index = by_call ? w->call_of[block] : at->function;
    bool from = w->through[by_call ? at->parent : block];
    if (!w->parts->shown[block] || index == NO_CALL)
        return;
    if (is_entered)
        enter(w, block, index, from);
    else
        leave(w, index, from);
}

static struct path_cost *walk(struct path_walk *w, bool by_call, uint32_t count)
{
    const struct tree *tree = &w->parts->tree;
    uint32_t *path = memory_new(tree->count, sizeof *path), depth = 0;
    w->costs = memory_new(count, sizeof *w->costs);
    w->open = memory_new(count, sizeof *w->open);
    w->below = memory_new(count, sizeof *w->below);
    for (uint32_t i = 0; i < tree->count; i++) {
        while (depth > tree->blocks[i].depth)
            step(w, path[--depth], by_call, false);
        path[depth++] = i;
        step(w, i, by_call, true);
    }
    free(path);
    free(w->open);
    free(w->below);
    return w->costs;
}

static bool is_any(const bool *flags, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (flags[i])
            return true;
    return false;
}

struct path_costs path_parts_costs(const struct path_parts *parts, const struct profile *profile,
                                   const bool *through)
{
    const struct tree *tree = &parts->tree;
    if (!is_any(through, tree->count))
        return (struct path_costs){0};
    uint32_t *call_of = find_calls(parts, profile);
    struct path_walk w = {.parts = parts, .call_of = call_of, .through = through};
    w.all = memory_new(tree->count, sizeof *w.all);
    w.in = memory_new(tree->count, sizeof *w.in);
    for (uint32_t i = tree->count; i-- > 0;) {
        double cost = parts->own[i] + parts->rest[i];
        w.all[i] += cost;
        w.in[i] += through[i] ? cost : 0;
        if (i) {
            w.all[tree->blocks[i].parent] += w.all[i];
            w.in[tree->blocks[i].parent] += w.in[i];
        }
    }
    struct path_costs costs = {walk(&w, false, profile->function_count),
                               walk(&w, true, profile->call_count), parts->quantum};
    add_first(&w, costs.functions);
    free(call_of);
    free(w.all);
    free(w.in);
    return costs;
}

void path_parts_cut(struct path_parts *parts, const bool *through, enum path_filter filter)
{
    for (uint32_t i = 0; i < parts->tree.count; i++) {
        if (through[i] == (filter == PATHS_IGNORE))
            parts->own[i] = parts->rest[i] = 0;
        parts->shown[i] &= filter != PATHS_SHOW_FROM || through[i];
    }
}

void path_parts_renumber(struct path_parts *parts, const uint32_t *place, const bool *kept)
{
    for (uint32_t i = 1; i < parts->tree.count; i++) {
        struct block *block = &parts->tree.blocks[i];
        parts->shown[i] &= kept[block->function];
        block->function = kept[block->function] ? place[block->function] : 0;
    }
}

void path_parts_free(struct path_parts *parts)
{
    free(parts->own);
    free(parts->rest);
    free(parts->shown);
    tree_free(&parts->tree);
    *parts = (struct path_parts){0};
}
