#ifndef PROF2DOT_DETECT_H
#define PROF2DOT_DETECT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "input/format.h"
#include "model/profile.h"

/* Reads a profile into *profile (the caller frees it): of the format that the options name, else of
   the one that its content tells. Of a file that is something else, *error says what it is and,
   where there is a way, the command that gives a readable one. */
bool detect_read(struct str bytes, const struct input_options *options, struct profile *profile,
                 struct error *error);

/* Whether a file that begins so may be a profile: it is not worth reading on otherwise. */
bool detect_wants(struct str beginning);

#endif
