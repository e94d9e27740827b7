#ifndef PROF2DOT_SETTLE_H
#define PROF2DOT_SETTLE_H

#include "cli/options/options.h"

/* Completes the request, once all options are read: what follows from several of them. Fails with
   ERROR_USAGE where they do not go together. */
bool settle_options(struct options *options, struct error *error);

#endif
