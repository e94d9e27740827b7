#ifndef PROF2DOT_PROGRAM_H
#define PROF2DOT_PROGRAM_H

#include "base/arena.h"
#include "base/error.h"
#include "cli/run/process.h"
#include "cli/run/profiler.h"
#include "cli/scratch.h"

/* A Python program that is to be run. */
struct program {
    const char *python; /* --python, or NULL: that of the environment */
    enum profiler profiler;
    char kind;    /* 'm': a module, 'c': code, 0: a script */
    char **words; /* the module, code or script and its arguments; NULL at the end */
};

/* What to call files that are made of the program: the script's name without its folder and ".py",
   the module's name, "command". */
struct str program_name(const struct program *program);

/* What messages call the program. */
const char *program_shown(const struct program *program);

/* Runs the program under its profiler, which leaves its files in `scratch`. Fails with ERROR_IO
   where Python or the profiler cannot be started. */
bool program_run(const struct program *program, const struct scratch *scratch,
                 struct ending *ending, struct error *error);

#endif
