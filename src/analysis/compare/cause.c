#include "analysis/compare/cause.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/findings/blame.h"
#include "analysis/findings/own_cost.h"
#include "base/memory.h"

/* One side of what is compared. */
struct half {
    const struct profile *profile;
    const struct origins *origins;
    const struct tree *tree;
    struct imports imports;
    struct blame blame;
};

struct finder {
    struct half halves[2];
    const struct changes *changes;
    const struct match *match;
    uint32_t *change_of; /* of each number (number_of): an index of changes.items */
    struct causes *result;
};

/* A number that a function has on both sides. */
static uint32_t number_of(const struct finder *f, int side, uint32_t function)
{
    if (side || f->match->to_new[function] == MATCH_NOBODY)
        return side ? function : f->halves[1].profile->function_count + function;
    return f->match->to_new[function];
}

/* Times of one pair of functions, or of one function, on one side. */
struct piece {
    uint32_t caller, callee; /* numbers; callee MATCH_NOBODY: own time */
    int side;
    uint32_t functions[2]; /* caller and callee on this side */
    double time;
    int64_t calls;
    bool imports;
};

static int compare_pieces(const void *left, const void *right)
{
    const struct piece *a = left;
    const struct piece *b = right;
    int order = (a->caller > b->caller) - (a->caller < b->caller);
    if (!order)
        order = (a->callee > b->callee) - (a->callee < b->callee);
    return order ? order : a->side - b->side;
}

/* Of import only the largest part is known, and whatever that is called through. */
static struct piece piece_of_cost(const struct finder *f, int side, const struct own_cost *cost)
{
    return (struct piece){.caller = number_of(f, side, cost->caller),
                          .callee =
                              cost->imports ? MATCH_NOBODY - 1 : number_of(f, side, cost->callee),
                          .side = side,
                          .functions = {cost->caller, cost->callee},
                          .time = cost->time,
                          .calls = cost->calls,
                          .imports = cost->imports};
}

static struct piece piece_of_function(const struct finder *f, int side, uint32_t function)
{
    const struct function *own = &f->halves[side].profile->functions[function];
    return (struct piece){.caller = number_of(f, side, function),
                          .callee = MATCH_NOBODY,
                          .side = side,
                          .functions = {function, MATCH_NOBODY},
                          .time = own->own,
                          .calls = own->calls};
}

/* What own functions take themselves and spend in others', of both sides, sorted. */
static struct piece *list_pieces(const struct finder *f, size_t *count)
{
    struct own_cost *costs[2];
    uint32_t cost_count[2];
    size_t most = 0;
    for (int side = 0; side < 2; side++) {
        const struct half *half = &f->halves[side];
        struct own_cost_subject subject = {half->profile, half->origins->is_own, &half->imports,
                                           half->tree};
        costs[side] = own_cost_find(&subject, &cost_count[side]);
        most += (size_t)cost_count[side] + half->profile->function_count;
    }
    struct piece *pieces = memory_new(most, sizeof *pieces);
    *count = 0;
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < cost_count[side]; i++)
            pieces[(*count)++] = piece_of_cost(f, side, &costs[side][i]);
        for (uint32_t i = 0; i < f->halves[side].profile->function_count; i++)
            if (f->halves[side].origins->is_own[i])
                pieces[(*count)++] = piece_of_function(f, side, i);
        free(costs[side]);
    }
    if (*count)
        qsort(pieces, *count, sizeof *pieces, compare_pieces);
    return pieces;
}

static void add_piece(struct cause *cause, const struct piece *piece)
{
    cause->caller[piece->side] = piece->functions[0];
    cause->callee[piece->side] = piece->functions[1];
    cause->imports |= piece->imports;
    double *time = piece->side ? &cause->time.after : &cause->time.before;
    int64_t *calls = piece->side ? &cause->calls.after : &cause->calls.before;
    *time = profile_add_times(*time, piece->time);
    *calls = profile_add_counts(*calls, piece->calls);
}

/* A part of a function's time is real where the function's is. */
static void judge(const struct finder *f, struct cause *cause, const struct piece *piece)
{
    double change = fabs(cause->time.after - cause->time.before);
    bool is_own = piece->callee == MATCH_NOBODY;
    uint32_t number = is_own || cause->imports ? piece->caller : piece->callee;
    const struct change *of = &f->changes->items[f->change_of[number]];
    cause->calls.is_real = of->calls.is_real && cause->calls.before != cause->calls.after;
    cause->time.is_real = is_own ? of->own.is_real : of->total.is_real;
    if (f->changes->tolerance >= 0)
        cause->time.is_real =
            change > f->changes->tolerance * fmax(f->changes->before, f->changes->after);
    else if (!f->changes->by_runs)
        cause->time.is_real =
            change > CHANGE_DEAD_BAND * fmax(fabs(cause->time.before), fabs(cause->time.after));
}

static void explain(const struct finder *f, struct cause *cause)
{
    double change = cause->time.after - cause->time.before;
    bool counts = !f->halves[0].profile->sampled && !f->halves[1].profile->sampled;
    if (counts && cause->calls.before && cause->calls.after)
        cause->by_calls = ((double)cause->calls.after - (double)cause->calls.before) /
                          (double)cause->calls.before * cause->time.before;
    else if (counts)
        cause->by_calls = change;
    cause->by_cost = change - cause->by_calls;
}

