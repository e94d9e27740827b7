#include "analysis/compare/change.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* What noise is judged by. */
struct judge {
    const struct side *sides[2];
    const struct change_options *options;
    double total; /* the larger one of both sides */
    bool by_runs;
    double usual[2][2]; /* deviation as a part of the median: of own and total time, by side */
};

/* The standard deviation of a median of n values is so many times that of a value, over the root of
   n. */
#define OF_MEDIAN 1.2533

enum cost { COST_OWN, COST_TOTAL };

static double not_negative(double value)
{
    return value > 0 ? value : 0;
}

static bool are_apart(const struct spread *a, const struct spread *b)
{
    return a->most < b->least || b->most < a->least;
}

static int compare_parts(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The median of the deviations, as parts of their medians, of functions that cost. */
static double usual_deviation(const struct spread *spreads, uint32_t count, double least)
{
    double *parts = memory_new(count, sizeof *parts);
    uint32_t used = 0;
    for (uint32_t i = 0; i < count; i++)
        if (spreads[i].median > 0 && spreads[i].median >= least)
            parts[used++] = spreads[i].deviation / spreads[i].median;
    if (used)
        qsort(parts, used, sizeof *parts, compare_parts);
    double usual = used ? parts[used / 2] : 0;
    free(parts);
    return usual;
}

static void find_usual(struct judge *judge)
{
    for (int i = 0; i < 2 && judge->by_runs; i++) {
        const struct side *side = judge->sides[i];
        double least = CHANGE_LEAST_SHARE * judge->total;
        uint32_t count = side->profile.function_count;
        judge->usual[COST_OWN][i] = usual_deviation(side->own, count, least);
        judge->usual[COST_TOTAL][i] = usual_deviation(side->total, count, least);
    }
}

/* The standard deviation of a side's median. */
static double deviation_of(const struct judge *judge, int side, enum cost cost,
                           const struct spread *spread)
{
    double deviation = fmax(spread->deviation, judge->usual[cost][side] * fabs(spread->median));
    return OF_MEDIAN * deviation / sqrt(judge->sides[side]->runs);
}

/* Whether a time differs by more than noise; spreads may be NULL: the function is not there. */
static bool is_real_time(const struct judge *judge, enum cost cost,
                         const struct change_times *times, const struct spread *old,
                         const struct spread *new)
{
    static const struct spread nothing = {0};
    double difference = fabs(times->after - times->before);
    double larger = fmax(fabs(times->before), fabs(times->after));
    if (judge->options->tolerance >= 0)
        return difference > judge->options->tolerance * judge->total;
    if (!judge->by_runs)
        return difference > CHANGE_DEAD_BAND * larger;
    old = old ? old : &nothing;
    new = new ? new : &nothing;
    double deviation = hypot(deviation_of(judge, 0, cost, old), deviation_of(judge, 1, cost, new));
    return are_apart(old, new) && difference > CHANGE_LEAST_PART * larger &&
           difference > CHANGE_LEAST_DEVIATIONS * deviation &&
           difference > CHANGE_LEAST_SHARE * judge->total;
}

static const struct spread *spread_at(const struct spread *spreads, uint32_t function)
{
    return spreads && function != MATCH_NOBODY ? &spreads[function] : NULL;
}

static const struct function *function_at(const struct side *side, uint32_t function)
{
    static const struct function nothing = {0};
    return function == MATCH_NOBODY ? &nothing : &side->profile.functions[function];
}

static struct change_calls calls_of(const struct judge *judge, const struct change *change)
{
    struct change_calls calls = {function_at(judge->sides[0], change->before)->calls,
                                 function_at(judge->sides[1], change->after)->calls, false};
    const struct spread *old = spread_at(judge->sides[0]->calls, change->before);
    const struct spread *new = spread_at(judge->sides[1]->calls, change->after);
    calls.is_real =
        calls.before != calls.after && (!judge->by_runs || !old || !new || are_apart(old, new));
    return calls;
}

/* Splits a change of time into what more or fewer calls make of it and what dearer calls do. */
static void explain(const struct change_times *time, const struct change_calls *calls,
                    double *by_calls, double *by_cost)
{
    double change = time->after - time->before;
    *by_calls = 0;
    if (!calls->before || !calls->after)
        *by_calls = change;
    else
        *by_calls =
            ((double)calls->after - (double)calls->before) / (double)calls->before * time->before;
    *by_cost = change - *by_calls;
}

static struct change change_of(const struct judge *judge, uint32_t before, uint32_t after,
                               enum match_kind kind)
{
    const struct side *old = judge->sides[0], *new = judge->sides[1];
    const struct function *f = function_at(old, before);
    const struct function *g = function_at(new, after);
    struct change change = {.before = before,
                            .after = after,
                            .kind = kind,
                            .own = {f->own, g->own, false},
                            .total = {profile_weight(f), profile_weight(g), false}};
    change.calls = calls_of(judge, &change);
    change.own.is_real = is_real_time(judge, COST_OWN, &change.own, spread_at(old->own, before),
                                      spread_at(new->own, after));
    change.total.is_real =
        is_real_time(judge, COST_TOTAL, &change.total, spread_at(old->total, before),
                     spread_at(new->total, after));
    if (old->profile.sampled || new->profile.sampled) {
        change.calls.is_real = false;
        change.own_by_cost = g->own - f->own;
        change.total_by_cost = g->total - f->total;
        return change;
    }
    explain(&change.own, &change.calls, &change.own_by_calls, &change.own_by_cost);
    explain(&change.total, &change.calls, &change.total_by_calls, &change.total_by_cost);
    return change;
}

/* A change with the profiles that its key is compared in. */
struct ranked {
    const struct side *const *sides;
    struct change change;
};

/* What is there comes before what is gone. */
static int compare_places(const struct ranked *a, const struct ranked *b)
{
    bool a_is_gone = a->change.after == MATCH_NOBODY;
    bool b_is_gone = b->change.after == MATCH_NOBODY;
    if (a_is_gone != b_is_gone)
        return a_is_gone - b_is_gone;
    return profile_compare_keys(&a->sides[!a_is_gone]->profile,
                                a_is_gone ? a->change.before : a->change.after,
                                a_is_gone ? b->change.before : b->change.after);
}

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    double a_own = fabs(a->change.own.after - a->change.own.before);
    double b_own = fabs(b->change.own.after - b->change.own.before);
    int order = (a_own < b_own) - (a_own > b_own);
    return order ? order : compare_places(a, b);
}

