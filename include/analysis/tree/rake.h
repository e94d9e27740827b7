#ifndef PROF2DOT_TREE_RAKE_H
#define PROF2DOT_TREE_RAKE_H

#include "analysis/tree/nodes.h"

/* Fits the times of a finished tree to the file, its structure unchanged: over and over, what lies
   in the outermost blocks of each function is scaled to the function's total, what lies in those of
   each pair to the pair's, largest first; then own times to those of each pair, and at last to
   those of each function, which are then exact (after W. Deming, F. Stephan, 1940). What was cut
   shrinks or grows to what `total` leaves. Sums the widths up. About
   32 sweeps, and 0.3 s at most.
 */
void rake(const struct flows *flows, struct nodes *nodes, double total, struct arena *arena);

#endif
