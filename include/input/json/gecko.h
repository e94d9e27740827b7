#ifndef PROF2DOT_GECKO_H
#define PROF2DOT_GECKO_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "model/profile.h"

/* Whether a file that begins so is one of the Firefox Profiler's. */
bool gecko_begins(struct str beginning);

/* Reads a profile of the Firefox Profiler (https://github.com/firefox-devtools/profiler,
   docs-developer), as it is processed (Python 3.15's --gecko, samply) or raw (perf script gecko),
   into *profile, which the caller frees. Costs are samples unless the samples' weights are
   milliseconds or bytes. False, with *error set, where something is wrong. */
bool gecko_read(struct str bytes, struct profile *profile, struct error *error);

#endif
