#include "analysis/compare/change.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/compare/noise.h"
#include "base/doubles.h"
#include "base/memory.h"

/* What changes are judged by. */
struct judge {
    const struct side *sides[2];
    const struct change_options *options;
    double total;       /* the larger one of both sides */
    struct noise noise; /* of several runs a side */
    bool by_runs;
};

/* Whether a time differs by more than noise; `direction` is where several runs say that it went.
   Where the medians went the other way nothing is certain. */
static bool is_real_time(const struct judge *judge, const struct change_times *times, int direction)
{
    double change = times->after - times->before;
    double larger = fmax(fabs(times->before), fabs(times->after));
    if (judge->options->tolerance >= 0)
        return fabs(change) > judge->options->tolerance * judge->total;
    if (judge->by_runs)
        return direction * change > 0;
    return fabs(change) > CHANGE_DEAD_BAND * larger;
}

static int direction_of(const struct judge *judge, enum cost cost, uint32_t before, uint32_t after)
{
    return judge->by_runs ? noise_direction(&judge->noise, cost, before, after) : 0;
}

/* Whether all runs of one side called a function more often than all of the other. */
static bool are_calls_apart(const struct judge *judge, const struct change *change)
{
    const uint32_t functions[] = {change->before, change->after};
    double least[2] = {INFINITY, INFINITY}, most[2] = {-INFINITY, -INFINITY};
    for (int i = 0; i < 2; i++)
        for (uint32_t r = 0; r < judge->sides[i]->runs; r++) {
            double calls = judge->sides[i]->calls[(size_t)functions[i] * judge->sides[i]->runs + r];
            least[i] = fmin(least[i], calls);
            most[i] = fmax(most[i], calls);
        }
    return most[0] < least[1] || most[1] < least[0];
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
    bool is_there = change->before != MATCH_NOBODY && change->after != MATCH_NOBODY;
    calls.is_real = calls.before != calls.after &&
                    (!judge->by_runs || !is_there || are_calls_apart(judge, change));
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
    change.own.is_real =
        is_real_time(judge, &change.own, direction_of(judge, COST_OWN, before, after));
    change.total.is_real =
        is_real_time(judge, &change.total, direction_of(judge, COST_TOTAL, before, after));
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
    struct change_times whole = {doubles_not_negative(changes.before),
                                 doubles_not_negative(changes.after), false};
    if (judge.by_runs)
        judge.noise = noise_make(before, after, &changes.match);
    changes.is_real =
        is_real_time(&judge, &whole, judge.by_runs ? noise_whole_direction(&judge.noise) : 0);
    changes.speed = judge.by_runs && !judge.noise.is_change ? judge.noise.speed : 1;
    list_changes(&judge, &changes);
    noise_free(&judge.noise);
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
