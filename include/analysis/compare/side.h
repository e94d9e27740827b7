#ifndef PROF2DOT_SIDE_H
#define PROF2DOT_SIDE_H

#include "model/profile.h"

/* What the whole profile cost over the runs of a side. */
struct spread {
    double least, median, most;
};

/* One side of a comparison: a program that was recorded once or several times. side_free. */
struct side {
    struct profile profile; /* of one run as it is; of several each function has the medians of
                               times and calls, each call the means */
    uint32_t runs;
    double *own, *total, *calls; /* of function f in run r: [f * runs + r]; NULL of one run */
    double *whole_of;            /* of each run: what 100 % is */
    struct spread whole;
};

/* Makes a side of runs of the same program (at least one), which are freed. Functions of several
   runs are the same by file, line and name without addresses; where a run lacks one its numbers are
   0 there. Several runs lose their stacks and lines. Linear but for sorting. */
struct side side_make(struct profile *runs, uint32_t count);

void side_free(struct side *side);

#endif
