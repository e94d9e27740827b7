#ifndef PROF2DOT_FINDINGS_H
#define PROF2DOT_FINDINGS_H

#include <stdbool.h>

#include "analysis/blame.h"
#include "model/profile.h"

#define FINDINGS_NOBODY UINT32_MAX

/* What a finding says of its function. */
enum finding_kind {
    FINDING_OFTEN,     /* called very often, for much time in all */
    FINDING_COSTLY,    /* each of its few calls takes long */
    FINDING_IMPORT,    /* importing modules takes long: the module that takes longest */
    FINDING_WAITING,   /* the program waits: the function it waits in most */
    FINDING_RECURSION, /* most of its calls are made by recursion */
    FINDING_FLAT       /* no function stands out: the one with the most exclusive time */
};

/* A fact worth telling. Times are in seconds, shares of the total. */
struct finding {
    enum finding_kind kind;
    uint32_t function;  /* or FINDINGS_NOBODY */
    uint32_t caller;    /* that calls it most (waiting: the nearest own one); or FINDINGS_NOBODY */
    double time, share; /* of what the finding is about */
    double of_function; /* the function's part of that time */
    int64_t calls;      /* of the function */
    int64_t from_caller;
    bool guessed; /* the times had to be shared out */
};

/* A step of the hot path: how much of the program's time goes this way. */
struct path_step {
    uint32_t function;
    double time, share;
    int64_t calls; /* from the step before; of the first, all its calls */
    bool guessed;
};

/* The way that most time goes. Empty where nothing has a time. */
struct hot_path {
    struct path_step *steps;
    uint32_t count;
    uint32_t focus;      /* place of the last own function that nearly all of the time is below; or
                            FINDINGS_NOBODY */
    bool own_calls_last; /* own code calls the last step's function itself */
};

/* What an own function spends in a library's function that it calls, without what comes back to
   own code. */
struct own_cost {
    uint32_t caller, callee;
    double time, share;
    int64_t calls;
    bool guessed;
    bool imports; /* the callee is a part of import: `callee` is the module imported, if known */
};

struct findings {
    struct totals totals; /* that shares are of */
    struct hot_path path;
    struct finding *items; /* the most important first */
    uint32_t count;
    struct own_cost *costs; /* largest first */
    uint32_t cost_count;
};

/* Looks for what is worth telling of a profile whose blame is known. Linear but for sorting; no
   inclusive times are summed. findings_free. */
struct findings findings_find(const struct profile *profile, const struct totals *totals,
                              const struct blame *blame);

void findings_free(struct findings *findings);

#endif
