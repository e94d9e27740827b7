#ifndef PROF2DOT_JOINED_TREE_H
#define PROF2DOT_JOINED_TREE_H

#include "analysis/compare/joined.h"
#include "model/tree.h"

/* What a path took before and after: all of it, and the function itself. */
struct joined_block {
    double weight[2], own[2];
};

/* The trees of both sides on one base. A block stands for the same path on both; its times are those
   before and after together, so that what is gone and what is new both have their place. Functions
   are those of struct joined. joined_tree_free. */
struct joined_tree {
    struct tree tree;
    struct joined_block *sides; /* of each block */
};

/* Joins trees of the profiles before and after. Linear but for sorting callees. */
struct joined_tree joined_tree_make(const struct joined *joined, const struct tree *before,
                                    const struct tree *after);

void joined_tree_free(struct joined_tree *joined);

#endif
