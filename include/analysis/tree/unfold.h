#ifndef PROF2DOT_UNFOLD_H
#define PROF2DOT_UNFOLD_H

#include "model/profile.h"
#include "model/tree.h"

/* How far a tree is unfolded. */
struct unfold_options {
    double total;         /* seconds that shares are of; 0: the sum of the tree */
    double least_share;   /* callees below this share are cut (in recursion, about) */
    uint32_t most_blocks; /* at most so many blocks, the heaviest; 0: no limit */
    double most_frames;   /* and so large a sum of their depths; 0: no limit */
};

/* The tree of calls that a table of calls may well have come from: each function treats all its
   callers alike, and spends on its callees in proportion to their masses (unfold_mass.h). Recursion
   is folded as loops are erased from a random walk (G. Lawler, "A self-avoiding random walk",
   1980): what leads to a function on the path goes on there. On a profile without cycles the tree
   adds up to the table; always to the sum of its own times, those below zero taken as 0. Never
   fails. tree_free. */
struct tree unfold_profile(const struct profile *profile, const struct unfold_options *options);

#endif
