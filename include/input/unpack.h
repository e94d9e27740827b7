#ifndef PROF2DOT_UNPACK_H
#define PROF2DOT_UNPACK_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"

/* The contents of a file, unpacked if they are compressed (gzip, RFC 1952; zstd, RFC 8878; told by
   the first bytes), piece by piece. */
struct unpack;

/* Opens the file at `path` ("-": standard input). Fails as stream_open does; *unpack is to be
   closed only where it succeeds. */
bool unpack_open(const char *path, struct unpack **unpack, struct error *error);

/* The next piece, empty at the end; valid until the next call. Members that follow each other are
   one text. Fails with ERROR_IO on what the system refuses; with ERROR_INPUT and the byte of the
   file where compressed data are damaged or end too soon, and on more than 64 GiB. */
bool unpack_next(struct unpack *unpack, struct str *piece, struct error *error);

/* About how many bytes all pieces have; 0 where nothing tells. */
size_t unpack_expected(const struct unpack *unpack);

void unpack_close(struct unpack *unpack);

#endif
