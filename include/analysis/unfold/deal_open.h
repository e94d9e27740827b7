#ifndef PROF2DOT_UNFOLD_DEAL_OPEN_H
#define PROF2DOT_UNFOLD_DEAL_OPEN_H

#include "analysis/unfold/dealing.h"

/* Unfolds a block: it spends its part of its call's own time, and shares the rest out to its
   function's callees, each up to what is left of them. */
void deal_open(struct dealing *dealing, uint32_t sprout);

/* Unfolds the root: every function that time enters from nowhere. */
void deal_open_root(struct dealing *dealing);

#endif
