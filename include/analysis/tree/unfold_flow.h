#ifndef PROF2DOT_UNFOLD_FLOW_H
#define PROF2DOT_UNFOLD_FLOW_H

#include "model/profile.h"

/* What leads from a function, or from nowhere, to another. Times are in flows.unit seconds. */
struct flow {
    uint32_t callee;
    bool inner;   /* within a cycle */
    double mass;  /* in proportion to which a caller's time below it is shared out */
    double own;   /* the share of the callee's time that it then spends itself: 0 to 1 */
    double total; /* inclusive time as the profile has it */
    double most;  /* the same; more where `total` is but a guess */
    double spent; /* and exclusive time */
};

/* A function as what enters it sees it. */
struct junction {
    uint32_t first, inner_end, end; /* its flows: those within its cycle, then the others; each by
                                       falling mass */
    double mass;                    /* sum of theirs */
    double total;                   /* and of what they have as inclusive time */
    double entering;                /* inclusive time of all that leads here */
    double repeated;                /* own time in calls to itself */
    double running;                 /* inclusive time as the profile has it */
    double nested;                  /* at most so much of it is in activations within others */
    double gain; /* about how many times what enters passes here, by recursion: 1 or more */
    bool once;   /* never called while it runs */
    uint32_t component;
};

/* The calls of a profile as flows of time. Junction `count` is where programs begin: it leads to
   every function whose time no call explains. */
struct flows {
    double unit; /* seconds */
    double own;  /* sum of exclusive times */
    struct flow *items;
    struct junction *junctions;
    uint32_t count; /* of functions */
};

/* flows_free. */
struct flows flows_make(const struct profile *profile);

void flows_free(struct flows *flows);

#endif
