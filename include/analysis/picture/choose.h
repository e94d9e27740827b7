#ifndef PROF2DOT_CHOOSE_H
#define PROF2DOT_CHOOSE_H

#include <stdbool.h>

#include "model/profile.h"

/* What is chosen from, and by what. */
struct choose_options {
    const struct profile *profile;
    double total;       /* seconds that shares are of */
    const bool *pinned; /* of each function: comes first */
    const bool *is_own; /* of each function: the user's own code; NULL: none is */
    bool for_ledger;    /* what costs little room need not be seen as a box */
};

/* Marks in `chosen` (flags that are false, one for each function) `most` of the `count` candidates
   (more than that), so that they hold nearly as much own time as any `most` could and still show
   how the program gets there: first the pinned ones, then by own time until 95 percent of what can
   be held are, or seven tenths of the room are taken (99 percent and nine tenths for a ledger),
   then those where paths branch and meet: google/pprof's score (internal/graph/graph.go), inclusive
   time weighed by the entropies of what comes in and what goes out; the user's own code counts more
   than what it calls. Fewer than `most` if the rest only passes time on. Ties are settled by calls,
   which alone tell functions apart in a profile without any time, then by key. */
void choose_functions(const struct choose_options *options, const uint32_t *candidates,
                      uint32_t count, uint32_t most, bool *chosen);

#endif
