#ifndef PROF2DOT_FINDINGS_H
#define PROF2DOT_FINDINGS_H

#include <stdbool.h>

#include "analysis/findings/blame.h"
#include "analysis/findings/imports.h"
#include "model/profile.h"
#include "python/waiting.h"

#define FINDINGS_NOBODY UINT32_MAX

/* What a finding says; its numbers are told of each. */
enum finding_kind {
    FINDING_WAITING,   /* time: in functions that wait; function: the one with most of it */
    FINDING_IMPORT,    /* time: importing; function: the module that takes longest, with what it
                          imports in turn; calls: modules */
    FINDING_COSTLY,    /* time: the exclusive time of a function whose calls take long each */
    FINDING_OFTEN,     /* time: the exclusive time of a function that is called very often */
    FINDING_RECURSION, /* time: inclusive time of a function that mostly calls itself */
    FINDING_FLAT       /* time: the largest exclusive time, which is not much; calls: how many
                          functions have half of all exclusive time */
};

/* A fact worth telling. Times are in seconds. */
struct finding {
    enum finding_kind kind;
    uint32_t function;   /* or FINDINGS_NOBODY */
    uint32_t caller;     /* often: that calls it most; waiting: the nearest own one that leads to
                            it; or FINDINGS_NOBODY */
    double time;         /* what the finding is about */
    double of_function;  /* what of it is the function's; import: its inclusive time */
    int64_t calls;       /* of the function, unless said otherwise above */
    int64_t primitive;   /* of the function */
    int64_t from_caller; /* calls */
    double caller_share; /* often: of the calls; waiting: of the function's time */
    bool guessed;        /* the time had to be shared out */
    bool is_direct;      /* recursion: the function calls itself */
    enum waiting waiting;
};

struct findings {
    struct finding *items; /* most time first */
    uint32_t count;
};

/* Looks for what is worth telling of a profile. Shares are taken of `totals`. Linear but for
   sorting; no inclusive times are summed. findings_free. */
struct findings findings_find(const struct profile *profile, const struct totals *totals,
                              const struct blame *blame, const struct imports *imports);

void findings_free(struct findings *findings);

#endif
