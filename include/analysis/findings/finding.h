#ifndef PROF2DOT_FINDING_H
#define PROF2DOT_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "analysis/findings/habit.h"
#include "python/waiting.h"

#define FINDINGS_NOBODY UINT32_MAX

enum { FINDING_PARTS = 4 };

/* The share of the total below which nobody would act on a finding. */
#define FINDINGS_LEAST 0.05

/* What a finding says; its numbers are told of each. */
enum finding_kind {
    FINDING_RECURSION, /* functions that call each other (parts, most own time first, with their
                          own times); time: of all calls into them from outside; calls: these */
    FINDING_CALLS,    /* own code (caller) calls `function` many times; time, calls: of that call */
    FINDING_NESTED,   /* `function` costs, and is called several times in each call of `caller`;
                         time: of the function */
    FINDING_BACK,     /* a library (caller) calls the own `function` many times; habit: the
                         library's; time, calls: of the function */
    FINDING_BELOW,    /* a library's function is called many times below an own one (caller), which
                         does not call it itself; time, calls: of the function */
    FINDING_ONE_CALL, /* own code (caller) calls `function` once; time: of that call */
    FINDING_UNEVEN,   /* of the calls of `function`, the one by `caller` takes nearly all; time: of
                         that one */
    FINDING_HIDDEN,   /* time: own time of an own function that calls hardly anything */
    FINDING_OFTEN,    /* time: own time of a function that is called very often */
    FINDING_IMPORT,   /* time: importing; parts: modules of packages, with their inclusive times;
                         calls: modules */
    FINDING_LINE,     /* time: own time of an own function, most of it on one line */
    FINDING_BESIDE,  /* time: own time of an own function and what it causes, where importing leads;
                        outer: that most of it goes through, or nobody; of_function: how much */
    FINDING_SENT,    /* time: packing and unpacking what processes send each other; calls: how
                        many times; function: what packs, or unpacks, most */
    FINDING_WAITING, /* time: own time of all functions that wait; function: the one with most */
    FINDING_FLAT     /* time: the largest own time, which is not much; calls: how many functions
                        have half of all own time */
};

struct finding_part {
    uint32_t function;
    double time;
    bool is_idle; /* import: the package does hardly anything but be imported */
};

/* A fact worth telling. Times are in seconds. */
struct finding {
    enum finding_kind kind;
    uint32_t function;   /* or FINDINGS_NOBODY */
    uint32_t caller;     /* often: that calls it most; nested: perhaps by way of others; waiting:
                            the nearest own one that leads to it; or FINDINGS_NOBODY */
    double time;         /* what the finding is about */
    double of_function;  /* own time of the function */
    int64_t calls;       /* of the function, unless said otherwise above */
    int64_t from_caller; /* often: calls by the caller; nested: below it */
    double caller_share; /* often: of the calls; waiting: of the function's time */
    int64_t queries;     /* calls: SQL queries of the program, if the function runs some, or 0 */
    int64_t each;        /* calls: of them, about so many in each call; 0: not known */
    bool is_about;       /* calls: not all calls run as many queries */
    enum habit habit;    /* calls: what is known of the function */
    bool may_keep;       /* calls, nested: where the function is called again, its result may be the
                            same */
    uint32_t outer;      /* calls: each call of this one leads to several of the caller's, `inner`
                            of which are below it; or FINDINGS_NOBODY */
    int64_t inner;
    bool is_told;      /* calls: the lead tells all but queries, and what people do instead */
    int64_t recursive; /* recursion: calls that the functions make among themselves */
    struct finding_part parts[FINDING_PARTS];
    uint32_t part_count;
    uint32_t part_total; /* how many there are in all */
    double compiling;    /* import: compiling modules from source, where that is most of it; or 0 */
    bool guessed;        /* the time had to be shared out */
    enum waiting waiting;
    double idle;   /* waiting: more of it, below no own code */
    bool blocks;   /* waiting: below asyncio's event loop, where all tasks wait then */
    bool is_other; /* waiting: for threads that are not recorded */
};

#endif
