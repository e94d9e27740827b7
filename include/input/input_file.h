#ifndef PROF2DOT_INPUT_FILE_H
#define PROF2DOT_INPUT_FILE_H

#include "input/format.h"

/* To be called once, before any thread reads. */
void input_file_prepare(void);

/* Reads the file at `path` ("-": standard input), of any format and compressed or not, into
   *profile; the caller frees it. What no reader wants is not read beyond its beginning. Fails as
   unpack_open, unpack_next and detect_read do, and with ERROR_INPUT on more than 4 GiB of a format
   that is not read piece by piece. */
bool input_file_read(const char *path, const struct input_options *options, struct profile *profile,
                     struct error *error);

#endif
