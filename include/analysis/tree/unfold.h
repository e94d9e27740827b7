#ifndef PROF2DOT_UNFOLD_H
#define PROF2DOT_UNFOLD_H

#include "model/profile.h"
#include "model/tree.h"

/* How far a tree is unfolded. */
struct unfold_options {
    double least_share;   /* callees below this share of the total are cut (in recursion, about) */
    uint32_t most_blocks; /* at most about so many blocks; 0: no limit */
    double most_frames;   /* and so large a sum of their depths; 0: no limit */
};

/* A tree of calls that a table of calls may well have come from. What the table tells exactly, the
   tree shows exactly, or as nearly as one tree can:
     - own times of a function's blocks add up to its own time, and directly below one caller to
       that of the call;
     - outermost blocks of a function add up to its total, and those of a call to the call's;
     - a function that is never called while it runs stands once on a path, and a single call is one
       block, where it fits.
   Recursion stays in the tree, unless it can be folded without breaking these laws.

   Calls are dealt out to paths, the largest first, each as often as the table has it (deal.h in
   analysis/unfold); then the times of the finished tree are fitted to the table (rake.h). Time that
   the table contradicts itself about is a gap. The root's weight is profile_totals' total, but no
   more than own times and gaps add up to. Times below zero count as none. Takes time linear in the
   table, but for sorting, plus at most about a second. Never fails. tree_free. */
struct tree unfold_profile(const struct profile *profile, const struct unfold_options *options);

#endif
