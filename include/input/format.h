#ifndef PROF2DOT_FORMAT_H
#define PROF2DOT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "model/profile.h"

/* Settings for readers; `{0}` leaves every choice to the file. Borrowed. */
struct input_options {
    const char *format; /* the name of one of input_formats; NULL: told by content */
    const char *event;  /* the cost to read, of a file that has several; NULL: the best */
    const char *runner; /* a folder with code that is no part of the program: stacks with it are
                           left out; NULL: none */
};

/* A reader that takes a file piece by piece. `feed` returns false and sets *error if the input is
   wrong; the caller then calls `drop`. `end` frees the reader, and fills *profile or returns false.
 */
struct input_stream {
    void *(*start)(void);
    bool (*feed)(void *reader, struct str piece, struct error *error);
    bool (*end)(void *reader, struct profile *profile, struct error *error);
    void (*drop)(void *reader);
};

/* One input format. Exactly one of its readers is set. A reader takes all bytes of a file and fills
 *profile, which the caller frees; on failure it fills *error and leaves *profile empty. */
struct input_format {
    const char *name;                   /* as -f takes it */
    const char *description;            /* what is in it and who writes it, for --list-formats */
    bool (*fits)(struct str beginning); /* whether a file that begins so is of this format */
    bool (*read)(struct str bytes, struct profile *profile, struct error *error);
    /* Reads a file that has several costs, of which input_options.event is one. */
    bool (*read_with)(struct str bytes, const struct input_options *options,
                      struct profile *profile, struct error *error);
    const struct input_stream *stream; /* for files of any size */
};

#endif
