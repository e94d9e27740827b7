#include "base/doubles.h"

#include <stdlib.h>

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

static int compare_descending(const void *left, const void *right)
{
    return compare(right, left);
}

void doubles_sort(double *values, size_t count)
{
    if (count > 1)
        qsort(values, count, sizeof *values, compare);
}

void doubles_sort_descending(double *values, size_t count)
{
    if (count > 1)
        qsort(values, count, sizeof *values, compare_descending);
}

double doubles_median(double *values, size_t count)
{
    doubles_sort(values, count);
    double high = values[count / 2];
    double low = values[(count - 1) / 2];
    return low + (high - low) / 2;
}
