#ifndef PROF2DOT_TREE_RANGES_H
#define PROF2DOT_TREE_RANGES_H

#include "base/arena.h"

/* The square root of 4,000 to 30,000 numbers, about. */
enum { RANGES_STRETCH = 64 };

/* Numbers whose ranges are summed and scaled, in steps of the square root of their count. */
struct ranges {
    double *values;         /* each to be multiplied by the factor of its stretch */
    double *factors, *sums; /* of each stretch; the sum holds the factor */
    uint32_t count;
};

struct ranges ranges_make(struct arena *arena, uint32_t count);

/* Sets all factors to 1 and sums up the values, which the caller has set. */
void ranges_start(struct ranges *ranges);

/* Multiplies the values by the factors: they are the numbers until the next start. */
void ranges_finish(struct ranges *ranges);

/* As ranges_sum and ranges_scale, for any number of numbers. */
double ranges_sum_long(const struct ranges *ranges, uint32_t first, uint32_t end);
void ranges_scale_long(struct ranges *ranges, uint32_t first, uint32_t end, double factor);

/* Of the numbers from `first` to `end` - 1. Most ranges hold one. */
static inline double ranges_sum(const struct ranges *ranges, uint32_t first, uint32_t end)
{
    return end - first > 1 ? ranges_sum_long(ranges, first, end)
                           : ranges->values[first] * ranges->factors[first / RANGES_STRETCH];
}

static inline void ranges_scale(struct ranges *ranges, uint32_t first, uint32_t end, double factor)
{
    if (end - first > 1) {
        ranges_scale_long(ranges, first, end, factor);
        return;
    }
    uint32_t stretch = first / RANGES_STRETCH;
    double value = ranges->values[first];
    ranges->values[first] = value * factor;
    ranges->sums[stretch] += (value * factor - value) * ranges->factors[stretch];
}

/* How much work a sum over that range is: a number of steps. */
uint32_t ranges_steps(uint32_t first, uint32_t end);

#endif
