#include "analysis/tree/unfold.h"

#include <float.h>
#include <stdlib.h>

#include "analysis/tree/unfold_bounds.h"
#include "analysis/tree/unfold_grow.h"
#include "base/memory.h"

/* Takes what comes back to a sprout off its list: the front of it. */
static struct back take_own_backs(struct growth *growth, uint32_t index)
{
    struct sprout *sprout = &growth->sprouts[index];
    struct back sum = {.to = index, .next = NO_BACK};
    while (sprout->back != NO_BACK && growth->backs[sprout->back].to == index) {
        const struct back *back = &growth->backs[sprout->back];
        sum.own += back->own;
        sum.below += back->below;
        sprout->back = back->next;
    }
    return sum;
}

/* Joins two lists, summing what has one goal. */
static uint32_t join_backs(struct back *backs, uint32_t a, uint32_t b)
{
    uint32_t joined = NO_BACK, *link = &joined;
    while (a != NO_BACK && b != NO_BACK) {
        uint32_t *first = backs[a].to >= backs[b].to ? &a : &b;
        if (backs[a].to == backs[b].to) {
            backs[a].own += backs[b].own;
            backs[a].below += backs[b].below;
            b = backs[b].next;
        }
        *link = *first;
        link = &backs[*first].next;
        *first = *link;
    }
    *link = a != NO_BACK ? a : b;
    return joined;
}

/* By how much all below a sprout grows when what comes back to it goes on from there, again and
   again: each round the same part of it comes back. Where nearly all does, the rest is rounding. */
static double growth_of(const struct sprout *sprout, const struct back *back)
{
    double kept = sprout->below - back->below;
    return kept > sprout->below * 1e-6 ? sprout->below / kept : 1;
}

/* Lets time go on where it came back to, from the leaves up; scales[i] gets by how much all below
   sprout i grows, as seen from it. */
static void fold_back(struct growth *growth, double *scales)
{
    for (uint32_t i = growth->count; i-- > 0;) {
        struct sprout *sprout = &growth->sprouts[i];
        struct back back = take_own_backs(growth, i);
        double scale = growth_of(sprout, &back);
        sprout->own += back.own * scale;
        if (scale <= 1)
            sprout->own += back.below;
        scales[i] = scale;
        for (uint32_t b = sprout->back; b != NO_BACK && scale > 1; b = growth->backs[b].next) {
            growth->backs[b].own *= scale;
            growth->backs[b].below *= scale;
        }
        if (i > 0) {
            struct sprout *parent = &growth->sprouts[sprout->parent];
            parent->back = join_backs(growth->backs, parent->back, sprout->back);
        }
    }
}

/* Settles all times, from the root down, then sums them up again. */
static void settle(struct growth *growth, double *scales)
{
    for (uint32_t i = 0; i < growth->count; i++) {
        struct sprout *sprout = &growth->sprouts[i];
        double scale = i > 0 ? scales[sprout->parent] : 1;
        sprout->own *= scale;
        scales[i] *= scale;
        sprout->cut *= scales[i];
        sprout->weight = sprout->own + sprout->cut;
    }
    for (uint32_t i = growth->count; i-- > 1;)
        growth->sprouts[growth->sprouts[i].parent].weight += growth->sprouts[i].weight;
}

/* A sprout among its siblings: qsort has no room for where it belongs to. */
struct sibling {
    const struct profile *profile;
    const struct sprout *sprout;
    uint32_t index;
};

static int compare_siblings(const void *left, const void *right)
{
    const struct sibling *a = left, *b = right;
    if (a->sprout->parent != b->sprout->parent)
        return a->sprout->parent < b->sprout->parent ? -1 : 1;
    if (a->sprout->weight != b->sprout->weight)
        return a->sprout->weight < b->sprout->weight ? 1 : -1;
    return profile_compare_keys(a->profile, a->sprout->junction, b->sprout->junction);
}

/* All but the root, grouped by parent. */
static struct sibling *sort_siblings(const struct profile *profile, const struct growth *growth)
{
    struct sibling *siblings = memory_new(growth->count, sizeof *siblings);
    for (uint32_t i = 1; i < growth->count; i++)
        siblings[i - 1] = (struct sibling){profile, &growth->sprouts[i], i};
    if (growth->count > 2)
        qsort(siblings, growth->count - 1, sizeof *siblings, compare_siblings);
    return siblings;
}

/* Weights are exact to what is shown of them: three digits. */
static const double exact_to = 1e-3;

static double in_seconds(const struct flows *flows, double time)
{
    double seconds = time * flows->unit;
    return seconds < DBL_MAX ? seconds : DBL_MAX;
}

static struct block make_block(const struct flows *flows, const struct sprout *sprout,
                               const struct bounds *bounds, uint32_t parent)
{
    bool is_root = sprout->junction == flows->count;
    return (struct block){
        .parent = parent,
        .function = is_root ? TREE_ROOT : sprout->junction,
        .depth = sprout->depth,
        .cut_count = sprout->cut_count,
        .weight = in_seconds(flows, sprout->weight),
        .own = in_seconds(flows, sprout->own),
        .cut = in_seconds(flows, sprout->cut),
        .low = in_seconds(flows, bounds->low),
        .high = in_seconds(flows, bounds->high),
        .estimated = bounds->high - bounds->low > sprout->weight * exact_to,
    };
}

/* Where the callees of each sprout stand among the siblings: first[i] to first[i + 1] - 1. */
static uint32_t *find_callees(const struct growth *growth)
{
    uint32_t *first = memory_new((size_t)growth->count + 1, sizeof *first);
    for (uint32_t i = 1; i < growth->count; i++)
        first[growth->sprouts[i].parent + 1]++;
    for (uint32_t i = 0; i < growth->count; i++)
        first[i + 1] += first[i];
    return first;
}

static struct tree make_tree(const struct profile *profile, const struct flows *flows,
                             const struct growth *growth, const struct bounds *bounds)
{
    struct tree tree = {.blocks = memory_new(growth->count, sizeof *tree.blocks)};
    struct sibling *siblings = sort_siblings(profile, growth);
    uint32_t *first = find_callees(growth);
    uint32_t *places = memory_new(growth->count, sizeof *places);
    uint32_t *stack = memory_new(growth->count, sizeof *stack), size = 1;
    while (size) {
        uint32_t at = stack[--size], parent = places[growth->sprouts[at].parent];
        places[at] = tree.count;
        tree.blocks[tree.count++] = make_block(flows, &growth->sprouts[at], &bounds[at], parent);
        for (uint32_t i = first[at + 1]; i-- > first[at];)
            stack[size++] = siblings[i].index;
    }
    free(stack);
    free(places);
    free(first);
    free(siblings);
    return tree;
}

struct tree unfold_profile(const struct profile *profile, const struct unfold_options *options)
{
    struct flows flows = flows_make(profile);
    double total = options->total > 0 ? options->total / flows.unit : flows.own;
    struct grow_limits limits = {total * options->least_share,
                                 options->most_blocks ? options->most_blocks : UINT32_MAX,
                                 options->most_frames > 0 ? options->most_frames : DBL_MAX};
    struct growth growth = growth_make(&flows, &limits);
    double *scales = memory_new(growth.count, sizeof *scales);
    fold_back(&growth, scales);
    settle(&growth, scales);
    struct bounds *bounds = bounds_find(&flows, &growth);
    struct tree tree = make_tree(profile, &flows, &growth, bounds);
    free(bounds);
    free(scales);
    growth_free(&growth);
    flows_free(&flows);
    return tree;
}
