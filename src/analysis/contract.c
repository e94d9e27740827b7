#include "analysis/contract.h"

#include <stdlib.h>

#include "analysis/cycles.h"
#include "base/memory.h"

/* A kept function that is behind a removed one with less than this share of the total is left to
   the others behind it: the lists stay short, and nobody would see the difference. */
#define LEAST_SHARE 1e-7

/* How much of what a removed component passes on comes from one kept function. */
struct part {
    uint32_t source; /* a kept function, or function_count: nobody */
    double share;
};

/* Sums by source, of a component or a kept callee: an array with a place for each function, and a
   list of those in use. */
struct sums {
    double *own, *pass;
    bool *used;
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
    struct part *parts;
    size_t part_count, part_room;
    size_t
        *parts_of; /* where a component's parts start; their end is that of the one done before */
    size_t *parts_end;
    struct sums sums;
    size_t link_room;
    double least;
    uint32_t nobody;
};

static double not_negative(double value)
{
    return value > 0 ? value : 0;
}

static void add_source(struct sums *sums, uint32_t source, double own, double pass)
{
    if (!sums->used[source]) {
        sums->used[source] = true;
        sums->sources[sums->count++] = source;
    }
    sums->own[source] = profile_add_times(sums->own[source], own);
    sums->pass[source] = profile_add_times(sums->pass[source], pass);
}

static void clear_sums(struct sums *sums)
{
    for (uint32_t i = 0; i < sums->count; i++) {
        sums->own[sums->sources[i]] = sums->pass[sums->sources[i]] = 0;
        sums->used[sums->sources[i]] = false;
    }
    sums->count = 0;
}

/* Adds a flow that comes from `caller`: itself if it is kept, else those behind it. */
static void add_flow(struct contractor *c, uint32_t caller, double own, double pass)
{
    if (c->kept[caller]) {
        add_source(&c->sums, caller, own, pass);
        return;
    }
    uint32_t component = c->component[caller];
    for (size_t i = c->parts_of[component]; i < c->parts_end[component]; i++)
        add_source(&c->sums, c->parts[i].source, own * c->parts[i].share, pass * c->parts[i].share);
}

/* Groups the removed functions by component. */
static void group_members(struct contractor *c, uint32_t components)
{
    uint32_t count = c->profile->function_count;
    c->first = memory_new((size_t)components + 1, sizeof *c->first);
    c->members = memory_new(count, sizeof *c->members);
    for (uint32_t i = 0; i < count; i++)
        if (!c->kept[i])
            c->first[c->component[i] + 1]++;
    for (uint32_t i = 0; i < components; i++)
        c->first[i + 1] += c->first[i];
    uint32_t *next = memory_new(components, sizeof *next);
    for (uint32_t i = 0; i < count; i++)
        if (!c->kept[i])
            c->members[c->first[c->component[i]] + next[c->component[i]]++] = i;
    free(next);
}

/* Whether the functions of a component call each other or themselves: then how much of a call's
   time is the component's own is not told by the call. */
static bool is_cyclic(const struct contractor *c, uint32_t component)
{
    uint32_t first = c->members[c->first[component]];
    if (c->first[component + 1] - c->first[component] > 1)
        return true;
    for (uint32_t i = c->profile->callers[first].start; i < c->profile->callers[first].end; i++)
        if (c->profile->calls[i].caller == first)
            return true;
    return false;
}

/* Sums what enters a member from outside its component, by source; what no caller explains comes
   from nobody. */
static void add_entering(struct contractor *c, uint32_t member, bool cyclic)
{
    const struct profile *profile = c->profile;
    double explained = 0;
    for (uint32_t i = profile->callers[member].start; i < profile->callers[member].end; i++) {
        const struct call *call = &profile->calls[i];
        double total = not_negative(call->total);
        double own = cyclic ? total : not_negative(call->own);
        explained = profile_add_times(explained, total);
        if (c->kept[call->caller] || c->component[call->caller] != c->component[member])
            add_flow(c, call->caller, own, cyclic ? total : not_negative(total - own));
    }
    double rest = not_negative(profile->functions[member].total - explained);
    double own = not_negative(profile->functions[member].own);
    own = own < rest ? own : rest;
    if (rest > 0)
        add_source(&c->sums, c->nobody, own, cyclic ? rest : rest - own);
}

