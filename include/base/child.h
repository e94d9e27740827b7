#ifndef PROF2DOT_CHILD_H
#define PROF2DOT_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/error.h"

/* A process of our own that may crash, hang or use up its memory without harm to us. */
struct child {
    pid_t process; /* 0: none */
    int input, output, complaints;
};

/* How a child ended, and what it wrote. */
struct child_result {
    struct buf output;
    struct buf complaints; /* the first 4 KB of its standard error */
    bool timed_out;
    int signal; /* that ended it; 0 if none did */
    int status; /* its exit status */
};

/* Forks a child that runs work(input, output), with descriptors to read from and write to, and ends
   with the status which that returns. It may use `memory_bytes` beyond what this process has (not
   enforced under AddressSanitizer), and leaves no core. False, with ERROR_RENDER, where none can be
   made. */
bool child_start(int (*work)(int input, int output), uint64_t memory_bytes, struct child *child,
                 struct error *error);

/* Hands the child its input, takes what it writes until it ends, kills it after `seconds`. The
   caller frees the result with child_free. */
void child_finish(struct child *child, struct str input, double seconds,
                  struct child_result *result);

/* Ends a child that is no longer wanted; nothing to do where there is none. */
void child_drop(struct child *child);

void child_free(struct child_result *result);

#endif
