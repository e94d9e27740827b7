#include "analysis/unfold/deal_weights.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* The calls of a block among all of its function that are left. */
struct tilt {
    double calls, all;
    double longest; /* time of one call of any option */
};

struct tilted {
    double left;  /* calls of the option */
    double time;  /* of one of them; where there are none, of all that the block makes */
    double calls; /* that the block makes without a slope */
    double part;  /* of all calls of the function that make one of these */
    double least; /* calls, for the other blocks have no room for more */
    double spent; /* what the block is expected to spend on the option, by the last slope tried */
};

static struct tilted find_tilted(const struct tilt *tilt, const struct option *option)
{
    double n = option->calls_left, q = n / tilt->all;
    if (n <= 0)
        return (struct tilted){.time = option->mass * tilt->calls / tilt->all};
    return (struct tilted){.left = n,
                           .time = option->mass / n,
                           .calls = tilt->calls * q,
                           .part = q,
                           .least = n - (tilt->all - tilt->calls)};
}

/* The time that a block is expected to spend on its options, and how it changes with the slope. */
struct expected {
    double time, rise;
};

static void expect_option(const struct tilt *tilt, struct tilted *option, double slope,
                          struct expected *sum)
{
    double q = option->part, dear = option->time / tilt->longest;
    if (option->left <= 0) {
        option->spent = option->time;
        sum->time += option->time;
        return;
    }
    double raised = slope != 0 ? exp(slope * dear) : 1;
    double calls = option->calls * raised, rise = dear;
    if (q <= 1) {
        calls /= 1 - q + q * raised;
        rise *= (1 - q) / (1 - q + q * raised);
    }
    if (calls > option->left || (q <= 1 && calls < option->least))
        rise = 0;
    calls = q <= 1 ? larger(calls, option->least) : calls;
    option->spent = smaller(calls, option->left) * option->time;
    sum->time += option->spent;
    sum->rise += option->spent * rise;
}

static struct expected expect(const struct tilt *tilt, struct tilted *options, uint32_t count,
                              double slope)
{
    struct expected sum = {0, 0};
    for (uint32_t i = 0; i < count; i++)
        expect_option(tilt, &options[i], slope, &sum);
    return sum;
}

/* Finds the slope by which the options take `time`, by Newton's method, and by halves where that
   leads out of what is left; the options keep what they take. */
static void find_slope(const struct tilt *tilt, struct tilted *options, uint32_t count, double time)
{
    enum { MOST_TRIES = 40 };
    const double near = 1e-4, least = -30, most = 30;
    double low = -INFINITY, high = INFINITY, slope = 0;
    for (int i = 0; i < MOST_TRIES && low < most && high > least; i++) {
        struct expected sum = expect(tilt, options, count, slope);
        if (fabs(sum.time - time) <= time * near)
            return;
        *(sum.time < time ? &low : &high) = slope;
        double next = sum.rise > 0 ? slope + (time - sum.time) / sum.rise : low;
        next = smaller(larger(next, least), most);
        slope = next > low && next < high ? next : (larger(low, least) + smaller(high, most)) / 2;
    }
}

static void weigh(const struct tilt *tilt, struct option *options, uint32_t count, double time)
{
    const double least = 1e-6;
    struct tilted *tilted = memory_new(count, sizeof *tilted);
    for (uint32_t i = 0; i < count; i++)
        tilted[i] = find_tilted(tilt, &options[i]);
    find_slope(tilt, tilted, count, time);
    for (uint32_t i = 0; i < count; i++) {
        struct option *option = &options[i];
        option->weight = larger(tilted[i].spent, option->weight * least);
        option->calls = option->weight / option->mass * option->calls_left;
    }
    free(tilted);
}

void deal_tilt(struct options *options, double time, double calls, double all)
{
    const double few = 1.0001;
    struct tilt tilt = {calls, all, 0};
    if (!(calls > 0) || all <= calls * few || !(time > 0))
        return;
    for (uint32_t i = 0; i < options->count; i++) {
        const struct option *option = &options->items[i];
        if (option->calls_left > 0)
            tilt.longest = larger(tilt.longest, option->mass / option->calls_left);
    }
    if (tilt.longest > 0)
        weigh(&tilt, options->items, options->count, time);
}

static int compare_ranks(const void *left, const void *right)
{
    const struct rank *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->flow > b->flow) - (a->flow < b->flow);
}

void deal_rank(struct rank *ranks, uint32_t count)
{
    uint32_t sorted = 1;
    while (sorted < count && ranks[sorted - 1].key <= ranks[sorted].key)
        sorted++;
    if (sorted < count)
        qsort(ranks, count, sizeof *ranks, compare_ranks);
}

