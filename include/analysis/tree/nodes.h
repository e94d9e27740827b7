#ifndef PROF2DOT_TREE_NODES_H
#define PROF2DOT_TREE_NODES_H

#include "analysis/tree/joining.h"

/* The sprouts as nodes: equal callees of one block become one. The arena's. */
struct nodes nodes_make(const struct flows *flows, const struct dealt *dealt, struct arena *arena);

/* Sums the widths up. */
void nodes_sum(struct nodes *nodes);

#endif
