#ifndef PROF2DOT_THROUGH_H
#define PROF2DOT_THROUGH_H

#include <stdbool.h>

#include "model/profile.h"

/* How much of each function's time is spent on paths through marked functions, as fractions from 0
   to 1 for each function: `below` one (those called by it, directly or not, and itself), and of the
   time that is not below one, `above` one. through_free. */
struct through {
    double *below, *above;
    bool *below_guessed, *above_guessed; /* the fraction rests on such a guess (see there) */
};

/* A call table does not tell paths apart: a function's time is taken to be shared out alike
   whichever way it was called: a guess where a function is called from several places. In
   cycles the fractions are those that settle when they are computed over and over. Linear but for
   that. */
struct through through_find(const struct profile *profile, const bool *marked);

/* Whether what a call passes on, to the named functions below it (or, without `above`, on behalf of
   those above it only), is such a guess. */
bool through_is_guessed(const struct profile *profile, const struct through *through,
                        const struct call *call, bool above);

void through_free(struct through *through);

#endif
