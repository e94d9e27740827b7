#ifndef PROF2DOT_UNFOLD_DEAL_OPEN_H
#define PROF2DOT_UNFOLD_DEAL_OPEN_H

#include "analysis/unfold/dealing.h"

/* A call that the block may make which is being opened. */
struct option {
    uint32_t flow;
    enum nesting nesting;
    double mass;       /* what is left of the flow */
    double calls_left; /* and of its calls */
    double weight;     /* in proportion to which the block's time is shared out */
    double limit;      /* what the call can take */
    double share;      /* what it gets */
    double calls;      /* how many calls that is */
    bool is_single;    /* one call, to a function that is never called while it runs */
    bool is_elsewhere; /* its single call lies in another block */
};

/* Unfolds a block: it spends its part of its call's own time, and shares the rest out to its
   function's callees, each up to what is left of them. */
void deal_open(struct dealing *dealing, uint32_t sprout);

/* Unfolds the root: every function that time enters from nowhere. */
void deal_open_root(struct dealing *dealing);

#endif
