#ifndef PROF2DOT_DETECT_H
#define PROF2DOT_DETECT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "input/format.h"
#include "model/profile.h"

/* All formats, in the order in which they are tried. */
extern const struct input_format input_formats[];
extern const size_t input_format_count;

/* The format of that name; NULL if there is none. */
const struct input_format *input_format_named(const char *name);

/* The format of a file that begins so: the one that the options name, else the one that its content
   tells. NULL, with *error set, where it is none: what it is and, where there is a way, the command
   that gives a readable file. */
const struct input_format *detect_format(struct str beginning, const struct input_options *options,
                                         struct error *error);

/* Reads all bytes of a file of a format into *profile, which the caller frees. Fails as the
   format's reader. */
bool detect_read_as(const struct input_format *format, struct str bytes,
                    const struct input_options *options, struct profile *profile,
                    struct error *error);

/* Both: detects and reads. */
bool detect_read(struct str bytes, const struct input_options *options, struct profile *profile,
                 struct error *error);

#endif
