#include "analysis/prepare/health.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "base/memory.h"

/* Differences of sums of doubles stay below this part of the total. */
#define ROUNDING 1e-9

/* What flows into and out of a component, and the exclusive time spent in it. */
struct flow {
    double entering, leaving, own;
    bool from_outside; /* some calls come from the profiler itself, without a time */
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
        flow->from_outside |= sum.calls != f->calls || sum.estimated;
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
    uint32_t *component = memory_new(profile->function_count, sizeof *component);
    uint32_t components = cycles_of_calls(profile, NULL, component);
    struct flow *flows = memory_new(components, sizeof *flows);
    double own = own_residual(profile, flows, component);
    double flow = flow_residual(profile, flows, components, component);
    free(flows);
    free(component);
    return own > flow ? own : flow;
}

struct place {
    uint32_t file, name;
};

static int compare_places(const void *left, const void *right)
{
    const struct place *a = left;
    const struct place *b = right;
    int order = (a->file > b->file) - (a->file < b->file);
    return order ? order : (a->name > b->name) - (a->name < b->name);
}

static uint64_t count_shared_labels(const struct profile *profile)
{
    uint32_t count = profile->function_count;
    struct place *places = memory_new(count, sizeof *places);
    for (uint32_t i = 0; i < count; i++)
        places[i] = (struct place){profile->functions[i].file, profile->functions[i].name};
    if (count)
        qsort(places, count, sizeof *places, compare_places);
    uint64_t shared = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool before = i > 0 && compare_places(&places[i - 1], &places[i]) == 0;
        bool after = i + 1 < count && compare_places(&places[i], &places[i + 1]) == 0;
        shared += before || after;
    }
    free(places);
    return shared;
}

static void check_functions(const struct profile *profile, double program, struct health *health)
{
    double slack = program * ROUNDING;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        const struct row *row = &profile->callers[i];
        bool alone = row->start == row->end ||
                     (row->end - row->start == 1 && profile->calls[row->start].caller == i);
        health->roots += alone;
        health->own_above_total += f->own > f->total + slack;
        health->total_above_program += f->total > program + slack;
        health->negative_times += f->own < 0 || f->total < 0;
    }
}

struct health health_check(const struct profile *profile)
{
    struct totals totals = profile_totals(profile);
    struct health health = {.not_finite_times = profile->repairs.not_finite,
                            .swapped_counts = profile->repairs.swapped_counts,
                            .callers_without_entry = profile->repairs.callers_not_keys,
                            .undefined_names = profile->repairs.undefined_names,
                            .cut_short = profile->repairs.cut_short,
                            .sampled = profile->sampled};
    check_functions(profile, totals.own, &health);
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        health.negative_times += call->own < 0 || call->total < 0;
        health.estimated_calls += call->estimated;
    }
    health.residual = residual_of(profile);
    health.share = profile_share(health.residual, totals.total);
    health.shared_labels = count_shared_labels(profile);
    health.mixed_threads = !profile->sampled && !health.estimated_calls &&
                           health.total_above_program && health.share > 0.001;
    return health;
}

static void say(struct buf *out, uint64_t count, const char *what)
{
    if (count)
        buf_format(out, "%" PRIu64 " %s\n", count, what);
}

void health_describe(const struct health *health, struct buf *out)
{
    if (health->sampled)
        buf_text(out, "a sampled profile: counts are samples, lines were merged into functions\n");
    if (health->share > 1e-6)
        buf_format(out, "own times and calls disagree by %.3g s, %.2f %% of the total\n",
                   health->residual, health->share * 100);
    if (health->mixed_threads)
        buf_text(out, "several threads seem to be mixed in one table (Python 3.12 on does that): "
                      "shares can add up to more than 100 %\n");
    if (!health->roots)
        buf_text(out, "no function is a root: everything is called by something\n");
    if (health->roots > 1)
        say(out, health->roots, "functions are roots: called by nothing in the profile");
    say(out, health->own_above_total, "functions have more own than total time");
    say(out, health->total_above_program, "functions have more total time than the whole program");
    say(out, health->negative_times, "functions or calls have negative times");
    say(out, health->not_finite_times, "infinite or undefined times were taken as 0");
    say(out, health->swapped_counts,
        "entries have more primitive than all calls (as yappi writes them): swapped");
    say(out, health->callers_without_entry, "callers have no entry of their own");
    say(out, health->cut_short, "files end too soon: what is there was read");
    say(out, health->undefined_names, "names are numbers that the file does not explain");
    if (!health->sampled)
        say(out, health->estimated_calls,
            "calls come without times: estimated from the number of calls");
    say(out, health->shared_labels, "functions share file and name with one at another line");
}
