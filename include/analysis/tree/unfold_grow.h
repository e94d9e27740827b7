#ifndef PROF2DOT_UNFOLD_GROW_H
#define PROF2DOT_UNFOLD_GROW_H

#include "analysis/tree/unfold_flow.h"

/* A block of a tree that is still growing: times are in flows.unit seconds, and do not yet hold
   what comes back to it. */
struct sprout {
    uint32_t parent;
    uint32_t junction; /* its function, or flows.count for the root */
    uint32_t flow;     /* that led here; UINT32_MAX for the root */
    uint32_t depth;
    uint32_t cut_count;
    uint32_t back;  /* the first of what goes back from here: index into backs; NO_BACK: nothing */
    double weight;  /* inclusive time */
    double promise; /* about what `weight` comes to with what comes back to it or its callers */
    double gain;    /* by which the weights of its callees are to be raised for theirs */
    double own;     /* exclusive time */
    double below;   /* weight - own */
    double cut;     /* the part of `below` that goes to callees which were cut */
};

#define NO_BACK UINT32_MAX

/* Time that a call takes to a function which is on the path already. Recursion is folded: it goes
   on there. */
struct back {
    uint32_t to; /* the sprout where it goes on, above the one that it comes from */
    uint32_t next;
    double own, below; /* as of a sprout */
};

/* Each sprout stands behind its parent. */
struct growth {
    struct sprout *sprouts;
    struct back *backs; /* of each sprout a list, the deepest goal first */
    uint32_t count, back_count;
};

/* When a tree has grown enough. */
struct grow_limits {
    double least;       /* weight of a block, in flows.unit seconds */
    uint32_t most;      /* blocks */
    double most_frames; /* sum of their depths */
};

/* Unfolds the flows from where the program begins, the most promising block first. A block's time
   below it is shared out to its callees in proportion to their masses; functions that are never
   called while they run get nothing where they are on the path. growth_free. */
struct growth growth_make(const struct flows *flows, const struct grow_limits *limits);

void growth_free(struct growth *growth);

#endif
