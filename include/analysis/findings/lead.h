#ifndef PROF2DOT_LEAD_H
#define PROF2DOT_LEAD_H

#include <stdbool.h>

#include "model/profile.h"
#include "model/tree.h"
#include "python/origin.h"
#include "python/waiting.h"

enum { LEAD_PARTS = 3 };

#define LEAD_NOBODY UINT32_MAX

/* How the time of the function that causes it divides. */
enum lead_kind {
    LEAD_SCATTERED, /* no function leads: only `costliest` is set */
    LEAD_ITSELF,    /* most is its own */
    LEAD_THROUGH,   /* most goes through one function that it calls: parts[0] */
    LEAD_DIVIDED    /* through several: parts, which may be none */
};

struct lead_part {
    uint32_t call; /* of profile.calls */
    double time;   /* the call's inclusive time */
};

/* The answer to where the time goes, as data. Every number is one of the table's. */
struct lead {
    enum lead_kind kind;
    uint32_t function; /* that leads; LEAD_NOBODY: none does */
    double time;       /* its inclusive time, or its exclusive one where that is more */
    struct lead_part parts[LEAD_PARTS]; /* largest first */
    uint32_t part_count;
    double missing; /* of the time, what is neither the function's own nor a call's: entries
                       that the file lacks; 0 where that is little */
    bool hides;     /* itself: lead_hides */
    bool is_lost;   /* times are at wrong functions, also exclusive ones: nothing can be told */
    bool is_mixed;  /* inclusive times and callers mean nothing, nor does a time per call */
    bool waits_for_lock; /* itself: most likely, for one that it enters with `with` */
    uint32_t back;       /* through a C function: its call of a function in Python, which it runs
                            (parts_called_back); or LEAD_NOBODY */
    uint32_t by_way_of; /* divided: most goes through this one, by way of which it calls itself, and
                           the parts are the others; or LEAD_NOBODY */
    double waiting;   /* of the time, what is spent waiting by functions that this one does not call
                         itself; 0 where the tree is not known */
    uint32_t awaits;  /* most is waiting, and the tasks of this own coroutine, which runs without
                         others of own code, await one call after another; or LEAD_NOBODY */
    uint32_t awaited; /* the own coroutine that most of these lead to */
    uint32_t caller;  /* mixed: the own function that calls the costliest, or LEAD_NOBODY */
    uint32_t costliest; /* has the most exclusive time of all, or LEAD_NOBODY */
};

/* What the lead is found by. */
struct lead_subject {
    const struct profile *profile;
    const bool *is_own;
    uint32_t named;             /* by the hot path's verdict, or LEAD_NOBODY */
    uint32_t blamed;            /* own, causes most, and that is much; or LEAD_NOBODY */
    uint32_t costliest;         /* or LEAD_NOBODY */
    double least;               /* time of a part */
    bool has_threads;           /* several are recorded in one table */
    bool has_lost_ends;         /* calls seem to have ended that went on, and the other way round */
    const struct tree *tree;    /* of the profile's calls; or NULL */
    const enum origin *origins; /* of the functions; or NULL, as the tree is */
};

/* How the time of the function that is named divides; where inclusive times mean nothing, of the
   costliest. */
struct lead lead_find(const struct lead_subject *subject);

/* Whether a function takes long in itself between the calls that it makes: in loops, operators, or
   C code that the profiler does not show. Only where times are in seconds. */
bool lead_hides(const struct profile *profile, uint32_t function);

/* Whether threads are started. Linear. */
bool lead_has_threads(const struct profile *profile);

/* What a function waits for, in C (waiting_of_function) or, where there are threads, most likely
   for a lock that it enters with `with`. */
enum waiting lead_waiting_of(const struct profile *profile, uint32_t function, enum origin origin,
                             bool has_threads);

/* Whether the lead speaks of a call. */
bool lead_tells(const struct lead *lead, uint32_t call);

#endif
