#ifndef PROF2DOT_CHILD_H
#define PROF2DOT_CHILD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/* What a child process may use. */
struct child_limits {
    double seconds;        /* of wall clock; the processor's time is limited likewise */
    uint64_t memory_bytes; /* beyond what this process has; not enforced under AddressSanitizer */
};

/* How a child ended, and what it wrote. */
struct child_result {
    struct buf output;
    struct buf complaints; /* the first 4 KB of its standard error */
    bool timed_out;
    int signal; /* that ended it; 0 if none did */
    int status; /* its exit status */
};

/* Runs `work(argument, output)` in a forked child that writes to the descriptor `output` and ends with
   the status that `work` returns. Waits for it, kills it when its time is over. Fails with ERROR_RENDER
   only where no child can be made. child_free. */
bool child_run(int (*work)(const void *argument, int output), const void *argument,
               const struct child_limits *limits, struct child_result *result,
               struct error *error);

void child_free(struct child_result *result);

#endif
