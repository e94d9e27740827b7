#ifndef PROF2DOT_UNFOLD_FLOWS_H
#define PROF2DOT_UNFOLD_FLOWS_H

#include "base/arena.h"
#include "model/profile.h"

/* All calls from one function to another, as time that flows along them. Calls of a function to
   itself are no flow: their own time is part of the function's. Times are in flows.unit. */
struct flow {
    uint32_t caller, callee;
    double calls;
    double own;     /* the callee's exclusive time when called from here */
    double total;   /* inclusive time of the outermost calls of the pair, as the file has it */
    double mass;    /* inclusive time of all calls of the pair */
    double nesting; /* calls of the pair for each one that lies in no other: 1 or more */
    bool is_free;   /* the file does not tell the mass: it is fitted */
};

/* A function. */
struct junction {
    uint32_t component;          /* equal for functions that call each other in a cycle */
    uint32_t first_in, end_in;   /* flows.items that lead here */
    uint32_t first_out, end_out; /* flows.out: indices of the flows that leave */
    bool is_hub;                 /* it may be called while it runs; a solid function never is */
    bool is_endless;             /* no outermost call of it ended, so the file has no Total */
    bool has_mates;
    double calls;     /* all, also those to itself */
    double primitive; /* those made while it does not run: at least 1 */
    double own;
    double total;    /* inclusive time of the calls made while it does not run */
    double self_own; /* the part of `own` in calls to itself */
    double self_calls;
    double entering; /* inclusive time that no flow explains, as of main() */
    double mass;     /* all that enters: `entering` and the masses of the flows */
    double passed;   /* sum of the masses of the flows that leave */
    double gap;      /* share of what enters that the file neither spends nor passes on */
};

#define NO_FLOW UINT32_MAX

/* A profile's calls as flows. Times below zero count as none. All memory is the arena's. */
struct flows {
    struct arena *arena;
    double unit; /* seconds: the largest own time, so that no sum is infinite */
    double own;  /* sum of exclusive times */
    struct flow *items;
    struct junction *junctions;
    uint32_t *out;
    uint32_t *mate; /* of each flow that leaves f: the only flow into f after which it is made;
                       NO_FLOW: any */
    bool *is_mate;  /* of each flow: it is another's mate */
    uint32_t *only; /* of each flow that is a mate: the only flow that goes on within the cycle
                       after it; NO_FLOW: there are others */
    uint32_t count, functions, components;
    bool counted; /* the file counts calls, not samples */
};

/* Takes the flows from a profile, as the file has them. What they need before they are unfolded, in
   this order, is flow_repair, flow_mass and flow_mates. */
struct flows flows_take(const struct profile *profile, struct arena *arena);

/* Whether a flow stays within a cycle. */
bool flow_is_inner(const struct flows *flows, const struct flow *flow);

#endif
