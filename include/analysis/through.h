#ifndef PROF2DOT_THROUGH_H
#define PROF2DOT_THROUGH_H

#include <stdbool.h>

#include "model/profile.h"

/* How much of each function's time is spent on paths through marked functions, as fractions from 0
   to 1 for each function: `below` one (those called by it, directly or not, and itself), and of the
   time that is not below one, `above` one. through_free. */
struct through {
    double *below, *above;
};

/* A call table does not tell paths apart: a function's time is taken to be shared out alike
   whichever way it was called, which is exact where each function is called from one place. In
   cycles the fractions are those that settle when they are computed over and over. Linear but for
   that. */
struct through through_find(const struct profile *profile, const bool *marked);

void through_free(struct through *through);

#endif
