#ifndef PROF2DOT_FORMAT_H
#define PROF2DOT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "model/profile.h"

/* What the command line wants of readers; `{0}` leaves all to the file. Borrowed. */
struct input_options {
    const char *format; /* the name of one of input_formats; NULL: told by content */
    const char *event;  /* the cost to read, of a file that has several; NULL: the best */
};

/* A reader that is fed piece by piece. `feed` is false, with *error set, where something is wrong;
   then `drop` is to follow. `end` frees the reader; it fills *profile, or is false. */
struct input_stream {
    void *(*start)(void);
    bool (*feed)(void *reader, struct str piece, struct error *error);
    bool (*end)(void *reader, struct profile *profile, struct error *error);
    void (*drop)(void *reader);
};

/* One format that can be read: all that anybody needs to know of it. Of the readers one is set.
   They take all bytes of a file, and fill *profile, which the caller frees; or fill *error, and
   leave *profile empty. */
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
