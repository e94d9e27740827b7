#ifndef PROF2DOT_PIPELINE_H
#define PROF2DOT_PIPELINE_H

#include "cli/options.h"

/* Does what the options ask for: reads, chooses, draws, writes; says on standard error what went
   wrong. Returns the exit status. */
int pipeline_run(const struct options *options);

/* Prints an error, with the file (or NULL) it concerns, as one line on standard error; nothing for
   ERROR_PIPE. Returns the exit status that goes with it. */
int pipeline_fail(const char *path, const struct error *error);

#endif
