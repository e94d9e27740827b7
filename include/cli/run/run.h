#ifndef PROF2DOT_RUN_H
#define PROF2DOT_RUN_H

#include "cli/options/options.h"

/* prof2dot run: runs the program of options->run under a profiler, makes the outputs of what that
   recorded, and ends as the program ended: with its exit status, or by the signal that ended it.
   Where nothing could be run, or an output could not be made though the program went well, returns
   the status of that error. */
int run_command(const struct options *options);

#endif
