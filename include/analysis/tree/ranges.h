#ifndef PROF2DOT_TREE_RANGES_H
#define PROF2DOT_TREE_RANGES_H

#include "base/arena.h"

/* Numbers whose ranges are summed and scaled, in steps of the square root of their count. */
struct ranges {
    double *values;         /* each to be multiplied by the factor of its stretch */
    double *factors, *sums; /* of each stretch; the sum holds the factor */
    uint32_t count;
};

struct ranges ranges_make(struct arena *arena, uint32_t count);

/* Sets all factors to 1 and sums up the values, which the caller has set. */
void ranges_start(struct ranges *ranges);

/* Of the numbers from `first` to `end` - 1. */
double ranges_sum(const struct ranges *ranges, uint32_t first, uint32_t end);

void ranges_scale(struct ranges *ranges, uint32_t first, uint32_t end, double factor);

/* How much work a sum over that range is: a number of steps. */
uint32_t ranges_steps(uint32_t first, uint32_t end);

double ranges_value(const struct ranges *ranges, uint32_t index);

#endif
