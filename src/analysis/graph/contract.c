#include "analysis/graph/contract.h"

#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "base/doubles.h"
#include "base/memory.h"

/* A kept function that is behind a removed one with less than this share of the total is left to
   the others behind it: the lists stay short, and nobody would see the difference. */
#define LEAST_SHARE 1e-7

/* A link is marked as estimated if more than this part of it leads over removed functions. */
#define ROUNDING 1e-3

/* Nor are more than so many sources kept: memory stays in proportion to the profile. */
enum { MOST_SOURCES = 256 };

/* How much of what a removed component passes on comes from one kept function. */
struct part {
    uint32_t source; /* a kept function, or function_count: nobody */
    double share;
};

/* Who is behind a function: parts[start] to parts[start + count - 1], or itself. */
struct behind {
    uint32_t start, count;
};

#define ITSELF UINT32_MAX

/* Sums by source, of a component or a kept callee: a place for each function, and a list of those
   in use. */
struct sum {
    double own, pass;
    bool used;
};

struct sums {
    struct sum *of;
    uint32_t *sources;
    uint32_t count;
};

struct contractor {
    const struct profile *profile;
    const bool *kept;
    struct contraction *result;
    uint32_t *component; /* of the removed functions */
    uint32_t *members;   /* removed functions, by component */
    uint32_t *first;     /* where a component's members start; one more at the end */
    struct behind *behind;
    struct part *parts;
    size_t part_count, part_room;
    struct sums sums;
    size_t link_room;
    double least;
    uint32_t nobody;
};

static void add_source(struct sums *sums, uint32_t source, double own, double pass)
{
    struct sum *sum = &sums->of[source];
    if (!sum->used) {
        sum->used = true;
        sums->sources[sums->count++] = source;
    }
    sum->own = profile_add_times(sum->own, own);
    sum->pass = profile_add_times(sum->pass, pass);
}

static void clear_sums(struct sums *sums)
{
    for (uint32_t i = 0; i < sums->count; i++)
        sums->of[sums->sources[i]] = (struct sum){0};
    sums->count = 0;
}

/* Adds a flow that comes from `caller`: itself if it is kept, else those behind it. */
static void add_flow(struct contractor *c, uint32_t caller, double own, double pass)
{
    const struct behind *behind = &c->behind[caller];
    if (behind->count == ITSELF) {
        add_source(&c->sums, caller, own, pass);
        return;
    }
    const struct part *parts = &c->parts[behind->start];
    for (uint32_t i = 0; i < behind->count; i++)
        add_source(&c->sums, parts[i].source, own * parts[i].share, pass * parts[i].share);
}

/* Whether a function calls itself. */
static bool is_recursive(const struct profile *profile, uint32_t function)
{
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++)
        if (profile->calls[i].caller == function)
            return true;
    return false;
}

/* Sums what enters a member from outside its component, by source; what no caller explains, of its
   time and of its own time, comes from nobody. Where functions call each other or themselves, a
   call does not tell how much of its time is the component's own: then all of it stands for both.
 */
static void add_entering(struct contractor *c, uint32_t member, bool cyclic)
{
    const struct profile *profile = c->profile;
    double explained = 0, own_explained = 0;
    for (uint32_t i = profile->callers[member].start; i < profile->callers[member].end; i++) {
        const struct call *call = &profile->calls[i];
        double total = doubles_not_negative(call->total);
        double own = cyclic ? total : doubles_not_negative(call->own);
        explained = profile_add_times(explained, total);
        own_explained = profile_add_times(own_explained, own);
        if (!cyclic || c->kept[call->caller] || c->component[call->caller] != c->component[member])
            add_flow(c, call->caller, own, cyclic ? total : doubles_not_negative(total - own));
    }
    double rest = doubles_not_negative(profile->functions[member].total - explained);
    double own =
        doubles_not_negative(profile->functions[member].own - (cyclic ? 0 : own_explained));
    own = own < rest ? own : rest;
    if (rest > 0)
        add_source(&c->sums, c->nobody, own, cyclic ? rest : rest - own);
}

static double size_of(const struct sums *sums, uint32_t index)
{
    const struct sum *sum = &sums->of[sums->sources[index]];
    return sum->own + sum->pass;
}

