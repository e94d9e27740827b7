#ifndef PROF2DOT_PLACES_H
#define PROF2DOT_PLACES_H

#include "view/graph/callgraph.h"

/* A selected function in words. */
struct place {
    struct str name;
    struct str calls;   /* "×10 001", "×8 361/1", "242 samples"; may be empty */
    struct str total;   /* "41.8 s" */
    struct str own;     /* "690 ms" */
    struct str tooltip; /* the name in full and its figures */
    struct str link;    /* where a click leads; may be empty */
    double total_share, own_share;
    bool is_own; /* the user's own code */
};

/* A function with much own time, whether it is selected or not. */
struct place_cost {
    struct str name, tooltip;
    double share;
};

/* What pictures without Graphviz say: each selected function, and the head above them. */
struct places {
    struct place *items;
    uint32_t count;
    struct str title;                     /* "out.prof: 53.7 s in 62 205 787 calls" */
    struct str verdict;                   /* a sentence; empty where there is nothing to say */
    struct place_cost costs[FRONT_COSTS]; /* the functions with most own time, largest first */
    uint32_t cost_count;
    struct str shown; /* "60 of 2 722 functions, 85 % of own time" */
};

/* Puts the selection in words, in the arena. */
struct places places_make(const struct callgraph_subject *subject, struct arena *arena);

#endif
