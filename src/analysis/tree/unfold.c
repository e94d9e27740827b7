#include "analysis/tree/unfold.h"

#include <float.h>
#include <stdlib.h>

#include "analysis/flows/flow_mass.h"
#include "analysis/flows/flow_mates.h"
#include "analysis/flows/flow_repair.h"
#include "analysis/tree/bounds.h"
#include "analysis/tree/rake.h"
#include "analysis/unfold/deal.h"
#include "analysis/unfold/returns.h"
#include "base/memory.h"

/* Bounds that are further apart than this part of a block's weight are worth a mark. */
static const double MARKED_FROM = 0.1;

/* A node among its siblings: qsort has no room for where it belongs to. */
struct sibling {
    const struct profile *profile;
    const struct node *node;
    uint32_t index;
};

static int compare_siblings(const void *left, const void *right)
{
    const struct sibling *a = left, *b = right;
    if (a->node->parent != b->node->parent)
        return a->node->parent < b->node->parent ? -1 : 1;
    if (a->node->width != b->node->width)
        return a->node->width < b->node->width ? 1 : -1;
    return profile_compare_keys(a->profile, a->node->function, b->node->function);
}

/* All but the root, grouped by parent. */
static struct sibling *sort_siblings(const struct profile *profile, const struct nodes *nodes,
                                     struct arena *arena)
{
    struct sibling *siblings = arena_new(arena, nodes->count, sizeof *siblings);
    for (uint32_t i = 1; i < nodes->count; i++)
        siblings[i - 1] = (struct sibling){profile, &nodes->items[i], i};
    if (nodes->count > 2)
        qsort(siblings, nodes->count - 1, sizeof *siblings, compare_siblings);
    return siblings;
}

static double in_seconds(const struct flows *flows, double time)
{
    double seconds = time * flows->unit;
    return seconds < DBL_MAX ? seconds : DBL_MAX;
}

static struct block make_block(const struct flows *flows, const struct node *node,
                               const struct bounds *bounds, uint32_t parent)
{
    return (struct block){
        .parent = parent,
        .function = node->function == flows->functions ? TREE_ROOT : node->function,
        .depth = node->depth,
        .cut_count = node->cut > 0 ? node->cut_count : 0,
        .weight = in_seconds(flows, node->width),
        .own = in_seconds(flows, node->own),
        .gap = in_seconds(flows, node->gap),
        .cut = in_seconds(flows, node->cut),
        .low = in_seconds(flows, bounds->low),
        .high = in_seconds(flows, bounds->high),
        .estimated = bounds->high - bounds->low > node->width * MARKED_FROM,
        .guessed_place = bounds->is_caller_guessed,
    };
}

/* Where the callees of each node stand among the siblings: first[i] to first[i + 1] - 1. */
static uint32_t *find_callees(const struct nodes *nodes, struct arena *arena)
{
    uint32_t *first = arena_new(arena, (size_t)nodes->count + 1, sizeof *first);
    for (uint32_t i = 1; i < nodes->count; i++)
        first[nodes->items[i].parent + 1]++;
    for (uint32_t i = 0; i < nodes->count; i++)
        first[i + 1] += first[i];
    return first;
}

static struct tree make_tree(const struct profile *profile, const struct flows *flows,
                             const struct nodes *nodes, struct arena *arena)
{
    struct tree tree = {.blocks = memory_new(nodes->count, sizeof *tree.blocks)};
    struct bounds *bounds = bounds_find(flows, nodes, arena);
    struct sibling *siblings = sort_siblings(profile, nodes, arena);
    uint32_t *first = find_callees(nodes, arena);
    uint32_t *places = arena_new(arena, nodes->count, sizeof *places);
    uint32_t *stack = arena_new(arena, nodes->count, sizeof *stack), size = 1;
    while (size) {
        uint32_t at = stack[--size], parent = places[nodes->items[at].parent];
        places[at] = tree.count;
        tree.blocks[tree.count++] = make_block(flows, &nodes->items[at], &bounds[at], parent);
        for (uint32_t i = first[at + 1]; i-- > first[at];)
            stack[size++] = siblings[i].index;
    }
    return tree;
}

/* The profile's total in flows.unit, as far as own times and gaps explain it. */
static double find_total(const struct profile *profile, const struct flows *flows)
{
    double total = profile_totals(profile).total / flows->unit;
    double most = flows->own + flows_gaps(flows);
    return total < flows->own ? flows->own : total > most ? most : total;
}

static struct flows find_flows(const struct profile *profile, struct arena *arena)
{
    struct flows flows = flows_take(profile, arena);
    flow_repair(&flows);
    flow_mass(&flows);
    flow_mates(&flows);
    return flows;
}

struct tree unfold_profile(const struct profile *profile, const struct unfold_options *options)
{
    struct arena arena = {0};
    struct flows flows = find_flows(profile, &arena);
    double total = find_total(profile, &flows);
    struct deal_limits limits = {total * options->least_share,
                                 options->most_blocks ? options->most_blocks : UINT32_MAX,
                                 options->most_frames > 0 ? options->most_frames : DBL_MAX};
    struct dealt dealt = deal_make(&flows, &limits);
    returns_follow(&dealt, &arena);
    struct nodes nodes = nodes_make(&flows, &dealt, &arena);
    rake(&flows, &nodes, total, &arena);
    struct tree tree = make_tree(profile, &flows, &nodes, &arena);
    arena_free(&arena);
    return tree;
}
