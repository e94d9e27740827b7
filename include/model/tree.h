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
    double weight;      /* inclusive time: own + gap + cut + the weights of the callees */
    double own;         /* exclusive time */
    double gap;         /* time that the file does not tell the use of: it lost entries */
    double cut;         /* inclusive time of the callees that were cut */
    double low, high;   /* bounds of `weight`, given the parent's weight */
    bool estimated;     /* they are more than a tenth of it apart */
    bool guessed_place; /* the weight is known, but the block may belong below another caller */
};

#define TREE_ROOT UINT32_MAX

/* A calling-context tree in preorder. A root, which stands for no function, over all others; each
   block is followed by its callees, the heaviest first, each with all below it:

       blocks   [0] root 10                       depth 0
                [1]   main 10, own 1                    1
                [2]     walk 6, own 1                   2
                [3]       walk 3, own 3                 3    recursion stands below itself
                [4]       read 2, own 2                 3
                [5]     read 2, own 2                   2
                        gap 1                                main's: 1 + 6 + 2 + 1 = 10

   What always holds: there is a root; parents stand before their callees; no two callees of one
   block are of one function; a block's weight is its own time, its gap, what was cut and the sum of
   its callees; the root's own time is 0. Of a profile that holds stacks all times are exact. Of one
   that holds a table of calls the tree is worked out (analysis/tree/unfold.h). Owns its array:
   tree_free. */
struct tree {
    struct block *blocks;
    uint32_t count;
};

void tree_free(struct tree *tree);

/* For each block the nearest one of a marked function against the calls, which may be the block
   itself; 0 where there is none. The caller's to free. Linear. */
uint32_t *tree_nearest(const struct tree *tree, const bool *marked);

/* The own time of each function in all its blocks, in seconds: the table's, but for what was cut.
   The caller's to free. Linear. */
double *tree_own(const struct tree *tree, uint32_t function_count);

#endif
