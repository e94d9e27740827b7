#ifndef PROF2DOT_OPEN_H
#define PROF2DOT_OPEN_H

#include "cli/options/options.h"

/* --open: finds the report among the outputs, or adds one in a temporary folder that is left for
   the reader; options->report is its path then. Fails with ERROR_IO where there can be no such
   folder. */
bool open_prepare(struct options *options, struct error *error);

/* Shows the report, if one is to be shown: with $BROWSER, xdg-open, open or wslview, whichever is
   there first. Does not wait for it. Says on standard error where the report is. */
void open_report(const struct options *options);

#endif
