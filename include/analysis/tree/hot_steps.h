#ifndef PROF2DOT_HOT_STEPS_H
#define PROF2DOT_HOT_STEPS_H

#include <stdbool.h>
#include <stdint.h>

#define HOT_PATH_NONE UINT32_MAX

enum { HOT_PATH_BRANCHES = 3 };

/* A step of a way through the program: how much time goes this way, in seconds. */
struct path_step {
    uint32_t function;
    double time;
    double own;         /* of it, the function's exclusive time */
    int64_t calls;      /* from the step before; of the first, all its calls; 0 after a jump */
    bool calls_guessed; /* the step before has a part of its function's time only */
    bool guessed;       /* the table does not tell: shared out in proportion */
    bool jump; /* reached from the step before over several functions, not by a call of its */
};

/* What the path comes down to, as places on it. */
struct verdict {
    uint32_t place;     /* the last function of the user's with at least 40 % of the time; of any
                           origin if there is none; HOT_PATH_NONE: the time scatters above */
    uint32_t by_way_of; /* the last step below it with at least half of its time; HOT_PATH_NONE */
    uint32_t costliest; /* a function, not a place: the one with most exclusive time of all;
                           HOT_PATH_NONE: none has any */
};

/* The way that most time goes: from where the program begins to the function after the focus that
   has most exclusive time on it. No steps where nothing has a time. */
struct hot_path {
    struct path_step *steps;
    uint32_t count;
    uint32_t focus; /* place of the last own function with at least half of the time (of any
                       function, if no own one has); HOT_PATH_NONE without steps */
    struct path_step branches[HOT_PATH_BRANCHES]; /* the largest callees of the focus */
    uint32_t branch_count;
    bool own_calls_last; /* own code calls the last step's function directly */
    struct verdict verdict;
};

#endif
