#ifndef PROF2DOT_SPINE_TREE_H
#define PROF2DOT_SPINE_TREE_H

#include "analysis/picture/outline.h"

enum spine_kind {
    SPINE_FUNCTION,  /* has its place here */
    SPINE_ELSEWHERE, /* is called, and has its place elsewhere */
    SPINE_BACK       /* the call closes a cycle */
};

#define SPINE_NONE UINT32_MAX

struct spine_row {
    uint32_t place; /* in the selection */
    uint32_t depth;
    enum spine_kind kind;
    double here; /* share of the total that comes by the caller above */
};

enum { SPINE_ROWS = 12 };

/* A function of the column, and what it leads to beside the column. */
struct spine_block {
    uint32_t place;    /* SPINE_NONE: the last block, of what the column does not lead to */
    double from_above; /* share of the total that comes from the block above; below 0: no call */
    bool residual;     /* it comes over functions that are not shown */
    struct spine_row rows[SPINE_ROWS];
    uint32_t row_count;
    double rest_own;     /* own time of functions that belong here without a row, in seconds */
    uint32_t rest_count; /* of how many */
};

/* The hot path as a column of blocks. The own times of the blocks' functions, of their rows of kind
   SPINE_FUNCTION and the rests add up to those of the profile. spine_tree_free. */
struct spine_tree {
    struct spine_block *blocks;
    uint32_t count;
};

/* Gives each selected function one place: on the hot path, else below the caller by which the way
   from the entry is widest (outline_link.on_tree). A block has the rows that most time goes to,
   each below its caller. `total` is what shares are of. Linear in links. */
struct spine_tree spine_tree_make(const struct profile *profile, const struct selection *selection,
                                  const struct outline *outline, double total);

void spine_tree_free(struct spine_tree *tree);

#endif
