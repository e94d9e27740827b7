#ifndef PROF2DOT_UNFOLD_RETURNS_H
#define PROF2DOT_UNFOLD_RETURNS_H

#include "analysis/unfold/sprouts.h"

/* Joins two heaps of returns; returns the top. */
uint32_t returns_join(struct back *returns, uint32_t a, uint32_t b);

/* Lets time go on where it returned to: all below that block grows by what comes back to it, again
   and again, as loops are erased from a random walk (G. Lawler, "A self-avoiding random walk",
   1980). Afterwards no sprout has returns; widths are not kept up. */
void returns_follow(struct dealt *dealt, struct arena *arena);

#endif
