#ifndef PROF2DOT_TACHYON_H
#define PROF2DOT_TACHYON_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "model/profile.h"

/* Whether a file that begins so is a binary one of Python's sampling profiler. */
bool tachyon_begins(struct str beginning);

/* Reads a binary file of Python 3.15's sampling profiler (CPython,
   InternalDocs/profiling_binary_format.md, version 1), of either byte order, its samples
   compressed or not, into *profile, which the caller frees. Costs are samples; the interval between
   them is known. False, with *error set, where something is wrong. */
bool tachyon_read(struct str bytes, struct profile *profile, struct error *error);

#endif
