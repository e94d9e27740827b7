#ifndef PROF2DOT_WATCH_H
#define PROF2DOT_WATCH_H

#include "cli/options/options.h"

/* --watch: makes the outputs, and again whenever an input has changed and then rested, until it is
   interrupted. What fails is said, and the next change waited for. Returns only where there is
   nothing to watch: 2, having said why. */
int watch_run(const struct options *options);

#endif