static bool is_open(const struct option *option)
{
    return !option->is_elsewhere && option->share <= 0;
}

/* Those with the largest part of their time first. Returns how many. */
static uint32_t rank_singles(const struct options *options)
{
    uint32_t singles = 0;
    for (uint32_t i = 0; i < options->count; i++) {
        const struct option *option = &options->items[i];
        if (option->is_single)
            options->ranks[singles++] =
                (struct rank){-option->weight / option->mass, option->flow, i};
    }
    deal_rank(options->ranks, singles);
    return singles;
}

/* Takes a single call as a whole where its share is at least half of it, or there is nothing else
   to take. */
static void decide_single(struct option *option, double share, double room, double time,
                          bool is_alone)
{
    const double half = 0.5, least = 0.02, rounding = 1.001;
    double part = smaller(share, option->mass) / option->mass;
    bool fits = option->mass <= room * rounding;
    bool fits_nowhere = option->mass > time && room >= option->mass * half;
    if ((fits || fits_nowhere) && (part >= half || (is_alone && part > least)))
        option->share = smaller(option->mass, room);
    else if (fits || room <= 0 || part < half)
        option->is_elsewhere = true;
}

double deal_singles(struct options *options, double time)
{
    const double most = 0.999;
    struct option *items = options->items;
    double weights = 0, others = 0, left = time;
    uint32_t singles = rank_singles(options);
    bool is_any_open = singles < options->count;
    for (uint32_t i = 0; i < options->count && singles; i++) {
        weights += items[i].weight;
        others += items[i].is_single ? 0 : items[i].weight;
    }
    for (uint32_t i = 0; i < singles && weights > 0; i++) {
        struct option *option = &items[options->ranks[i].place];
        decide_single(option, option->weight * (time / weights), left, time, others <= 0);
        left -= option->share;
        is_any_open |= is_open(option);
    }
    for (uint32_t i = 0; i < options->count && !is_any_open && left > time * (1 - most); i++)
        items[i].is_elsewhere = false;
    return left > 0 ? left : 0;
}

/* The urgent ones that are open, the largest first. Returns how many. */
static uint32_t rank_urgent(const struct options *options)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < options->count; i++) {
        const struct option *option = &options->items[i];
        if (option->is_urgent && is_open(option))
            options->ranks[count++] = (struct rank){-option->limit, option->flow, i};
    }
    deal_rank(options->ranks, count);
    return count;
}

double deal_urgent(struct options *options, double time, double part)
{
    double left = time;
    uint32_t count = time > 0 ? rank_urgent(options) : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct option *option = &options->items[options->ranks[i].place];
        option->share = smaller(option->limit * part, time) * (left / time);
        left = larger(left - option->share, 0);
    }
    return left;
}

/* Whether the options can take what is in proportion to their weights, or must in any case. */
static bool are_unlimited(const struct option *options, uint32_t count, double time, double weights,
                          double limits)
{
    const double rounding = 1 + 1e-9;
    if (limits * rounding < time)
        return true;
    for (uint32_t i = 0; i < count; i++)
        if (is_open(&options[i]) && options[i].limit * weights < options[i].weight * time)
            return false;
    return true;
}

/* Those that are open, by how soon they reach their limit. Returns how many. */
static uint32_t rank_limits(const struct options *options)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < options->count; i++) {
        const struct option *option = &options->items[i];
        double soon = option->weight > 0 ? option->limit / option->weight : INFINITY;
        if (is_open(option))
            options->ranks[count++] = (struct rank){soon, option->flow, i};
    }
    deal_rank(options->ranks, count);
    return count;
}

/* Those that reach their limits leave more to the others. */
static void share_limited(struct options *options, double time, double weights)
{
    double left = time;
    uint32_t count = rank_limits(options);
    for (uint32_t i = 0; i < count && weights > 0; i++) {
        struct option *option = &options->items[options->ranks[i].place];
        double share = option->weight * (left > 0 ? left / weights : 0);
        option->share = smaller(share, option->limit);
        left -= option->share;
        weights -= option->weight;
    }
}

void deal_share(struct options *options, double time)
{
    struct option *items = options->items;
    uint32_t count = options->count;
    double weights = 0, limits = 0;
    for (uint32_t i = 0; i < count; i++) {
        weights += is_open(&items[i]) ? items[i].weight : 0;
        limits += is_open(&items[i]) ? items[i].limit : 0;
    }
    if (!(weights > 0))
        return;
    if (!are_unlimited(items, count, time, weights, limits)) {
        share_limited(options, time, weights);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        if (is_open(&items[i]))
            items[i].share = items[i].weight * (time / weights);
}
