#include "analysis/compare/side.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/prepare/merge.h"
#include "base/doubles.h"
#include "base/memory.h"
#include "python/c_names.h"

static struct spread spread_of(double *values, uint32_t count)
{
    double median = doubles_median(values, count);
    return (struct spread){values[0], median, values[count - 1]};
}

/* The functions of a run in the sum, which has them all. */
static void note_run(struct builder *sum, const struct profile *run, uint32_t number,
                     struct side *side)
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
        size_t at = (size_t)side->runs *
                        builder_function(sum, names[f->file], f->line, names[f->name], f->is_code) +
                    number;
        side->own[at] = profile_add_times(side->own[at], f->own);
        side->total[at] = profile_add_times(side->total[at], f->total);
        side->calls[at] += (double)f->calls;
    }
    free(names);
}

static double median_at(const double *cells, uint32_t runs, double *scratch)
{
    memcpy(scratch, cells, runs * sizeof *scratch);
    return doubles_median(scratch, runs);
}

/* Gives the functions of the sum their medians. */
static void take_medians(struct side *side)
{
    double *scratch = memory_new(side->runs, sizeof *scratch);
    for (uint32_t i = 0; i < side->profile.function_count; i++) {
        struct function *f = &side->profile.functions[i];
        size_t at = (size_t)i * side->runs;
        double calls = median_at(&side->calls[at], side->runs, scratch);
        f->primitive =
            f->calls > 0 ? (int64_t)llround((double)f->primitive / (double)f->calls * calls) : 0;
        f->calls = (int64_t)llround(calls);
        f->own = median_at(&side->own[at], side->runs, scratch);
        f->total = median_at(&side->total[at], side->runs, scratch);
    }
    free(scratch);
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
    side->whole_of = memory_new(side->runs, sizeof *side->whole_of);
    for (uint32_t i = 0; i < side->runs; i++)
        side->whole_of[i] = totals[i] = profile_totals(&runs[i]).total;
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
    size_t cells = (size_t)sum.profile.function_count * count;
    side.own = memory_new(cells, sizeof *side.own);
    side.total = memory_new(cells, sizeof *side.total);
    side.calls = memory_new(cells, sizeof *side.calls);
    for (uint32_t i = 0; i < count; i++) {
        note_run(&sum, &runs[i], i, &side);
        sum.profile.unit = runs[i].unit;
        profile_free(&runs[i]);
    }
    side.profile = builder_finish(&sum);
    take_medians(&side);
    average_calls(&side.profile, count);
    return side;
}

void side_free(struct side *side)
{
    profile_free(&side->profile);
    double *owned[] = {side->own, side->total, side->calls, side->whole_of};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
    *side = (struct side){0};
}
