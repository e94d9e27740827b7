#ifndef PROF2DOT_PAIRS_H
#define PROF2DOT_PAIRS_H

#include <stddef.h>

#include "model/profile.h"
#include "model/tree.h"

/* What the tree tells of the calls of one function by another. Times are in seconds. */
struct pair {
    uint32_t caller, callee; /* caller: TREE_ROOT where no function calls it */
    double all;              /* time of the calls: of the blocks that are not below another one of
                                the pair */
    double part;             /* what is wanted of it */
    double guessed;          /* of the time, what may belong elsewhere */
};

/* Owns its array: free(items). */
struct pairs {
    struct pair *items; /* by caller, then callee */
    size_t count;
};

/* What is wanted of a block. */
struct pair_part {
    bool is_wanted; /* else nothing is known of the block */
    double part, guessed;
};

/* Sums up what is wanted of the tree's blocks, one for each of these, by pairs of functions. Linear
   but for sorting, and for depths. */
struct pairs pairs_find(const struct tree *tree, const struct pair_part *parts);

/* The pair of a call, or NULL. */
const struct pair *pairs_of_call(const struct pairs *pairs, const struct call *call);

/* The part of the table's time of a call that is wanted: all of it where the tree has no block. */
double pairs_share(const struct pair *pair, double time);

#endif
