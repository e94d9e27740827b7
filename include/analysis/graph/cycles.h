#ifndef PROF2DOT_CYCLES_H
#define PROF2DOT_CYCLES_H

#include "model/profile.h"

/* A directed graph: node i leads to heads[first[i]] to heads[first[i + 1] - 1]. */
struct successors {
    uint32_t count;
    const uint32_t *first, *heads;
};

/* Numbers the strongly connected components of a graph: component[i] for each node, those that are
   led to before those that lead there. Nodes marked in `without` (unless NULL) are left out, as if
   nothing led to them. Returns how many components there are. R. Tarjan, "Depth-first search and
   linear graph algorithms", 1972, with a stack of its own in place of recursion; linear. */
uint32_t cycles_find(const struct successors *graph, const bool *without, uint32_t *component);

/* Those of a profile's calls. They are found once and stay with the profile, which owns them. */
const struct components *cycles_components(const struct profile *profile);

/* The same without some functions: component[i] is UINT32_MAX for these. */
uint32_t cycles_without(const struct profile *profile, const bool *without, uint32_t *component);

/* The same for the functions that are marked, by their calls among each other: component[i] is
   UINT32_MAX for the others. */
void cycles_among(const struct profile *profile, const bool *marked, uint32_t *component);

/* Lists `count` nodes by their components: (*members)[first[c]] to (*members)[first[c + 1] - 1] are
   those of c, ascending; nodes that were left out are in none. Returns `first`; both arrays are the
   caller's to free. */
uint32_t *cycles_group(const uint32_t *component, uint32_t count, uint32_t components,
                       uint32_t **members);

#endif
