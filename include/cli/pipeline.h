#ifndef PROF2DOT_PIPELINE_H
#define PROF2DOT_PIPELINE_H

#include "cli/options/options.h"

/* Does what the options ask for: reads, has outputs made, writes them; says on standard error what
   went wrong. Returns the exit status. */
int pipeline_run(const struct options *options);

#endif
