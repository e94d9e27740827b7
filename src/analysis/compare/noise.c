#include "analysis/compare/noise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/doubles.h"
#include "base/memory.h"

/* With fewer functions to tell a run's speed by, one that changed would tell it. */
enum { LEAST_FUNCTIONS = 5 };

/* Half of the functions follow their median after few rounds. */
enum { ROUNDS = 3 };

/* The largest of n values of a normal distribution is about sqrt(2 ln n) standard deviations from
   its middle; this is added for what lies beyond the usual. */
static const double BEYOND = 1.25;

/* Where a machine runs twice as fast at times, memory and caches do not: functions differ by this
   part of the range of the runs' speeds. */
static const double UNLIKE = 0.1;

/* -- the speed of runs ------------------------------------------------------------------------ */

/* The logarithms of what some functions took: logs[i * runs + r]. */
struct table {
    double *logs;
    uint32_t count, runs;
};

static const double *cells_of(const struct side *side, const double *cells, uint32_t function)
{
    return function == MATCH_NOBODY ? NULL : &cells[(size_t)function * side->runs];
}

/* Whether a function tells the speed: it costs in each run, and is called equally often. */
static bool tells_speed(const struct noise *noise, uint32_t before, uint32_t after)
{
    const uint32_t functions[] = {before, after};
    double calls = noise->sides[0]->calls[(size_t)before * noise->sides[0]->runs];
    double larger = 0;
    for (int i = 0; i < 2; i++) {
        const struct side *side = noise->sides[i];
        size_t first = (size_t)functions[i] * side->runs;
        const double *own = &side->own[first], *counts = &side->calls[first];
        for (uint32_t r = 0; r < side->runs; r++)
            if (own[r] <= 0 || counts[r] != calls)
                return false;
        larger = fmax(larger, side->profile.functions[functions[i]].own);
    }
    return larger > NOISE_LEAST_SHARE * noise->total;
}

static struct table list_speeds(const struct noise *noise, const struct match *match)
{
    struct table table = {.runs = noise->sides[0]->runs + noise->sides[1]->runs};
    uint32_t count = noise->sides[0]->profile.function_count, used = 0;
    for (uint32_t i = 0; i < count; i++)
        table.count += match->to_new[i] != MATCH_NOBODY && tells_speed(noise, i, match->to_new[i]);
    table.logs = memory_new((size_t)table.count * table.runs, sizeof *table.logs);
    for (uint32_t i = 0; i < count; i++) {
        if (match->to_new[i] == MATCH_NOBODY || !tells_speed(noise, i, match->to_new[i]))
            continue;
        const uint32_t functions[] = {i, match->to_new[i]};
        for (int k = 0; k < 2; k++)
            for (uint32_t r = 0; r < noise->sides[k]->runs; r++)
                table.logs[used++] =
                    log(cells_of(noise->sides[k], noise->sides[k]->own, functions[k])[r]);
    }
    return table;
}

/* Tukey's median polish: takes each function's median over the runs from it, and each run's median
   over the functions, in turn. `speeds` become the runs' logarithms. */
static void polish(const struct table *table, double *speeds)
{
    uint32_t runs = table->runs, count = table->count;
    double *rows = memory_new(count, sizeof *rows);
    double *scratch = memory_new(runs > count ? runs : count, sizeof *scratch);
    for (int round = 0; round <= ROUNDS; round++) {
        for (uint32_t i = 0; i < count && round; i++) {
            for (uint32_t r = 0; r < runs; r++)
                scratch[r] = table->logs[i * runs + r] - speeds[r];
            rows[i] = doubles_median(scratch, runs);
        }
        for (uint32_t r = 0; r < runs; r++) {
            for (uint32_t i = 0; i < count; i++)
                scratch[i] = table->logs[i * runs + r] - rows[i];
            speeds[r] = doubles_median(scratch, count);
        }
    }
    free(rows);
    free(scratch);
}

/* A side's sorted speeds. */
struct range {
    double least, median, most;
};

static struct range range_of(const double *speeds, uint32_t count)
{
    double *sorted = memory_new(count, sizeof *sorted);
    memcpy(sorted, speeds, count * sizeof *sorted);
    struct range range = {.median = doubles_median(sorted, count)};
    range.least = sorted[0];
    range.most = sorted[count - 1];
    free(sorted);
    return range;
}

/* Takes from each run's speed that of all runs; of its own side, if the sides' difference is a
   change. */
static void centre(struct noise *noise, double *speeds, uint32_t runs)
{
    uint32_t first = noise->sides[0]->runs;
    struct range all = range_of(speeds, runs);
    struct range old = range_of(speeds, first), new = range_of(&speeds[first], runs - first);
    double apart = fmax(new.least - old.most, old.least - new.most);
    noise->speed = exp(new.median - old.median);
    noise->is_change = apart > log1p(NOISE_MOST_SPEED);
    double within = fmax(old.most - old.least, new.most - new.least);
    noise->unlike = UNLIKE * (noise->is_change ? within : all.most - all.least);
    for (uint32_t r = 0; r < runs; r++)
        speeds[r] -= !noise->is_change ? all.median : r < first ? old.median : new.median;
}

static void find_speeds(struct noise *noise, const struct match *match)
{
    struct table table = list_speeds(noise, match);
    double *speeds = memory_new(table.runs, sizeof *speeds), *next = speeds;
    noise->speed = 1;
    if (table.count >= LEAST_FUNCTIONS) {
        polish(&table, speeds);
        centre(noise, speeds, table.runs);
    }
    for (int i = 0; i < 2; i++) {
        noise->scale[i] = memory_new(noise->sides[i]->runs, sizeof *noise->scale[i]);
        for (uint32_t r = 0; r < noise->sides[i]->runs; r++)
            noise->scale[i][r] = exp(-*next++);
    }
    free(speeds);
    free(table.logs);
}