/* Larger ones first, by key where they are equal. */
struct ranked {
    const struct profile *profile;
    double size;
    uint32_t source;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = (a->size < b->size) - (a->size > b->size);
    uint32_t nobody = a->profile->function_count;
    if (order || a->source == b->source)
        return order;
    if (a->source == nobody || b->source == nobody)
        return a->source == nobody ? 1 : -1;
    return profile_compare_keys(a->profile, a->source, b->source);
}

/* Leaves only so many sources, the largest. */
static void keep_largest_sources(struct contractor *c)
{
    struct sums *sums = &c->sums;
    struct ranked *ranked = memory_new(sums->count, sizeof *ranked);
    for (uint32_t i = 0; i < sums->count; i++)
        ranked[i] = (struct ranked){c->profile, size_of(sums, i), sums->sources[i]};
    qsort(ranked, sums->count, sizeof *ranked, compare_ranked);
    for (uint32_t i = 0; i < sums->count; i++) {
        sums->sources[i] = ranked[i].source;
        if (i >= MOST_SOURCES)
            sums->of[ranked[i].source] = (struct sum){0};
    }
    sums->count = MOST_SOURCES;
    free(ranked);
}

/* Leaves only the sources that count; at least the largest one. */
static void drop_small_sources(struct contractor *c)
{
    struct sums *sums = &c->sums;
    uint32_t largest = 0, kept = 0;
    for (uint32_t i = 1; i < sums->count; i++)
        if (size_of(sums, i) > size_of(sums, largest))
            largest = i;
    for (uint32_t i = 0; i < sums->count; i++) {
        if (i == largest || size_of(sums, i) >= c->least)
            sums->sources[kept++] = sums->sources[i];
        else
            sums->of[sums->sources[i]] = (struct sum){0};
    }
    sums->count = kept;
    if (sums->count > MOST_SOURCES)
        keep_largest_sources(c);
}

/* The sums over all sources. */
static struct sum sum_up(const struct sums *sums)
{
    struct sum all = {0};
    for (uint32_t i = 0; i < sums->count; i++) {
        all.own = profile_add_times(all.own, sums->of[sums->sources[i]].own);
        all.pass = profile_add_times(all.pass, sums->of[sums->sources[i]].pass);
    }
    return all;
}

/* Gives a component's own time to those behind it. */
static void absorb(struct contractor *c, const struct sum *all, double own, uint32_t count)
{
    const struct sums *sums = &c->sums;
    double whole = all->own > 0 ? all->own : all->pass;
    uint32_t most = c->nobody;
    double largest = -1, unplaced = whole > 0 ? 0 : own;
    for (uint32_t i = 0; i < sums->count && whole > 0; i++) {
        uint32_t source = sums->sources[i];
        double value = all->own > 0 ? sums->of[source].own : sums->of[source].pass;
        double part = own * (value / whole);
        if (source == c->nobody)
            unplaced += part;
        else
            c->result->absorbed[source] = profile_add_times(c->result->absorbed[source], part);
        if (value > largest) {
            largest = value;
            most = source;
        }
    }
    c->result->unplaced = profile_add_times(c->result->unplaced, unplaced);
    if (most == c->nobody)
        c->result->unplaced_from += count;
    else
        c->result->absorbed_from[most] += count;
}

/* Notes from whom what a component passes on comes. Where it passes on no time, it leads from its
   callers to its callees all the same: then its own time decides, or nothing. */
static struct behind keep_parts(struct contractor *c, const struct sum *all)
{
    const struct sums *sums = &c->sums;
    struct behind behind = {(uint32_t)c->part_count, 0};
    c->parts =
        memory_grow(c->parts, &c->part_room, c->part_count + sums->count + 1, sizeof *c->parts);
    for (uint32_t i = 0; i < sums->count; i++) {
        const struct sum *sum = &sums->of[sums->sources[i]];
        double share = all->pass > 0  ? sum->pass / all->pass
                       : all->own > 0 ? sum->own / all->own
                                      : 1.0 / sums->count;
        c->parts[c->part_count++] = (struct part){sums->sources[i], share};
    }
    if (c->part_count == behind.start)
        c->parts[c->part_count++] = (struct part){c->nobody, 1};
    behind.count = (uint32_t)c->part_count - behind.start;
    return behind;
}

