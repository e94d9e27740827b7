#ifndef PROF2DOT_UNFOLD_DEALING_H
#define PROF2DOT_UNFOLD_DEALING_H

#include "analysis/unfold/ordered.h"
#include "analysis/unfold/queue.h"
#include "analysis/unfold/routes.h"
#include "analysis/unfold/sprouts.h"

/* What of a flow is left to deal. */
struct flow_left {
    double mass;
    double total; /* for blocks whose pair is not on the path above */
    double own;
    double unopened; /* mass of blocks that are not opened yet, dealt or not */
    double calls;
    double piece; /* an item's calls that are dealt together */
    bool is_item;
};

/* What of a function is left. */
struct function_left {
    double total;    /* for blocks that do not lie below another of the function */
    double entering; /* mass of blocks that are not opened yet */
    double outer;    /* and of those that do not lie below another of the function */
    double calls;    /* of such blocks */
    double self_own;
};

/* How a call lies on its path: what it uses up. */
enum nesting {
    NESTING_NONE,     /* the callee is not on the path: mass, pair's total, function's total */
    NESTING_FUNCTION, /* it is, but the pair is not: mass, pair's total */
    NESTING_PAIR      /* both are: mass */
};

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
    bool is_urgent; /* leads back to the cycle, but never below itself: only outer blocks make it */
    bool is_single; /* one call, to a function that is never called while it runs */
    bool is_elsewhere; /* its single call lies in another block */
};

/* A place in an order of options. */
struct rank {
    double key;
    uint32_t flow, place; /* of the option */
};

/* What a block may call; `ranks` has room for each. */
struct options {
    struct option *items;
    struct rank *ranks;
    uint32_t count;
};

/* The state of dealing. Blocks of functions that are never called while they run, and items, wait
   in `solid`; blocks of others in `hubs`. */
struct dealing {
    struct arena *arena;
    const struct flows *flows;
    struct deal_limits limits;
    struct dealt dealt;
    size_t sprout_room, return_room;
    struct flow_left *flow_left;
    struct function_left *function_left;
    uint32_t *out, *end_out; /* as flows->out, without flows of which nothing is left */
    struct queue solid, hubs;
    double *room_of; /* of each sprout: what an unopened hub has left for items */
    size_t room_of_room;
    struct ordered rooms;   /* those sprouts, by room: a set for each component */
    struct ordered waiting; /* items that fitted nowhere, by size: a set for each component */
    uint32_t force_from, force_pause; /* blocks before items are forced again */
    uint32_t *cycles;                 /* components that have any */
    uint32_t cycle_count;
    struct routes routes;
    uint32_t *marks_of_functions, *marks_of_flows; /* on the path of the block that is opened: their
                                                      outermost blocks; 0: not on it */
    int32_t *calls_on_path;                        /* and how often each flow is on it */
    struct options options;                        /* of the block that is opened */
    uint32_t reserve;                              /* blocks that are kept for deal_rest */
    double frames;                                 /* sum of depths */
    double steps, item_steps; /* along paths and flows, when opening and when placing items */
};

/* Not so many steps in all: what is left then is cut. */
bool dealing_is_tired(const struct dealing *dealing);

/* Nor so many for items: what is left then lies where its caller is opened. */
bool dealing_is_tired_of_items(const struct dealing *dealing);

bool dealing_is_hub(const struct dealing *dealing, uint32_t function);

/* Whether a function of the component of the sprout's is on its path. */
bool dealing_is_on_path(struct dealing *dealing, uint32_t sprout, uint32_t function);

enum nesting dealing_nesting(struct dealing *dealing, uint32_t sprout, uint32_t flow);

/* Takes what a block uses up from what is left. */
void dealing_use(struct dealing *dealing, uint32_t flow, double width, double calls,
                 enum nesting nesting);

/* Adds the root. */
void dealing_plant(struct dealing *dealing);

/* Adds a block below the root, of a function that time enters from nowhere. */
uint32_t dealing_begin(struct dealing *dealing, uint32_t function, double width);

/* Adds a block below `parent`; returns its index. Nothing is used up. */
uint32_t dealing_add(struct dealing *dealing, uint32_t parent, uint32_t flow, double width,
                     double calls, enum nesting nesting);

/* Lets a block wait for being opened; its width is settled. */
void dealing_start(struct dealing *dealing, uint32_t sprout);

/* Whether a block below `parent` would be too small, or there is no room for it. */
bool dealing_cuts(const struct dealing *dealing, uint32_t parent, double width);

/* Adds a block that uses up its share and waits; or cuts it, if it is too small. */
void dealing_follow(struct dealing *dealing, uint32_t parent, uint32_t flow, double width,
                    double calls, enum nesting nesting);

/* Whether there may be one more block of that depth. */
bool dealing_has_room(const struct dealing *dealing, uint32_t depth);

/* What of a block's width is neither promised nor its call's own time. */
double dealing_room(const struct dealing *dealing, uint32_t sprout);

/* What an unopened block of a hub has left for items. */
void dealing_set_room(struct dealing *dealing, uint32_t sprout, double room);

/* Notes that time of a call at `from` goes on at `to`, a sprout on its path. */
void dealing_return(struct dealing *dealing, uint32_t from, uint32_t to, double time);

#endif
