#include "analysis/prepare/health.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "analysis/prepare/blind_spots.h"
#include "analysis/prepare/lost.h"
#include "base/memory.h"

/* Differences of sums of doubles stay below this part of the total. */
#define ROUNDING 1e-9

/* More by this part than the total cannot come from a clock's ticks. */
#define CLEARLY_ABOVE 0.02

/* It is not worth telling by how much own times and calls disagree, if by a smaller part of the
   total. */
#define LEAST_RESIDUAL 0.01

/* Most of something. */
#define MOST 0.5

/* A disagreement is explained by lost entries that have this part of it. */
#define EXPLAINED 0.25

/* What flows into and out of a component, and the exclusive time spent in it. */
struct flow {
    double entering, leaving, own;
    bool from_outside; /* some calls come from the profiler itself, without a time, or what calls
                          has no times of its own: the profiler's root */
};

/* What the calls into a function add up to. */
struct arrivals {
    int64_t calls;
    double own;
    bool estimated;
};

static struct arrivals arrivals_of(const struct profile *profile, uint32_t function)
{
    struct arrivals sum = {0};
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++) {
        const struct call *call = &profile->calls[i];
        sum.calls = profile_add_counts(sum.calls, call->calls);
        sum.own = profile_add_times(sum.own, call->own);
        sum.estimated |= call->estimated;
    }
    return sum;
}

/* Law one: the exclusive times of a function's calls add up to its own, unless the profiler itself
   called it too. */
static double own_residual(const struct profile *profile, struct flow *flows,
                           const uint32_t *component)
{
    double residual = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        struct arrivals sum = arrivals_of(profile, i);
        struct flow *flow = &flows[component[i]];
        flow->own = profile_add_times(flow->own, f->own);
        bool is_caller_only = f->calls == 0 && f->total == 0;
        flow->from_outside |= sum.calls != f->calls || sum.estimated || is_caller_only;
        if (sum.calls == f->calls && !sum.estimated)
            residual = profile_add_times(residual, fabs(sum.own - f->own));
    }
    return residual;
}

/* Law two: what enters a component is spent in it or leaves it. */
static double flow_residual(const struct profile *profile, struct flow *flows, uint32_t components,
                            const uint32_t *component)
{
    double residual = 0;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (component[call->caller] == component[call->callee])
            continue;
        struct flow *into = &flows[component[call->callee]];
        struct flow *from = &flows[component[call->caller]];
        into->entering = profile_add_times(into->entering, call->total);
        from->leaving = profile_add_times(from->leaving, call->total);
    }
    for (uint32_t i = 0; i < components; i++)
        if (!flows[i].from_outside)
            residual = profile_add_times(residual,
                                         fabs(flows[i].entering - flows[i].own - flows[i].leaving));
    return residual;
}

static double residual_of(const struct profile *profile)
{
    if (profile->sampled || !profile->call_count)
        return 0;
    const struct components *components = cycles_components(profile);
    struct flow *flows = memory_new(components->count, sizeof *flows);
    double own = own_residual(profile, flows, components->of);
    double flow = flow_residual(profile, flows, components->count, components->of);
    free(flows);
    return own > flow ? own : flow;
}

static int compare_files(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* How many of some functions of one name are of the same file as another one. Sorts the files. */
static uint64_t count_same_files(uint32_t *files, uint32_t count)
{
    uint64_t same = 0;
    qsort(files, count, sizeof *files, compare_files);
    for (uint32_t i = 0; i < count; i++)
        same += (i > 0 && files[i - 1] == files[i]) || (i + 1 < count && files[i] == files[i + 1]);
    return same;
}

static uint64_t count_shared_labels(const struct profile *profile)
{
    uint32_t count = profile->function_count;
    uint32_t *names = memory_new(count, sizeof *names);
    for (uint32_t i = 0; i < count; i++)
        names[i] = profile->functions[i].name;
    uint32_t *members;
    uint32_t *first = cycles_group(names, count, profile->name_count, &members);
    for (uint32_t i = 0; i < count; i++)
        members[i] = profile->functions[members[i]].file;
    uint64_t shared = 0;
    for (uint32_t name = 0; name < profile->name_count; name++)
        if (first[name + 1] - first[name] > 1)
            shared += count_same_files(&members[first[name]], first[name + 1] - first[name]);
    free(first);
    free(members);
    free(names);
    return shared;
}

/* Whether who calls whom, and for how long, is known to be wrong throughout. */
static bool is_mixed(const struct health *health)
{
    return health->found[ODDITY_MIXED_THREADS].count || health->found[ODDITY_LOST_ENDS].count;
}

/* Counts one more where it is so. */
static void count_if(struct health *health, enum oddity oddity, bool is_so)
{
    health->found[oddity].count += is_so;
}

static void check_functions(const struct profile *profile, const struct totals *totals,
                            struct health *health)
{
    double slack = totals->own * ROUNDING, most = totals->total * (1 + CLEARLY_ABOVE);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        const struct row *row = &profile->callers[i];
        bool alone = row->start == row->end ||
                     (row->end - row->start == 1 && profile->calls[row->start].caller == i);
        count_if(health, ODDITY_ROOTS, alone);
        count_if(health, ODDITY_OWN_ABOVE_TOTAL, f->own > f->total + slack);
        count_if(health, ODDITY_TOTAL_ABOVE_PROGRAM, f->total > most);
        count_if(health, ODDITY_NEGATIVE_TIMES, f->own < 0 || f->total < 0);
    }
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        count_if(health, ODDITY_NEGATIVE_TIMES, call->own < 0 || call->total < 0);
        count_if(health, ODDITY_ESTIMATED_EDGES, call->estimated);
    }
}

