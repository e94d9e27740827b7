#ifndef PROF2DOT_PROCESS_H
#define PROF2DOT_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"

/* How a process ended. */
struct ending {
    pid_t process;
    int status; /* its exit status, if no signal ended it */
    int signal; /* that ended it; 0: none */
};

/* Runs a program (found in PATH) with our standard streams, and waits for its end. Ctrl-C, which
   the terminal sends to both, is left to it; SIGTERM and SIGHUP are passed on. `environment` are
   strings "NAME=value" that are set besides what we have; both arrays end with NULL. Fails with
   ERROR_IO where the program cannot be started. */
bool process_run(char *const *words, char *const *environment, struct ending *ending,
                 struct error *error);

/* Ends this process as the other ended: by the same signal, without a core, or returns its exit
   status. */
int process_end_alike(const struct ending *ending);

#endif
