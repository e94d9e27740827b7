#ifndef PROF2DOT_UNFOLD_DEAL_H
#define PROF2DOT_UNFOLD_DEAL_H

#include "analysis/unfold/sprouts.h"

/* Deals the file's calls out to paths, largest first, so that what it says of each function and
   each pair is used up: see deal_open.h and deal_items.h. All memory is the flows' arena's. Time is
   bounded by limits.most, and by a number of steps of about a second. */
struct dealt deal_make(const struct flows *flows, const struct deal_limits *limits);

#endif