static void remove_component(struct contractor *c, const uint32_t *members, uint32_t count)
{
    bool cyclic = count > 1 || is_recursive(c->profile, members[0]);
    double own = 0;
    for (uint32_t i = 0; i < count; i++) {
        add_entering(c, members[i], cyclic);
        own = profile_add_times(own, c->profile->functions[members[i]].own);
    }
    drop_small_sources(c);
    struct sum all = sum_up(&c->sums);
    absorb(c, &all, own, count);
    struct behind behind = keep_parts(c, &all);
    for (uint32_t i = 0; i < count; i++)
        c->behind[members[i]] = behind;
    clear_sums(&c->sums);
}

/* Callers first, so that who is behind a caller is known. */
static void remove_components(struct contractor *c, uint32_t components)
{
    for (uint32_t i = 0; i < c->profile->function_count; i++)
        c->behind[i].count = c->kept[i] ? ITSELF : 0;
    for (uint32_t i = components; i-- > 0;)
        remove_component(c, &c->members[c->first[i]], c->first[i + 1] - c->first[i]);
}

static struct link *new_link(struct contractor *c, uint32_t caller, uint32_t callee)
{
    struct contraction *result = c->result;
    result->links = memory_grow(result->links, &c->link_room, (size_t)result->link_count + 1,
                                sizeof *result->links);
    struct link *link = &result->links[result->link_count++];
    *link = (struct link){.caller = caller, .callee = callee};
    return link;
}

static void add_direct(struct contractor *c, const struct call *call)
{
    struct link *link = new_link(c, call->caller, call->callee);
    link->calls = call->calls;
    link->primitive = call->primitive;
    link->own = call->own;
    link->total = call->total;
    link->estimated = call->estimated;
    link->residual = call->residual;
    link->through = call->residual ? call->total : 0;
}

static void add_through(struct link *link, double own, double total)
{
    link->own = profile_add_times(link->own, own);
    link->total = profile_add_times(link->total, total);
    link->through = profile_add_times(link->through, total);
    link->estimated |= link->through > ROUNDING * link->total;
}

/* Links into one kept function: the direct ones, then what comes over removed functions, added to
   them or by itself. What a function calls of itself over others is its recursion, no link. */
static void link_callee(struct contractor *c, uint32_t callee)
{
    const struct profile *profile = c->profile;
    uint32_t start = c->result->link_count;
    for (uint32_t i = profile->callers[callee].start; i < profile->callers[callee].end; i++) {
        const struct call *call = &profile->calls[i];
        if (c->kept[call->caller])
            add_direct(c, call);
        else
            add_flow(c, call->caller, doubles_not_negative(call->own),
                     doubles_not_negative(call->total));
    }
    struct sums *sums = &c->sums;
    for (uint32_t i = start; i < c->result->link_count; i++) {
        struct link *link = &c->result->links[i];
        struct sum *sum = &sums->of[link->caller];
        if (sum->used && link->caller != callee)
            add_through(link, sum->own, sum->pass);
        sum->used = false;
    }
    for (uint32_t i = 0; i < sums->count; i++) {
        uint32_t source = sums->sources[i];
        if (!sums->of[source].used || source == callee || source == c->nobody)
            continue;
        struct link *link = new_link(c, source, callee);
        link->residual = link->estimated = true;
        add_through(link, sums->of[source].own, sums->of[source].pass);
    }
    clear_sums(sums);
}

struct contraction contract_functions(const struct profile *profile, const bool *kept)
{
    size_t count = profile->function_count;
    struct contraction result = {.absorbed = memory_new(count, sizeof *result.absorbed),
                                 .absorbed_from = memory_new(count, sizeof *result.absorbed_from)};
    struct contractor c = {.profile = profile,
                           .kept = kept,
                           .result = &result,
                           .component = memory_new(count, sizeof *c.component),
                           .least = profile_totals(profile).total * LEAST_SHARE,
                           .nobody = (uint32_t)count,
                           .behind = memory_new(count, sizeof *c.behind),
                           .sums = {.of = memory_new(count + 1, sizeof *c.sums.of),
                                    .sources = memory_new(count + 1, sizeof *c.sums.sources)}};
    uint32_t components = cycles_without(profile, kept, c.component);
    c.first = cycles_group(c.component, profile->function_count, components, &c.members);
    remove_components(&c, components);
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (kept[i])
            link_callee(&c, i);
    void *owned[] = {c.component, c.members, c.first, c.behind, c.parts, c.sums.of, c.sums.sources};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
    return result;
}

void contract_free(struct contraction *contraction)
{
    free(contraction->links);
    free(contraction->absorbed);
    free(contraction->absorbed_from);
    *contraction = (struct contraction){0};
}
