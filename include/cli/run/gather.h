#ifndef PROF2DOT_GATHER_H
#define PROF2DOT_GATHER_H

#include <sys/types.h>

#include "base/arena.h"
#include "cli/scratch.h"

/* A profile that a process left: of its main thread, or of others that have one name. */
struct recorded {
    const char *path;
    long process; /* that it is of */
    long thread;  /* 0: the main one */
    bool is_child;
    uint64_t threads;   /* how many are in it */
    uint64_t time;      /* of these, in microseconds; 0: not known */
    uint64_t computing; /* the processor's part of it; 0: not known */
    struct str name;    /* of the threads; any bytes, empty for the main one's */
    struct str
        of_process; /* what the process is called; any bytes, empty where that is not known */
};

/* Where the files end of the process that the file at `index` is of: these stand together. */
size_t recorded_end(const struct recorded *items, size_t count, size_t index);

/* What a program and its children left in a folder. */
struct recordings {
    struct recorded *items; /* the program's own first, then its children's by number; of each
                               process the main thread's first */
    size_t count;
};

/* Finds the profiles in `scratch` after the process `main` has ended; its file is renamed to
   NAME.ENDING, so that pictures are called after the program. All is in the arena. */
struct recordings gather(const struct scratch *scratch, pid_t main, struct str name,
                         struct arena *arena);

#endif
