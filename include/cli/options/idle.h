#ifndef PROF2DOT_IDLE_H
#define PROF2DOT_IDLE_H

#include "cli/options/options.h"

/* Appends a line for each option that does nothing with the outputs that are wanted, or without
   another option that is not given. For options that are settled. */
void idle_options(const struct options *options, struct buf *lines);

#endif