static int compare_causes(const void *left, const void *right)
{
    const struct cause *a = left;
    const struct cause *b = right;
    double a_change = fabs(a->time.after - a->time.before);
    double b_change = fabs(b->time.after - b->time.before);
    int order = (a_change < b_change) - (a_change > b_change);
    for (int i = 1; i >= 0 && !order; i--) {
        order = (a->caller[i] > b->caller[i]) - (a->caller[i] < b->caller[i]);
        if (!order)
            order = (a->callee[i] > b->callee[i]) - (a->callee[i] < b->callee[i]);
    }
    return order;
}

static void make_causes(struct finder *f)
{
    struct causes *result = f->result;
    size_t count;
    struct piece *pieces = list_pieces(f, &count);
    result->items = memory_new(count, sizeof *result->items);
    for (size_t i = 0; i < count;) {
        struct cause *cause = &result->items[result->count++];
        size_t first = i;
        *cause = (struct cause){.caller = {MATCH_NOBODY, MATCH_NOBODY},
                                .callee = {MATCH_NOBODY, MATCH_NOBODY}};
        for (; i < count && pieces[i].caller == pieces[first].caller &&
               pieces[i].callee == pieces[first].callee;
             i++)
            add_piece(cause, &pieces[i]);
        judge(f, cause, &pieces[first]);
        explain(f, cause);
    }
    free(pieces);
    if (result->count)
        qsort(result->items, result->count, sizeof *result->items, compare_causes);
}

static double charge_of(const struct charge_change *charge, int side)
{
    return charge->own[side] + charge->caused[side];
}

static int compare_charges(const void *left, const void *right)
{
    const struct charge_change *a = left;
    const struct charge_change *b = right;
    double a_change = fabs(charge_of(a, 1) - charge_of(a, 0));
    double b_change = fabs(charge_of(b, 1) - charge_of(b, 0));
    int order = (a_change < b_change) - (a_change > b_change);
    if (!order)
        order = (a->after > b->after) - (a->after < b->after);
    return order ? order : (a->before > b->before) - (a->before < b->before);
}

/* Own functions of either side; what is own on one side only answers for its time there. */
static void make_charges(struct finder *f, struct charges_change *result)
{
    size_t numbers =
        (size_t)f->halves[0].profile->function_count + f->halves[1].profile->function_count;
    uint32_t *place = memory_new(numbers, sizeof *place);
    result->items = memory_new(numbers, sizeof *result->items);
    for (int side = 0; side < 2; side++) {
        const struct blame *blame = &f->halves[side].blame;
        result->nobodys[side] = blame->nobodys - blame->nobodys_lacking;
        for (uint32_t i = 0; i < blame->row_count; i++) {
            const struct blame_row *row = &blame->rows[i];
            uint32_t number = number_of(f, side, row->function);
            if (!place[number]) {
                place[number] = ++result->count;
                result->items[place[number] - 1] =
                    (struct charge_change){f->changes->items[f->change_of[number]].before,
                                           f->changes->items[f->change_of[number]].after,
                                           {0},
                                           {0}};
            }
            result->items[place[number] - 1].own[side] = row->own;
            result->items[place[number] - 1].caused[side] = row->caused - row->lacking;
        }
    }
    if (result->count)
        qsort(result->items, result->count, sizeof *result->items, compare_charges);
    free(place);
}

static void index_changes(struct finder *f)
{
    size_t numbers =
        (size_t)f->halves[0].profile->function_count + f->halves[1].profile->function_count;
    f->change_of = memory_new(numbers, sizeof *f->change_of);
    for (uint32_t i = 0; i < f->changes->count; i++) {
        const struct change *change = &f->changes->items[i];
        int side = change->after != MATCH_NOBODY;
        f->change_of[number_of(f, side, side ? change->after : change->before)] = i;
    }
}

static void start(struct finder *f, const struct side *before, const struct side *after,
                  const struct origins origins[2], const struct tree trees[2])
{
    for (int side = 0; side < 2; side++) {
        struct half *half = &f->halves[side];
        half->profile = side ? &after->profile : &before->profile;
        half->origins = &origins[side];
        half->tree = &trees[side];
        half->imports = imports_find(half->profile, half->origins);
    }
    index_changes(f);
}

static void stop(struct finder *f)
{
    free(f->change_of);
    for (int side = 0; side < 2; side++) {
        blame_free(&f->halves[side].blame);
        imports_free(&f->halves[side].imports);
    }
}

struct causes causes_find(const struct side *before, const struct side *after,
                          const struct origins origins[2], const struct tree trees[2],
                          const struct changes *changes)
{
    struct causes result = {0};
    struct finder f = {.changes = changes, .match = &changes->match, .result = &result};
    start(&f, before, after, origins, trees);
    make_causes(&f);
    stop(&f);
    return result;
}

void causes_free(struct causes *causes)
{
    free(causes->items);
    *causes = (struct causes){0};
}

struct charges_change charges_find(const struct side *before, const struct side *after,
                                   const struct origins origins[2], const struct tree trees[2],
                                   const struct changes *changes)
{
    struct charges_change result = {0};
    struct finder f = {.changes = changes, .match = &changes->match};
    start(&f, before, after, origins, trees);
    for (int side = 0; side < 2; side++) {
        struct half *half = &f.halves[side];
        half->blame = blame_find(half->profile, half->profile, half->origins, half->tree);
    }
    make_charges(&f, &result);
    stop(&f);
    return result;
}

void charges_free(struct charges_change *charges)
{
    free(charges->items);
    *charges = (struct charges_change){0};
}
