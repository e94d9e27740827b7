#ifndef PROF2DOT_RUN_PARTS_H
#define PROF2DOT_RUN_PARTS_H

#include "model/profile.h"

/* What a run is made of that was recorded piece by piece. */
enum run_kind { RUN_MAIN, RUN_THREADS, RUN_PROCESSES, RUN_KINDS };

/* All of a kind. */
struct run_part {
    uint64_t count; /* threads, or processes */
    double time;
    double waiting;      /* the part of it in C functions that only wait; not known of samples */
    double computing;    /* the processor's time, in seconds, of those of which it is known */
    uint64_t of_unknown; /* inputs of which it is not */
};

/* Over what the time of a run is parts; empty where that is not known. */
struct run_parts {
    struct run_part of[RUN_KINDS];
};

/* Counts in so many threads or processes, which a profile holds and for which the processor worked
   so long (0: not known). Linear. */
void run_parts_add(struct run_parts *parts, enum run_kind kind, uint64_t count, double computing,
                   const struct profile *profile);

/* Whether there are several. */
bool run_parts_has_several(const struct run_parts *parts);

#endif
