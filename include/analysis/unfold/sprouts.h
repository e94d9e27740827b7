#ifndef PROF2DOT_UNFOLD_SPROUTS_H
#define PROF2DOT_UNFOLD_SPROUTS_H

#include "analysis/flows/flows.h"

/* A block of a tree that still grows. Times are in flows.unit. */
struct sprout {
    uint32_t parent;
    uint32_t function; /* flows.functions for the root */
    uint32_t flow;     /* that led here; NO_FLOW for the root and where programs begin */
    uint32_t depth;
    uint32_t cut_count;
    uint32_t returns; /* the first of what returns from here or below: dealt.returns; 0: nothing */
    uint32_t first_hub, next_hub; /* the callees and siblings that are hubs and not opened yet; 0 */
    double calls;                 /* about how many are in it */
    double width;                 /* inclusive time, without what returns to it */
    double own;                   /* exclusive time */
    double gap;                   /* the part of the width that the file does not tell the use of */
    double cut;                   /* the part that goes to callees which were cut */
    double need;                  /* the part that is promised to callees already */
    double promise; /* about what `width` comes to with what returns to it or its callers */
    double gain;    /* by which the widths of its callees are to be raised for that */
    bool is_outer;  /* the function is not on the path above */
    bool is_open;   /* still waits to be unfolded */
};

/* Time of a call that is not followed: the function is on the path, and the time goes on there. A
   node of a heap, the deepest goal on top. */
struct back {
    uint32_t to; /* a sprout */
    uint32_t left, right;
    double time;
    double scale; /* of this and all below it in the heap: not yet applied */
};

/* What was dealt. Each sprout stands behind its parent; sprouts[0] is the root. */
struct dealt {
    struct sprout *sprouts;
    struct back *returns; /* [0] is unused */
    uint32_t count;
    uint32_t return_count;
};

/* When a tree has grown enough. */
struct deal_limits {
    double least;       /* width of a block, in flows.unit */
    uint32_t most;      /* blocks */
    double most_frames; /* sum of their depths */
};

#endif
