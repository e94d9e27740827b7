#ifndef PROF2DOT_TOLD_H
#define PROF2DOT_TOLD_H

#include "model/profile.h"
#include "model/tree.h"

/* Whether a table tells what calls take: the tree of a profile with stacks is exact by itself, and
   where threads are mixed in one table no inclusive time is right. */
bool told_by_table(const struct profile *profile);

/* The inclusive cost that is told of each block of `tree`, in the profile's unit; the caller's to
   free. A tree that is worked out from a table is off by a little where calls go in circles. Where
   the table itself tells a block's cost, that is the one: the block is the only one of its function
   and has all calls of it, or its caller has and the block is all of that call. So a tree, a table
   and a summary tell one figure of one call. `whole` is the tree that `tree` is a coarser view of,
   or the same: its blocks are counted. Linear. */
double *told_costs(const struct profile *profile, const struct tree *tree,
                   const struct tree *whole);

#endif
