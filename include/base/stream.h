#ifndef PROF2DOT_STREAM_H
#define PROF2DOT_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* A file that is read from its beginning to its end. */
struct stream {
    int descriptor;
    size_t expected; /* its size, where it has one; else 0 */
};

/* Opens the file at `path` ("-": standard input). Fails with ERROR_IO on what the system refuses,
   with ERROR_INPUT on a directory. End it with stream_close, also after a failure. */
bool stream_open(const char *path, struct stream *stream, struct error *error);

/* Reads up to `size` bytes; *got is 0 at the end of the file only. Fails with ERROR_IO. */
bool stream_read(const struct stream *stream, char *bytes, size_t size, size_t *got,
                 struct error *error);

/* Whether a read or write that set errno may be made again: it was interrupted, or the descriptor
   does not block, and then this waits for `event` (POLLIN, POLLOUT). */
bool stream_may_retry(int descriptor, short event);

void stream_close(struct stream *stream);

#endif
