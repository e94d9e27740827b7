#ifndef PROF2DOT_UNFOLD_ROUTES_H
#define PROF2DOT_UNFOLD_ROUTES_H

#include "analysis/flows/flows.h"
#include "analysis/unfold/queue.h"

/* The next call from a block of a state on the way to an item's caller. */
struct hop {
    uint32_t state;  /* flow_state; plus one, 0 is an empty place of the table */
    uint32_t flow;   /* NO_FLOW: there */
    double overhead; /* what the functions from here on spend for each call, besides the item */
};

/* The most likely ways from all blocks of a cycle to one state, over calls that have room. */
struct route {
    double least;     /* of the calls' totals */
    struct hop *hops; /* a hash table of `mask` + 1 places */
    uint32_t mask;
};

struct routes {
    const struct flows *flows;
    struct route **cache; /* by goal state */
    double *overhead;     /* of each function for each of its calls, without items */
    double *likelihood;   /* of each state, while a route is found */
    struct hop *found;    /* and its hop */
    uint32_t *reached;
    uint32_t reached_count;
    struct queue queue;
    double steps;
};

/* `is_item` tells of each flow whether it is dealt as items. */
struct routes routes_make(const struct flows *flows, const bool *is_item);

/* The route to the caller of an item's flow for calls of that size: Dijkstra's algorithm backwards,
   over the hubs of its cycle, where a call from u is as likely as its part of all that u passes on.
   Nearest 4096 states only. Routes are kept; one for calls that are larger, down to 0.8, serves as
   well, unless `anew`. */
const struct route *routes_find(struct routes *routes, uint32_t item, double size, bool anew);

/* Whether the item's last route leads from a state; true if there was none. */
bool routes_lead_from(const struct routes *routes, uint32_t item, uint32_t state);

/* The hop of a state; NULL: it does not lead there. */
const struct hop *route_hop(const struct route *route, uint32_t state);

#endif
