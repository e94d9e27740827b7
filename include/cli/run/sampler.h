#ifndef PROF2DOT_SAMPLER_H
#define PROF2DOT_SAMPLER_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/error.h"
#include "cli/run/profiler.h"
#include "cli/scratch.h"

/* A profiler in a process of its own, which reads the program's memory many times a second. It
   leaves PID.raw or PID.bin in `scratch`. */
struct sampler {
    enum profiler profiler;
    const char *python; /* that runs the program */
    const struct scratch *scratch;
    struct arena *arena;
    pid_t process; /* 0: not started */
    const char *log, *output;
};

/* Whether a profiler is such a one. */
bool sampler_is_one(enum profiler profiler);

/* Waits until the program's Python is about to begin with the program, starts the profiler for it,
   and lets the program begin when that is there. Nothing to do where the program ends before.
   Fails with ERROR_IO where the profiler cannot watch the program. For struct companion. */
bool sampler_join(void *sampler, pid_t program, struct error *error);

/* Waits for the profiler's end, which follows that of the program. */
void sampler_finish(struct sampler *sampler);

#endif
