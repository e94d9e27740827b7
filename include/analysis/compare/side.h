#ifndef PROF2DOT_SIDE_H
#define PROF2DOT_SIDE_H

#include "model/profile.h"

/* What one function, or the whole profile, cost over the runs of a side. */
struct spread {
    double least, median, most;
    double deviation; /* the median distance from the median, as a standard deviation of normally
                         distributed values (times 1.4826); 0 of one run */
};

/* One side of a comparison: a program that was recorded once or several times. side_free. */
struct side {
    struct profile profile; /* of one run as it is; of several each function has the medians of
                               times and calls, each call the means */
    uint32_t runs;
    struct spread *own, *total, *calls; /* of each function; NULL of one run */
    struct spread whole;                /* of what 100 % is */
};

/* Makes a side of runs of the same program (at least one), which are freed. Functions of several
   runs are the same by file, line and name without addresses; where a run lacks one its numbers are
   0 there. Several runs lose their stacks and lines. Linear but for sorting. */
struct side side_make(struct profile *runs, uint32_t count);

void side_free(struct side *side);

#endif
