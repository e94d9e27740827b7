#ifndef PROF2DOT_FILE_H
#define PROF2DOT_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"

/* Reads all of the file at `path` ("-": standard input) into *bytes, which the caller frees, also
   after a failure. Fails with ERROR_IO on what the system refuses, with ERROR_INPUT on a directory
   and on more than 4 GiB. */
bool file_read(const char *path, struct buf *bytes, struct error *error);

/* Makes `path` hold `bytes`: written to a temporary file beside it that then takes its name, so
   that a failure leaves what was there untouched. What is no regular file (a device, a pipe) is
   written to directly, a symbolic link's target is what is replaced; "-" is standard output. Fails
   with ERROR_IO, or ERROR_PIPE where the reader has gone. */
bool file_write(const char *path, struct str bytes, struct error *error);

/* Whether both names lead to one existing file. */
bool file_is_same(const char *a, const char *b);

#endif
