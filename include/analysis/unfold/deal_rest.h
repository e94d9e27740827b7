#ifndef PROF2DOT_UNFOLD_DEAL_REST_H
#define PROF2DOT_UNFOLD_DEAL_REST_H

#include "analysis/unfold/dealing.h"

/* Adds a block for each call whose callee spends time that matters there, but which no block stands
   for: all its blocks were too small, or the file's totals led to none. It lies below the widest
   block of its caller, or of nothing. Linear, up to 4 times. */
void deal_rest(struct dealing *dealing);

#endif
