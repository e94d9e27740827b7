#ifndef PROF2DOT_DOT_FRONT_H
#define PROF2DOT_DOT_FRONT_H

#include "view/graph/callgraph.h"

/* Appends the head of a ledger picture, as the graph's label: at the left what the profile comes
   down to, at the right the colour key and what the signs mean. */
void dot_front(const struct callgraph *graph, struct buf *out);

#endif
