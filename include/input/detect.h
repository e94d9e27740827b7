#ifndef PROF2DOT_DETECT_H
#define PROF2DOT_DETECT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "input/format.h"
#include "model/profile.h"

/* The format of a file that begins so: the one that the options name, else the one that its content
   tells. NULL, with *error set, where it is none: what it is and, where there is a way, the command
   that gives a readable file. */
const struct input_format *detect_format(struct str beginning, const struct input_options *options,
                                         struct error *error);

/* Reads a profile into *profile, which the caller frees. Fails as detect_format does, or as the
   format's reader. */
bool detect_read(struct str bytes, const struct input_options *options, struct profile *profile,
                 struct error *error);

#endif
