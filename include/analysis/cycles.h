#ifndef PROF2DOT_CYCLES_H
#define PROF2DOT_CYCLES_H

#include "model/profile.h"

/* Numbers the strongly connected components of the call graph: component[f] for each function,
   callees before callers. Functions marked in `without` (unless NULL) are left out, as if nothing
   called them. Returns how many components there are. R. Tarjan, "Depth-first search and linear
   graph algorithms", 1972, with a stack of its own in place of recursion; linear. */
uint32_t cycles_find(const struct profile *profile, const bool *without, uint32_t *component);

#endif
