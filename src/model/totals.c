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

/* What the calls of a function add up to. */
struct sums {
    double entering, leaving; /* inclusive time, without calls of itself */
    int64_t calls;            /* into the function, those of itself too */
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

bool profile_own_exceeds_total(const struct profile *profile)
{
    double own = 0, above = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        own = profile_add_times(own, f->own);
        above = profile_add_times(above, doubles_not_negative(f->own - f->total));
    }
    return above > EXCEEDING * doubles_not_negative(own);
}

/* For all functions, in one pass over the calls; the caller frees them. */
static struct sums *sum_calls(const struct profile *profile)
{
    struct sums *sums = memory_new(profile->function_count, sizeof *sums);
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        struct sums *callee = &sums[call->callee], *caller = &sums[call->caller];
        callee->calls = profile_add_counts(callee->calls, call->calls);
        if (caller == callee)
            continue;
        callee->entering = profile_add_times(callee->entering, call->total);
        caller->leaving = profile_add_times(caller->leaving, call->total);
    }
    return sums;
}

/* The inclusive time of the calls of a function that no caller in the profile made. */
static double uncalled_time(const struct profile *profile, uint32_t function,
                            const struct sums *sums)
{
    const struct function *f = &profile->functions[function];
    struct row row = profile->callers[function];
    if (row.start == row.end)
        return f->calls ? doubles_not_negative(f->total)
                        : sums->leaving; /* known as a caller only */
    if (f->calls <= sums->calls)
        return 0;
    if (f->calls == f->primitive)
        return doubles_not_negative(f->total - sums->entering);
    double part = (double)(f->calls - sums->calls) / (double)(f->primitive > 0 ? f->primitive : 1);
    return doubles_not_negative(f->total) * (part < 1 ? part : 1);
}

double *profile_uncalled(const struct profile *profile, int64_t *calls)
{
    double *times = memory_new(profile->function_count, sizeof *times);
    struct sums *sums = sum_calls(profile);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        times[i] = uncalled_time(profile, i, &sums[i]);
        calls[i] = profile->functions[i].calls - sums[i].calls;
    }
    free(sums);
    return times;
}

/* Of a function that is never re-entered: what takes time in it, but is neither its own nor a call
   that it makes. */
static double missing_time(const struct profile *profile, uint32_t function,
                           const struct sums *sums, double uncalled)
{
    const struct function *f = &profile->functions[function];
    if (f->calls != f->primitive)
        return 0;
    double entering = profile_add_times(sums->entering, uncalled);
    double missing = entering - f->own - sums->leaving;
    return missing > MISSING * entering ? missing : 0;
}

/* What all calls take that no caller made: all of it where one function has no less than the sum of
   exclusive times, or hardly less, since others without callers then lie within that. Else no more
   than what is spent or missing. Where every call has a caller it is `all`, the largest inclusive
   time. */
static double accounted_time(const struct profile *profile, double own, double all)
{
    double uncalled = 0, missing = 0, largest = 0;
    struct sums *sums = sum_calls(profile);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        double time = uncalled_time(profile, i, &sums[i]);
        largest = larger(largest, time);
        uncalled = profile_add_times(uncalled, time);
        missing = profile_add_times(missing, missing_time(profile, i, &sums[i], time));
    }
    free(sums);
    double most = profile_add_times(own, missing);
    if (uncalled <= 0)
        return all;
    return largest >= NEARLY_ALL * own ? largest : most < uncalled ? most : uncalled;
}

/* The sums, with the largest inclusive time as the total. */
static struct totals sum_functions(const struct profile *profile)
{
    struct totals totals = {0};
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        totals.own = profile_add_times(totals.own, f->own);
        totals.calls = profile_add_counts(totals.calls, f->calls);
        totals.primitive = profile_add_counts(totals.primitive, f->primitive);
        totals.total = larger(totals.total, f->total);
    }
    return totals;
}

struct totals profile_totals_left(const struct profile *profile)
{
    struct totals totals = sum_functions(profile);
    totals.total = larger(totals.total, totals.own);
    return totals;
}

struct totals profile_totals(const struct profile *profile)
{
    struct totals totals = sum_functions(profile);
    if (totals.own > 0 && profile->sampled)
        totals.total = 0;
    else if (totals.own > 0 && profile->call_count)
        totals.total = profile_own_exceeds_total(profile)
                           ? 0
                           : accounted_time(profile, totals.own, totals.total);
    totals.total = larger(totals.total, totals.own);
    return totals;
}
