#ifndef PROF2DOT_NOISE_H
#define PROF2DOT_NOISE_H

#include "analysis/compare/match.h"
#include "analysis/compare/side.h"

/* Several runs a side: a time has changed if the means of the two sides, without the fastest and
   the slowest fifth of the runs, differ by this part of the larger one, by this share of the total,
   and by so many standard deviations as chance hardly reaches in any of the functions. */
#define NOISE_LEAST_PART 0.05
#define NOISE_LEAST_SHARE 0.005

/* Runs of one side that are all slower than all of the other, by more than this part, in most
   functions, are a change; what is less is another speed of the machine. */
#define NOISE_MOST_SPEED 0.1

enum cost { COST_OWN, COST_TOTAL };

/* What is known of the noise of two sides that were recorded several times each. noise_free. */
struct noise {
    const struct side *sides[2];
    double *scale[2];     /* of each run: what sets its times to the speed of the others */
    double speed;         /* what a run took after against one before, throughout: 1.1: longer */
    bool is_change;       /* `speed` counts as a change: the times keep it */
    double unlike;        /* standard deviation, as a part, from functions that do not follow the
                             machine's speed alike */
    double usual[2];      /* by cost: the median of the functions' standard deviations, as parts */
    double deviations[2]; /* by cost: how many of them a change has to be */
    double total;         /* the larger one of both sides */
};

/* Sets all runs to one speed: by the median over the functions that cost and were called equally
   often in each run, of what the run took for them. A run's other half of the noise is judged by
   the functions. Both sides have two runs or more, and live longer. Linear but for sorting. */
struct noise noise_make(const struct side *before, const struct side *after,
                        const struct match *match);

/* Whether a function's time grew (1) or shrank (-1) by more than the noise; 0: not. Either function
   may be MATCH_NOBODY, which takes no time. */
int noise_direction(const struct noise *noise, enum cost cost, uint32_t before, uint32_t after);

/* The same of the total. */
int noise_whole_direction(const struct noise *noise);

void noise_free(struct noise *noise);

#endif
