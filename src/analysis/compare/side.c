#include "analysis/compare/side.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/prepare/merge.h"
#include "base/memory.h"
#include "python/c_names.h"

/* The median distance from the median, times this, is the standard deviation of a normal
   distribution. */
#define TO_DEVIATION 1.4826

static int compare_values(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Sorts the values. */
static double median_of(double *values, uint32_t count)
{
    qsort(values, count, sizeof *values, compare_values);
    double high = values[count / 2];
    double low = values[(count - 1) / 2];
    return low + (high - low) / 2;
}

static struct spread spread_of(double *values, uint32_t count)
{
    struct spread spread = {.median = median_of(values, count)};
    spread.least = values[0];
    spread.most = values[count - 1];
    for (uint32_t i = 0; i < count; i++)
        values[i] = fabs(values[i] - spread.median);
    spread.deviation = TO_DEVIATION * median_of(values, count);
    return spread;
}

/* What one function cost in each of the runs. */
struct values {
    double *own, *total, *calls; /* of function f in run r: [f * runs + r] */
};

/* The functions of a run in the sum, which has them all. */
static void note_run(struct builder *sum, const struct profile *run, uint32_t number, uint32_t runs,
                     struct values *values)
{
    uint32_t *names = memory_new(run->name_count, sizeof *names);
    struct buf plain = {0};
    for (uint32_t i = 0; i < run->name_count; i++) {
        struct str raw = run->names[i].raw;
        buf_cut(&plain, 0);
        names[i] =
            builder_name(sum, c_names_without_address(raw, &plain) ? buf_slice(&plain) : raw);
    }
    buf_free(&plain);
    for (uint32_t i = 0; i < run->function_count; i++) {
        const struct function *f = &run->functions[i];
        size_t at = (size_t)runs *
                        builder_function(sum, names[f->file], f->line, names[f->name], f->is_code) +
                    number;
        values->own[at] = profile_add_times(values->own[at], f->own);
        values->total[at] = profile_add_times(values->total[at], f->total);
        values->calls[at] += (double)f->calls;
    }
    free(names);
}

static void spread_functions(struct side *side, struct values *values)
{
    for (uint32_t i = 0; i < side->profile.function_count; i++) {
        struct function *f = &side->profile.functions[i];
        size_t at = (size_t)i * side->runs;
        side->own[i] = spread_of(&values->own[at], side->runs);
        side->total[i] = spread_of(&values->total[at], side->runs);
        side->calls[i] = spread_of(&values->calls[at], side->runs);
        f->primitive =
            f->calls > 0
                ? (int64_t)llround((double)f->primitive / (double)f->calls * side->calls[i].median)
                : 0;
        f->calls = (int64_t)llround(side->calls[i].median);
        f->own = side->own[i].median;
        f->total = side->total[i].median;
    }
}

static void average_calls(struct profile *profile, uint32_t runs)
{
    for (uint32_t i = 0; i < profile->call_count; i++) {
        struct call *call = &profile->calls[i];
        call->calls = (call->calls + runs / 2) / runs;
        call->primitive = (call->primitive + runs / 2) / runs;
        call->own /= runs;
        call->total /= runs;
    }
}

static void spread_whole(struct side *side, const struct profile *runs)
{
    double *totals = memory_new(side->runs, sizeof *totals);
    for (uint32_t i = 0; i < side->runs; i++)
        totals[i] = profile_totals(&runs[i]).total;
    side->whole = spread_of(totals, side->runs);
    free(totals);
}

struct side side_make(struct profile *runs, uint32_t count)
{
    struct side side = {.runs = count};
    spread_whole(&side, runs);
    if (count == 1) {
        side.profile = runs[0];
        runs[0] = (struct profile){0};
        return side;
    }
    struct builder sum = builder_start();
    for (uint32_t i = 0; i < count; i++)
        merge_add(&sum, &runs[i]);
    uint32_t functions = sum.profile.function_count;
    size_t cells = (size_t)functions * count;
    struct values values = {memory_new(cells, sizeof(double)), memory_new(cells, sizeof(double)),
                            memory_new(cells, sizeof(double))};
    for (uint32_t i = 0; i < count; i++) {
        note_run(&sum, &runs[i], i, count, &values);
        sum.profile.unit = runs[i].unit;
        profile_free(&runs[i]);
    }
    side.profile = builder_finish(&sum);
    side.own = memory_new(functions, sizeof *side.own);
    side.total = memory_new(functions, sizeof *side.total);
    side.calls = memory_new(functions, sizeof *side.calls);
    spread_functions(&side, &values);
    average_calls(&side.profile, count);
    free(values.own);
    free(values.total);
    free(values.calls);
    return side;
}

void side_free(struct side *side)
{
    profile_free(&side->profile);
    free(side->own);
    free(side->total);
    free(side->calls);
    *side = (struct side){0};
}
