#ifndef PROF2DOT_UNFOLD_DEAL_WEIGHTS_H
#define PROF2DOT_UNFOLD_DEAL_WEIGHTS_H

#include "analysis/unfold/dealing.h"

/* Weighs the options of a block of a solid function for `time` and `calls` of the function's `all`
   calls that are left. In blocks that take longer than others dear callees are called more often:
   of n calls that take t each, n * q * e^(l * t) / (1 - q + q * e^(l * t)), q = calls / all, with
   the l for which the expected times sum up to `time`. */
void deal_tilt(struct options *options, double time, double calls, double all);

/* Decides which single calls lie in this block as a whole and which do not at all; sets `share` of
   the first and is_elsewhere of the others. Returns what is left of `time`. */
double deal_singles(struct options *options, double time);

/* Shares time out to the urgent options: their limits times `part`, the block's part of all blocks
   that can make them; each after the first in what the larger ones leave, for the rest lies below
   those. Returns what is left of `time`. */
double deal_urgent(struct options *options, double time, double part);

/* Shares time out to the options that have no share yet, in proportion to their weights, up to
   their limits; where these sum up to less, they are raised. */
void deal_share(struct options *options, double time);

/* Sorts by key, then by flow; what is in order by key stays as it is: thousands of single calls of
   a hub have the same. */
void deal_rank(struct rank *ranks, uint32_t count);

#endif
