#ifndef PROF2DOT_DIFFERENCE_H
#define PROF2DOT_DIFFERENCE_H

#include "analysis/compare/change.h"

/* The call graph of two profiles together, whose costs are how much they changed; difference_free.
   A profile of functions that are chosen and drawn by the size of their change. */
struct difference {
    struct profile profile;        /* costs: the size of what changed beyond the noise */
    const struct change **changes; /* of each function */
    double *call_times;            /* of each call: what its time changed by, with its sign */
    int64_t *call_counts;          /* and how many calls more there are */
    double most;                   /* the largest change of a function's total time */
};

/* Calls whose time changed by less than this part of the largest change lead nowhere: all that any
   function calls or imports would hang together by noise. */
#define DIFFERENCE_LEAST_CALL 0.002

/* Which changes count. */
enum difference_way { DIFFERENCE_BOTH, DIFFERENCE_SLOWER, DIFFERENCE_FASTER };

/* Puts both sides together. Names are those of `shown`, before and after: the same functions as
   they are to be seen. Linear. */
struct difference difference_make(const struct changes *changes,
                                  const struct profile *const shown[2], enum difference_way way);

void difference_free(struct difference *difference);

#endif