/* -- the functions ---------------------------------------------------------------------------- */

/* What a function took on both sides, at one speed. */
struct sample {
    double means[2];   /* without the fastest and the slowest fifth of the runs */
    double ends[2][2]; /* the least and the most of these, by side */
    double deviation;  /* as a part of the mean; the largest fifth of distances left out */
};

/* Sorts the times of a side, and adds how far they are from the mean, as parts. */
static void add_side(struct sample *sample, int side, double *times, uint32_t count, double *parts)
{
    doubles_sort(times, count);
    uint32_t cut = count / 5, kept = count - 2 * cut;
    double sum = 0;
    for (uint32_t i = cut; i < count - cut; i++)
        sum += times[i] / kept;
    sample->means[side] = sum;
    sample->ends[side][0] = times[cut];
    sample->ends[side][1] = times[count - cut - 1];
    for (uint32_t i = 0; i < count; i++)
        parts[i] = sum > 0 ? fabs(times[i] / sum - 1) : 0;
}

static double deviation_of(double *parts, uint32_t count)
{
    doubles_sort(parts, count);
    uint32_t kept = count - count / 5;
    double squares = 0;
    for (uint32_t i = 0; i < kept; i++)
        squares += parts[i] * parts[i];
    return kept > 2 ? sqrt(squares / (kept - 2)) : parts[count - 1];
}

/* `cells` are a function's times by side; NULL: it is not there. */
static struct sample sample_of(const struct noise *noise, const double *const cells[2])
{
    uint32_t first = noise->sides[0]->runs, second = noise->sides[1]->runs;
    double *times = memory_new((size_t)first + second, sizeof *times);
    double *parts = memory_new((size_t)first + second, sizeof *parts);
    struct sample sample = {.deviation = 0};
    for (int i = 0; i < 2; i++) {
        uint32_t start = i ? first : 0;
        for (uint32_t r = 0; r < noise->sides[i]->runs && cells[i]; r++)
            times[start + r] = cells[i][r] * noise->scale[i][r];
        add_side(&sample, i, &times[start], noise->sides[i]->runs, &parts[start]);
    }
    sample.deviation = deviation_of(parts, first + second);
    free(times);
    free(parts);
    return sample;
}

static struct sample function_sample(const struct noise *noise, enum cost cost, uint32_t before,
                                     uint32_t after)
{
    const struct side *old = noise->sides[0], *new = noise->sides[1];
    const double *cells[] = {cells_of(old, cost == COST_OWN ? old->own : old->total, before),
                             cells_of(new, cost == COST_OWN ? new->own : new->total, after)};
    return sample_of(noise, cells);
}

static bool is_judged(const struct noise *noise, const struct sample *sample)
{
    return fmax(sample->means[0], sample->means[1]) > NOISE_LEAST_SHARE * noise->total;
}

/* What is usual among the functions that cost, and how many they are. */
static void find_usual(struct noise *noise, enum cost cost, const struct match *match)
{
    uint32_t count = noise->sides[0]->profile.function_count, used = 0;
    double *deviations = memory_new(count, sizeof *deviations);
    for (uint32_t i = 0; i < count; i++) {
        struct sample sample = function_sample(noise, cost, i, match->to_new[i]);
        if (is_judged(noise, &sample))
            deviations[used++] = sample.deviation;
    }
    noise->usual[cost] = used ? doubles_median(deviations, used) : 0;
    noise->deviations[cost] = sqrt(2 * log(fmax(used, 2))) + BEYOND;
    free(deviations);
}

struct noise noise_make(const struct side *before, const struct side *after,
                        const struct match *match)
{
    struct noise noise = {.sides = {before, after},
                          .total = fmax(before->whole.median, after->whole.median)};
    find_speeds(&noise, match);
    find_usual(&noise, COST_OWN, match);
    find_usual(&noise, COST_TOTAL, match);
    return noise;
}

static int direction_of(const struct noise *noise, enum cost cost, const struct sample *sample)
{
    double old = sample->means[0], new = sample->means[1], change = new - old;
    double deviation = fmax(fmax(sample->deviation, noise->usual[cost]), noise->unlike);
    double of_change =
        deviation * hypot(old / sqrt(noise->sides[0]->runs), new / sqrt(noise->sides[1]->runs));
    bool are_apart =
        sample->ends[0][1] < sample->ends[1][0] || sample->ends[1][1] < sample->ends[0][0];
    bool is_change = are_apart && fabs(change) >= NOISE_LEAST_PART * fmax(old, new) &&
                     fabs(change) >= NOISE_LEAST_SHARE * noise->total &&
                     fabs(change) > noise->deviations[cost] * of_change;
    return !is_change ? 0 : change > 0 ? 1 : -1;
}

int noise_direction(const struct noise *noise, enum cost cost, uint32_t before, uint32_t after)
{
    struct sample sample = function_sample(noise, cost, before, after);
    return direction_of(noise, cost, &sample);
}

int noise_whole_direction(const struct noise *noise)
{
    const double *cells[] = {noise->sides[0]->whole_of, noise->sides[1]->whole_of};
    struct sample sample = sample_of(noise, cells);
    return direction_of(noise, COST_TOTAL, &sample);
}

void noise_free(struct noise *noise)
{
    free(noise->scale[0]);
    free(noise->scale[1]);
    *noise = (struct noise){0};
}
