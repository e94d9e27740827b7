#ifndef PROF2DOT_SCALENE_H
#define PROF2DOT_SCALENE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "model/profile.h"

/* Whether a file that begins so is one of scalene's. */
bool scalene_begins(struct str beginning);

/* Reads scalene's JSON (versions 1.5.16 to 2.3) into *profile, which the caller frees. Where there
   are stacks, costs come from them: seconds where the version tells the stacks' shares of the time,
   else samples. Without stacks, functions have costs of their own by the lines, in seconds, no
   number of samples and no callers. False, with *error set, where something is wrong, or the file
   holds no samples. */
bool scalene_read(struct str bytes, struct profile *profile, struct error *error);

#endif
