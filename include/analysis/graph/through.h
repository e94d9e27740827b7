#ifndef PROF2DOT_THROUGH_H
#define PROF2DOT_THROUGH_H

#include <stdbool.h>

#include "model/profile.h"

/* How much of each function's time is spent on paths through marked functions, as fractions from 0
   to 1 for each function: `below` one (those called by it, directly or not, and itself), and of the
   time that is not below one, `above` one. through_free. */
struct through {
    double *below, *above;
    bool *below_guessed,
        *above_guessed; /* the fraction is a guess: some function on the way has several callers */
};

/* A call table does not distinguish paths, so the function assumes that a function spends its time
   in the same proportions for every caller. This is a guess where a function has several callers.
   In cycles the fractions are computed again until they settle; linear otherwise. */
struct through through_find(const struct profile *profile, const bool *marked);

/* Whether the share of a call's time that counts is a guess: below marked functions, or, with
   `above`, below or above them. */
bool through_is_guessed(const struct profile *profile, const struct through *through,
                        const struct call *call, bool above);

void through_free(struct through *through);

#endif
