#ifndef PROF2DOT_DETECT_H
#define PROF2DOT_DETECT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "model/profile.h"

/* Reads a profile of any format there is a reader for, told by its content, into *profile (the
   caller frees it). Of a file that is something else, *error says what it is and, where there is a
   way, the command that gives a readable one. */
bool detect_read(struct str bytes, struct profile *profile, struct error *error);

/* Whether a file that begins so may be a profile: it is not worth reading on otherwise. */
bool detect_wants(struct str beginning);

#endif