static void list_changes(const struct judge *judge, struct changes *changes)
{
    uint32_t old_count = judge->sides[0]->profile.function_count;
    uint32_t new_count = judge->sides[1]->profile.function_count;
    struct ranked *ranked = memory_new((size_t)old_count + new_count, sizeof *ranked);
    const struct match *match = &changes->match;
    for (uint32_t i = 0; i < old_count; i++)
        ranked[changes->count++] =
            (struct ranked){judge->sides, change_of(judge, i, match->to_new[i], match->kind[i])};
    for (uint32_t i = 0; i < new_count; i++)
        if (match->to_old[i] == MATCH_NOBODY)
            ranked[changes->count++] =
                (struct ranked){judge->sides, change_of(judge, MATCH_NOBODY, i, MATCH_NONE)};
    if (changes->count)
        qsort(ranked, changes->count, sizeof *ranked, compare_ranked);
    changes->items = memory_new(changes->count, sizeof *changes->items);
    for (uint32_t i = 0; i < changes->count; i++)
        changes->items[i] = ranked[i].change;
    free(ranked);
}

struct changes changes_find(const struct side *before, const struct side *after,
                            const struct change_options *options)
{
    struct changes changes = {.match = match_functions(&before->profile, &after->profile),
                              .before = before->whole.median,
                              .after = after->whole.median,
                              .by_runs = before->runs > 1 && after->runs > 1,
                              .tolerance = options->tolerance};
    struct judge judge = {.sides = {before, after},
                          .options = options,
                          .total = fmax(changes.before, changes.after),
                          .by_runs = changes.by_runs};
    struct change_times whole = {not_negative(changes.before), not_negative(changes.after), false};
    find_usual(&judge);
    changes.is_real = is_real_time(&judge, COST_TOTAL, &whole, &before->whole, &after->whole);
    list_changes(&judge, &changes);
    return changes;
}

double changes_band(const struct changes *changes)
{
    return changes->by_runs || changes->tolerance >= 0 ? 0 : CHANGE_DEAD_BAND;
}

void changes_free(struct changes *changes)
{
    match_free(&changes->match);
    free(changes->items);
    *changes = (struct changes){0};
}
