#ifndef PROF2DOT_NAMES_H
#define PROF2DOT_NAMES_H

#include "base/arena.h"
#include "view/graph/callgraph.h"

/* Short names of all functions that a picture speaks of, each told from every other. */
struct names {
    struct str *of_place;  /* of each place of the selection */
    struct str *of_module; /* of abridged.modules */
    struct str *of_worker; /* of abridged.workers */
    struct str *of_cost;   /* of `costs` */
    struct str verdict;    /* of the function that the verdict names; may be empty */
    struct str by_way_of;  /* and of what that uses */
    struct str costliest;  /* and of the function with most Own, if the path does not meet it */
    uint32_t costs[FRONT_COSTS]; /* the functions with most Own of all, the largest first */
    uint32_t cost_count;
};

/* Names them, in the arena. */
struct names names_make(const struct callgraph_subject *subject, struct arena *arena);

#endif
