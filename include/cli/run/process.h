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

/* What is to be done while the program runs: `join` is called once it has been started, and may
   fail, which ends the program. */
struct companion {
    bool (*join)(void *context, pid_t program, struct error *error);
    void *context;
};

/* Runs a program (found in PATH) with our standard streams, and waits for its end. Ctrl-C, which
   the terminal sends to both, is left to it; SIGTERM and SIGHUP are passed on. `environment` are
   strings "NAME=value" that are set besides what we have; both arrays end with NULL. `companion`
   may be NULL; with one, other processes of the user may read the program's memory. Fails with
   ERROR_IO where the program cannot be started. */
bool process_run(char *const *words, char *const *environment, const struct companion *companion,
                 struct ending *ending, struct error *error);

/* Passes on what was sent to us since the program was started: for companions, while they wait. */
void process_pass_on(pid_t program);

/* Ends this process as the other ended: by the same signal, without a core, or returns its exit
   status. */
int process_end_alike(const struct ending *ending);

#endif
