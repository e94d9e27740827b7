#ifndef PROF2DOT_SPEEDSCOPE_H
#define PROF2DOT_SPEEDSCOPE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "model/profile.h"

/* Whether a file that begins so is one of speedscope's. */
bool speedscope_begins(struct str beginning);

/* Reads speedscope's JSON (https://www.speedscope.app/file-format-schema.json), as py-spy, austin
   and pyinstrument write it, into *profile, which the caller frees. Costs are seconds, bytes or,
   where the file names no unit, samples. Several profiles in the file are threads. In "evented"
   profiles each stretch of time between two events counts as a sample. False, with *error set,
   where something is wrong. */
bool speedscope_read(struct str bytes, struct profile *profile, struct error *error);

#endif
