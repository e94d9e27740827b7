#ifndef PROF2DOT_DOUBLES_H
#define PROF2DOT_DOUBLES_H

#include <stddef.h>

/* The value, or 0 where it is less or no number. */
static inline double doubles_not_negative(double value)
{
    return value > 0 ? value : 0;
}

/* Sorts numbers, the smallest first. */
void doubles_sort(double *values, size_t count);

/* Sorts numbers, the largest first. */
void doubles_sort_descending(double *values, size_t count);

/* The median of at least one number; sorts them. */
double doubles_median(double *values, size_t count);

#endif
