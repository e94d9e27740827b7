#ifndef PROF2DOT_CALL_TREE_H
#define PROF2DOT_CALL_TREE_H

#include "analysis/tree/unfold.h"

/* The tree of calls that all views of a profile take from: the one that its stacks make, or, where
   it holds a table, the one that this is unfolded into. As fine as the finest view wants it.
   tree_free. */
struct tree call_tree_make(const struct profile *profile);

/* The part of a tree that a coarser view shows: blocks with at least that share of its weight, and
   at most about so many. What is left out is cut where it stood. tree_free. */
struct tree call_tree_coarser(const struct tree *tree, double least_share, uint32_t most_blocks);

/* The part of it that the report's page holds. tree_free. */
struct tree call_tree_of_page(const struct tree *tree);

#endif