static void set_cost(struct oddity_found *found, double cost, const struct totals *totals)
{
    found->cost = cost;
    found->share = profile_share(cost, totals->total);
}

static void check_lost(const struct profile *profile, const struct totals *totals,
                       struct health *health)
{
    struct oddity_found *found = &health->found[ODDITY_COLLIDED];
    double *lost = lost_times(profile);
    double sum = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        found->count += lost[i] > 0;
        sum = profile_add_times(sum, lost[i]);
    }
    free(lost);
    set_cost(found, sum, totals);
    found->tell = found->share > LOST_LEAST;
}

static void check_residual(const struct profile *profile, const struct totals *totals,
                           struct health *health)
{
    struct oddity_found *found = &health->found[ODDITY_RESIDUAL];
    set_cost(found, residual_of(profile), totals);
    found->count = found->share > LEAST_RESIDUAL;
    found->each = totals->total - totals->own;
    if (found->count && found->each > MOST * found->cost)
        found->count = 2; /* entries are missing, and how much they took is known */
    bool is_explained =
        is_mixed(health) || health->found[ODDITY_COLLIDED].cost > EXPLAINED * found->cost;
    found->tell = found->count && !is_explained;
}

static void check_repairs(const struct repairs *repairs, struct health *health)
{
    health->found[ODDITY_CUT_SHORT].count = repairs->cut_short;
    health->found[ODDITY_NOT_FINITE_TIMES].count = repairs->not_finite;
    health->found[ODDITY_SWAPPED_COUNTS].count = repairs->swapped_counts;
    health->found[ODDITY_CALLERS_WITHOUT_ENTRY].count = repairs->callers_not_keys;
    health->found[ODDITY_UNDEFINED_NAMES].count = repairs->undefined_names;
}

/* Whether what was counted is worth telling, unless that has been decided. */
static void choose_what_to_tell(const struct profile *profile, struct health *health)
{
    struct oddity_found *found = health->found;
    for (int i = 0; i < ODDITIES; i++)
        if (i != ODDITY_COLLIDED && i != ODDITY_RESIDUAL)
            found[i].tell = found[i].count > 0;
    found[ODDITY_ROOTS].tell = found[ODDITY_ROOTS].count > 1;
    found[ODDITY_ESTIMATED_EDGES].tell &= !profile->sampled;
    found[ODDITY_OWN_ABOVE_TOTAL].tell &= !is_mixed(health);
    found[ODDITY_C_CODE].tell &= !found[ODDITY_LOST_ENDS].count;
    found[ODDITY_OVERHEAD].tell &= !found[ODDITY_LOST_ENDS].count;
    found[ODDITY_TOTAL_ABOVE_PROGRAM].tell &= !is_mixed(health);
}

void health_add_parts(struct health *health, const struct run_parts *parts)
{
    struct oddity_found *added = &health->found[ODDITY_ADDED_THREADS];
    health->parts = *parts;
    health->found[ODDITY_OTHER_THREADS] = (struct oddity_found){0};
    added->count = parts->of[RUN_THREADS].count;
    added->tell = run_parts_has_several(parts);
    for (int i = 0; i < RUN_KINDS; i++)
        added->cost = profile_add_times(i ? added->cost : 0, parts->of[i].time);
}

struct health health_check(const struct profile *profile)
{
    struct totals totals = profile_totals(profile);
    struct health health = {.sampled = profile->sampled};
    check_repairs(&profile->repairs, &health);
    check_functions(profile, &totals, &health);
    health.found[ODDITY_SAMPLED].count = profile->sampled;
    health.found[ODDITY_NO_CALLS].count = !profile->call_count && profile->function_count > 1;
    health.found[ODDITY_NO_ROOT].count =
        profile->function_count && !health.found[ODDITY_ROOTS].count;
    health.found[ODDITY_SHARED_LABELS].count = count_shared_labels(profile);
    if (!profile->sampled) {
        bool is_cprofile = blind_spots_find(profile, &totals, health.found);
        if (is_cprofile && !is_mixed(&health))
            check_lost(profile, &totals, &health);
        check_residual(profile, &totals, &health);
    } else {
        blind_spots_of_samples(profile, &totals, health.found);
    }
    choose_what_to_tell(profile, &health);
    return health;
}
