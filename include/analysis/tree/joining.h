#ifndef PROF2DOT_TREE_JOINING_H
#define PROF2DOT_TREE_JOINING_H

#include "analysis/unfold/sprouts.h"

/* A block of a tree whose structure is settled, in preorder: what lies below nodes[i] is nodes[i +
   1] to nodes[end - 1]. Times are in flows.unit. */
struct node {
    uint32_t parent, end, depth;
    uint32_t function; /* flows.functions for the root */
    uint32_t flow;     /* NO_FLOW for the root and where programs begin */
    uint32_t cut_count;
    double own, gap, cut;
    double width;           /* of it and all below; 0 until nodes_sum */
    bool is_outer_function; /* its function is not on the path above */
    bool is_outer_pair;     /* nor is the call that led to it */
};

struct nodes {
    struct node *items;
    uint32_t count;
};

/* Joins sprouts: equal callees of one block become one, and so do all blocks of a call that was
   made once, where its widest lies. Each node stands behind its parent; `end`, and what is
   outermost, are not set. The arena's. */
struct nodes join_sprouts(const struct flows *flows, const struct dealt *dealt,
                          struct arena *arena);

#endif
