#ifndef PROF2DOT_TREE_H
#define PROF2DOT_TREE_H

#include <stdbool.h>
#include <stdint.h>

/* A function on one path of calls, with all that it calls there. Times are in seconds and never
   negative. */
struct block {
    uint32_t parent;    /* index of the block that it is called from; 0 for the root */
    uint32_t function;  /* index into profile.functions; TREE_ROOT for the root */
    uint32_t depth;     /* 0 for the root */
    uint32_t cut_count; /* callees that were cut here */
    double weight;      /* inclusive time: own + cut + the weights of the callees */
    double own;         /* exclusive time */
    double cut;         /* inclusive time of the callees that were cut */
    double low, high;   /* bounds of `weight` as far as the profile tells */
    bool estimated;     /* they are more than a thousandth of it apart */
};

#define TREE_ROOT UINT32_MAX

/* A calling-context tree: blocks[0] is a root over all others that stands for no function; each
   block is followed by its callees, the heaviest first, each with all below it (preorder). There is
   always a root. Recursion is folded, so that no function stands twice on a path, unless the tree
   is of sampled stacks. Owns its array: tree_free. */
struct tree {
    struct block *blocks;
    uint32_t count;
};

void tree_free(struct tree *tree);

#endif
