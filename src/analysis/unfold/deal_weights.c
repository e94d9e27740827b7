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

/* What does not depend on the slope. */
struct tilted {
    double left;  /* calls of the option */
    double time;  /* of one of them; where there are none, of all that the block makes */
    double calls; /* that the block makes without a slope */
    double part;  /* of all calls of the function that make one of these */
    double least; /* calls, for the other blocks have no room for more */
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

/* The time that a block is expected to spend on an option, for a slope of 0 or another. */
static double expect_time(const struct tilt *tilt, const struct tilted *option, double slope)
{
    double q = option->part;
    if (option->left <= 0)
        return option->time;
    double raised = exp(slope * option->time / tilt->longest);
    double calls = option->calls * raised;
    if (q <= 1)
        calls = larger(calls / (1 - q + q * raised), option->least);
    return smaller(calls, option->left) * option->time;
}

/* No further than to a sum above `most`. */
static double expect_sum(const struct tilt *tilt, const struct tilted *options, uint32_t count,
                         double slope, double most)
{
    double sum = 0;
    for (uint32_t i = 0; i < count && !(sum > most); i++)
        sum += expect_time(tilt, &options[i], slope);
    return sum;
}

static double find_slope(const struct tilt *tilt, const struct tilted *options, uint32_t count,
                         double time)
{
    enum { HALVINGS = 40 };
    const double near = 1e-4, too_much = 1.001;
    double low = -30, high = 30;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        double sum = expect_sum(tilt, options, count, middle, time * too_much);
        if (fabs(sum - time) <= time * near)
            return middle;
        if (sum < time)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

static void weigh(const struct tilt *tilt, struct option *options, uint32_t count, double time)
{
    const double least = 1e-6;
    struct tilted *tilted = memory_new(count, sizeof *tilted);
    for (uint32_t i = 0; i < count; i++)
        tilted[i] = find_tilted(tilt, &options[i]);
    double slope = find_slope(tilt, tilted, count, time);
    for (uint32_t i = 0; i < count; i++) {
        struct option *option = &options[i];
        option->weight = larger(expect_time(tilt, &tilted[i], slope), option->weight * least);
        option->calls = option->weight / option->mass * option->calls_left;
    }
    free(tilted);
}

void deal_tilt(struct option *options, uint32_t count, double time, double calls, double all)
{
    const double few = 1.0001;
    struct tilt tilt = {calls, all, 0};
    if (!(calls > 0) || all <= calls * few || !(time > 0))
        return;
    for (uint32_t i = 0; i < count; i++)
        if (options[i].calls_left > 0)
            tilt.longest = larger(tilt.longest, options[i].mass / options[i].calls_left);
    if (tilt.longest > 0)
        weigh(&tilt, options, count, time);
}

static bool is_open(const struct option *option)
{
    return !option->is_elsewhere && option->share <= 0;
}

/* Singles first, those with the largest part of their time first. */
static int compare_singles(const void *left, const void *right)
{
    const struct option *a = left, *b = right;
    if (a->is_single != b->is_single)
        return a->is_single ? -1 : 1;
    double a_part = a->weight * b->mass, b_part = b->weight * a->mass;
    if (a->is_single && a_part != b_part)
        return a_part > b_part ? -1 : 1;
    return (a->flow > b->flow) - (a->flow < b->flow);
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

double deal_singles(struct option *options, uint32_t count, double time)
{
    const double most = 0.999;
    double weights = 0, others = 0, left = time;
    bool is_any_open = false;
    if (count > 1)
        qsort(options, count, sizeof *options, compare_singles);
    for (uint32_t i = 0; i < count; i++) {
        weights += options[i].weight;
        others += options[i].is_single ? 0 : options[i].weight;
    }
    for (uint32_t i = 0; i < count && weights > 0; i++) {
        struct option *option = &options[i];
        if (option->is_single)
            decide_single(option, option->weight * (time / weights), left, time, others <= 0);
        left -= option->share;
        is_any_open |= is_open(option);
    }
    for (uint32_t i = 0; i < count && !is_any_open && left > time * (1 - most); i++)
        options[i].is_elsewhere = false;
    return left > 0 ? left : 0;
}

/* Urgent ones first, the largest first. */
static int compare_urgent(const void *left, const void *right)
{
    const struct option *a = left, *b = right;
    if (a->is_urgent != b->is_urgent)
        return a->is_urgent ? -1 : 1;
    if (a->limit != b->limit)
        return a->limit > b->limit ? -1 : 1;
    return (a->flow > b->flow) - (a->flow < b->flow);
}

double deal_urgent(struct option *options, uint32_t count, double time, double part)
{
    double left = time;
    bool any = false;
    for (uint32_t i = 0; i < count && !any; i++)
        any = options[i].is_urgent;
    if (!any || !(time > 0))
        return time;
    if (count > 1)
        qsort(options, count, sizeof *options, compare_urgent);
    for (uint32_t i = 0; i < count && options[i].is_urgent; i++) {
        if (!is_open(&options[i]))
            continue;
        options[i].share = smaller(options[i].limit * part, time) * (left / time);
        left = larger(left - options[i].share, 0);
    }
    return left;
}

/* Those that are open first, by how soon they reach their limit. */
static int compare_limits(const void *left, const void *right)
{
    const struct option *a = left, *b = right;
    if (is_open(a) != is_open(b))
        return is_open(a) ? -1 : 1;
    double a_limit = a->limit * b->weight, b_limit = b->limit * a->weight;
    if (a_limit != b_limit)
        return a_limit < b_limit ? -1 : 1;
    return (a->flow > b->flow) - (a->flow < b->flow);
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

/* Those that reach their limits leave more to the others. */
static void share_limited(struct option *options, uint32_t count, double time, double weights)
{
    double left = time;
    if (count > 1)
        qsort(options, count, sizeof *options, compare_limits);
    for (uint32_t i = 0; i < count && is_open(&options[i]) && weights > 0; i++) {
        struct option *option = &options[i];
        double share = option->weight * (left > 0 ? left / weights : 0);
        option->share = smaller(share, option->limit);
        left -= option->share;
        weights -= option->weight;
    }
}

void deal_share(struct option *options, uint32_t count, double time)
{
    double weights = 0, limits = 0;
    for (uint32_t i = 0; i < count; i++) {
        weights += is_open(&options[i]) ? options[i].weight : 0;
        limits += is_open(&options[i]) ? options[i].limit : 0;
    }
    if (!(weights > 0))
        return;
    if (!are_unlimited(options, count, time, weights, limits)) {
        share_limited(options, count, time, weights);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        if (is_open(&options[i]))
            options[i].share = options[i].weight * (time / weights);
}
