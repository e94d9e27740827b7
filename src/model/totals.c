#include "model/profile.h"

#include <stdlib.h>

#include "base/doubles.h"
#include "base/memory.h"

/* Exclusive times above inclusive ones matter from this part of the sum on. */
#define EXCEEDING 1e-3

/* What a function misses of what its calls take matters from this part of it on. */
#define MISSING 2e-3

/* What a profiler does after its first function has returned leaves so much of the sum to that. */
#define NEARLY_ALL 0.999

/* What the calls into a function add up to. */
struct arrivals {
    double time;   /* inclusive, without calls of itself */
    int64_t calls; /* those of itself too */
};

static double larger(double a, double b)
{
    return a > b ? a : b;
}

double profile_own(const struct profile *profile)
{
    double own = 0;
    for (uint32_t i = 0; i < profile->function_count; i++)
        own = profile_add_times(own, profile->functions[i].own);
    return own;
}

double profile_weight(const struct function *function)
{
    return larger(function->total, function->own);
}

/* The sums over all functions, with the largest inclusive time as the total. */
struct sums {
    struct totals totals;
    double above; /* how much exclusive times are more than inclusive ones */
};

static struct sums sum_functions(const struct profile *profile)
{
    struct sums sums = {0};
    struct totals *totals = &sums.totals;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        totals->own = profile_add_times(totals->own, f->own);
        totals->calls = profile_add_counts(totals->calls, f->calls);
        totals->primitive = profile_add_counts(totals->primitive, f->primitive);
        totals->total = larger(totals->total, f->total);
        sums.above = profile_add_times(sums.above, doubles_not_negative(f->own - f->total));
    }
    return sums;
}

static bool exceeds(const struct sums *sums)
{
    return sums->above > EXCEEDING * doubles_not_negative(sums->totals.own);
}

bool profile_own_exceeds_total(const struct profile *profile)
{
    struct sums sums = sum_functions(profile);
    return exceeds(&sums);
}

static struct arrivals arrivals_of(const struct profile *profile, uint32_t function)
{
    struct arrivals sum = {0};
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++) {
        const struct call *call = &profile->calls[i];
        sum.calls = profile_add_counts(sum.calls, call->calls);
        if (call->caller != function)
            sum.time = profile_add_times(sum.time, call->total);
    }
    return sum;
}

/* What the calls of each function take, without those of itself; the caller frees them. */
static double *sum_leaving(const struct profile *profile)
{
    double *leaving = memory_new(profile->function_count, sizeof *leaving);
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (call->caller != call->callee)
            leaving[call->caller] = profile_add_times(leaving[call->caller], call->total);
    }
    return leaving;
}

/* The same of one function. */
static double leaving_of(const struct profile *profile, uint32_t function)
{
    double leaving = 0;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (call->callee != function)
            leaving = profile_add_times(leaving, call->total);
    }
    return leaving;
}

/* The inclusive time of the calls of a function that no caller in the profile made. */
static double uncalled_time(const struct profile *profile, uint32_t function,
                            const struct arrivals *arrivals)
{
    const struct function *f = &profile->functions[function];
    struct row row = profile->callers[function];
    if (row.start == row.end)
        return f->calls ? doubles_not_negative(f->total)
                        : leaving_of(profile, function); /* known as a caller only */
    if (f->calls <= arrivals->calls)
        return 0;
    if (f->calls == f->primitive)
        return doubles_not_negative(f->total - arrivals->time);
    double part =
        (double)(f->calls - arrivals->calls) / (double)(f->primitive > 0 ? f->primitive : 1);
    return doubles_not_negative(f->total) * (part < 1 ? part : 1);
}

double *profile_uncalled(const struct profile *profile, int64_t *calls)
{
    double *times = memory_new(profile->function_count, sizeof *times);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct arrivals arrivals = arrivals_of(profile, i);
        times[i] = uncalled_time(profile, i, &arrivals);
        calls[i] = profile->functions[i].calls - arrivals.calls;
    }
    return times;
}

/* What takes time in functions that are never re-entered, but is neither their own nor a call that
   they make. */
static double missing_time(const struct profile *profile)
{
    double *leaving = sum_leaving(profile), sum = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        struct arrivals arrivals = arrivals_of(profile, i);
        if (f->calls != f->primitive)
            continue;
        double entering = profile_add_times(arrivals.time, uncalled_time(profile, i, &arrivals));
        double missing = entering - f->own - leaving[i];
        if (missing > MISSING * entering)
            sum = profile_add_times(sum, missing);
    }
    free(leaving);
    return sum;
}

/* What all calls take that no caller made: all of it where one function has no less than the sum of
   exclusive times, or hardly less, since others without callers then lie within that. Else no more
   than what is spent or missing. Where every call has a caller it is `all`, the largest inclusive
   time. */
static double accounted_time(const struct profile *profile, double own, double all)
{
    double uncalled = 0, largest = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct arrivals arrivals = arrivals_of(profile, i);
        double time = uncalled_time(profile, i, &arrivals);
        largest = larger(largest, time);
        uncalled = profile_add_times(uncalled, time);
    }
    if (uncalled <= 0)
        return all;
    if (largest >= NEARLY_ALL * own)
        return largest;
    double most = profile_add_times(own, missing_time(profile));
    return most < uncalled ? most : uncalled;
}

struct totals profile_totals_left(const struct profile *profile)
{
    struct totals totals = sum_functions(profile).totals;
    totals.total = larger(totals.total, totals.own);
    return totals;
}

struct totals profile_totals(const struct profile *profile)
{
    struct sums sums = sum_functions(profile);
    struct totals totals = sums.totals;
    if (totals.own > 0 && profile->sampled)
        totals.total = 0;
    else if (totals.own > 0 && profile->call_count)
        totals.total = exceeds(&sums) ? 0 : accounted_time(profile, totals.own, totals.total);
    totals.total = larger(totals.total, totals.own);
    return totals;
}
