#ifndef PROF2DOT_CHOOSE_H
#define PROF2DOT_CHOOSE_H

#include <stdbool.h>

#include "model/profile.h"

/* Marks in `chosen` (flags that are false, one for each function) `most` of the `count` candidates
   (more than that), so that they hold nearly as much own time as any `most` could and still show
   how the program gets there: first the pinned ones, then by own time until 95 percent of what can
   be held are, or seven tenths of the room are taken, then those where paths branch and meet:
   google/pprof's score (internal/graph/graph.go), inclusive time weighed by the entropies of what
   comes in and what goes out. Fewer than `most` if the rest only passes time on. Ties are settled by
   key; `total` is what shares are of. */
void choose_functions(const struct profile *profile, double total, const bool *pinned,
                      const uint32_t *candidates, uint32_t count, uint32_t most, bool *chosen);

#endif
