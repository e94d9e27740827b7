#ifndef PROF2DOT_GATHER_H
#define PROF2DOT_GATHER_H

#include <sys/types.h>

#include "base/arena.h"
#include "cli/scratch.h"

/* A profile that a process left. */
struct recorded {
    const char *path;
    long process; /* that it is of */
};

/* What a program and its children left in a folder. */
struct recordings {
    struct recorded *items; /* the program's own first, then its children by number */
    size_t count;
};

/* Finds the profiles in `scratch` after the process `main` has ended; its file is renamed to
   NAME.ENDING, so that pictures are called after the program. All is in the arena. */
struct recordings gather(const struct scratch *scratch, pid_t main, struct str name,
                         struct arena *arena);

#endif
