#ifndef PROF2DOT_ODDITY_H
#define PROF2DOT_ODDITY_H

#include <stdbool.h>
#include <stdint.h>

/* What may be odd in a profile's numbers, in the order in which it is told. Nothing of it is an
   error: profilers write such files. view/words/oddities.h has the words. */
enum oddity {
    ODDITY_SAMPLED,
    ODDITY_NO_C_FRAMES,     /* samples of Python's frames only */
    ODDITY_SAMPLED_THREADS, /* samples of other threads than the main one; cost: theirs */
    ODDITY_CUT_SHORT,       /* files that end too soon */
    ODDITY_MIXED_THREADS, /* one table for all threads, as cProfile writes it from Python 3.12 on */
    ODDITY_LOST_ENDS,     /* calls that ended without having begun, so that others were ended */
    ODDITY_ADDED_THREADS, /* that were recorded one by one, and added up; cost: of all */
    ODDITY_CHILDREN,      /* processes of multiprocessing that are not in the file */
    ODDITY_OTHER_THREADS, /* waiting for threads that are not in the file; cost: waiting */
    ODDITY_COLLIDED, /* functions that stand for several of one key; cost: what their calls have
                        more than they themselves */
    ODDITY_RESIDUAL, /* cost: by how much own times and calls disagree; 2: each is what they lack */
    ODDITY_NO_CALLS, /* nothing tells which function calls which */
    ODDITY_NO_ROOT,  /* every function is called */
    ODDITY_ROOTS,    /* functions that nothing calls */
    ODDITY_OWN_ABOVE_TOTAL,
    ODDITY_TOTAL_ABOVE_PROGRAM,
    ODDITY_NEGATIVE_TIMES, /* of functions and calls */
    ODDITY_NOT_FINITE_TIMES,
    ODDITY_SWAPPED_COUNTS,
    ODDITY_CALLERS_WITHOUT_ENTRY,
    ODDITY_UNDEFINED_NAMES, /* numbers that stand for names which the file does not tell */
    ODDITY_ESTIMATED_EDGES, /* calls without a time */
    ODDITY_SHARED_LABELS,   /* functions whose file and name another line has too */
    ODDITY_RESUMED,         /* coroutines, of which each resumption counts as a call */
    ODDITY_C_CODE,          /* C functions that do not wait have much of the time; cost: how much */
    ODDITY_OVERHEAD,        /* calls; cost: at what the cheapest function takes each time */
    ODDITIES
};

/* Whether something is so, how often, and what it costs. */
struct oddity_found {
    uint64_t count;
    double cost;  /* in the profile's unit, where the oddity has a cost */
    double share; /* the same as a share of the total */
    double each;  /* overhead: of one call; residual: of the total, what is in no entry */
    bool tell;    /* it is worth telling */
};

#endif