/* Leaves only the sources that count; at least the largest one. */
static void drop_small_sources(struct contractor *c)
{
    struct sums *sums = &c->sums;
    uint32_t largest = 0;
    for (uint32_t i = 1; i < sums->count; i++)
        if (sums->pass[sums->sources[i]] + sums->own[sums->sources[i]] >
            sums->pass[sums->sources[largest]] + sums->own[sums->sources[largest]])
            largest = i;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < sums->count; i++) {
        uint32_t source = sums->sources[i];
        if (i == largest || sums->own[source] + sums->pass[source] >= c->least) {
            sums->sources[kept++] = source;
        } else {
            sums->own[source] = sums->pass[source] = 0;
            sums->used[source] = false;
        }
    }
    sums->count = kept;
}

static double sum_of(const struct sums *sums, const double *values)
{
    double sum = 0;
    for (uint32_t i = 0; i < sums->count; i++)
        sum = profile_add_times(sum, values[sums->sources[i]]);
    return sum;
}

/* Gives a component's own time to those behind it. */
static void absorb(struct contractor *c, double own, uint32_t functions)
{
    const struct sums *sums = &c->sums;
    double sum = sum_of(sums, sums->own);
    const double *values = sum > 0 ? sums->own : sums->pass;
    sum = sum > 0 ? sum : sum_of(sums, sums->pass);
    uint32_t most = c->nobody;
    double largest = -1, unplaced = sum > 0 ? 0 : own;
    for (uint32_t i = 0; i < sums->count && sum > 0; i++) {
        uint32_t source = sums->sources[i];
        double part = own * (values[source] / sum);
        if (source == c->nobody)
            unplaced += part;
        else
            c->result->absorbed[source] = profile_add_times(c->result->absorbed[source], part);
        if (values[source] > largest) {
            largest = values[source];
            most = source;
        }
    }
    c->result->unplaced = profile_add_times(c->result->unplaced, unplaced);
    if (most == c->nobody)
        c->result->unplaced_from += functions;
    else
        c->result->absorbed_from[most] += functions;
}

/* Notes from whom what a component passes on comes. */
static void keep_parts(struct contractor *c, uint32_t component)
{
    const struct sums *sums = &c->sums;
    double sum = sum_of(sums, sums->pass);
    c->parts =
        memory_grow(c->parts, &c->part_room, c->part_count + sums->count + 1, sizeof *c->parts);
    c->parts_of[component] = c->part_count;
    for (uint32_t i = 0; i < sums->count && sum > 0; i++)
        c->parts[c->part_count++] =
            (struct part){sums->sources[i], sums->pass[sums->sources[i]] / sum};
    if (c->part_count == c->parts_of[component])
        c->parts[c->part_count++] = (struct part){c->nobody, 1};
    c->parts_end[component] = c->part_count;
}

/* Callers first, so that who is behind a caller is known. */
static void remove_components(struct contractor *c, uint32_t components)
{
    for (uint32_t component = components; component-- > 0;) {
        bool cyclic = is_cyclic(c, component);
        double own = 0;
        for (uint32_t i = c->first[component]; i < c->first[component + 1]; i++) {
            add_entering(c, c->members[i], cyclic);
            own = profile_add_times(own, c->profile->functions[c->members[i]].own);
        }
        drop_small_sources(c);
        absorb(c, own, c->first[component + 1] - c->first[component]);
        keep_parts(c, component);
        clear_sums(&c->sums);
    }
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
            add_flow(c, call->caller, not_negative(call->own), not_negative(call->total));
    }
    struct sums *sums = &c->sums;
    for (uint32_t i = start; i < c->result->link_count; i++) {
        struct link *link = &c->result->links[i];
        if (sums->used[link->caller] && link->caller != callee)
            add_through(link, sums->own[link->caller], sums->pass[link->caller]);
        sums->used[link->caller] = false;
    }
    for (uint32_t i = 0; i < sums->count; i++) {
        uint32_t source = sums->sources[i];
        if (!sums->used[source] || source == callee || source == c->nobody)
            continue;
        struct link *link = new_link(c, source, callee);
        link->residual = link->estimated = true;
        add_through(link, sums->own[source], sums->pass[source]);
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
                           .sums = {.own = memory_new(count + 1, sizeof *c.sums.own),
                                    .pass = memory_new(count + 1, sizeof *c.sums.pass),
                                    .used = memory_new(count + 1, sizeof *c.sums.used),
                                    .sources = memory_new(count + 1, sizeof *c.sums.sources)}};
    uint32_t components = cycles_of_calls(profile, kept, c.component);
    c.parts_of = memory_new(components, sizeof *c.parts_of);
    c.parts_end = memory_new(components, sizeof *c.parts_end);
    group_members(&c, components);
    remove_components(&c, components);
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (kept[i])
            link_callee(&c, i);
    void *owned[] = {c.component, c.members,  c.first,     c.parts,     c.parts_of,
                     c.parts_end, c.sums.own, c.sums.pass, c.sums.used, c.sums.sources};
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
