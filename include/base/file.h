#ifndef PROF2DOT_FILE_H
#define PROF2DOT_FILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/error.h"

/* Reads all of the file at `path` ("-": standard input) into *bytes, which the caller frees, also
   after a failure. Fails with ERROR_IO on what the system refuses, with ERROR_INPUT on a directory
   and on more than 256 MiB. */
bool file_read(const char *path, struct buf *bytes, struct error *error);

/* Makes `path` hold `bytes`: written to a temporary file beside it that then takes its name, so
   that a failure leaves what was there untouched; file and name are on the disk (fsync) when it
   returns. A symbolic link stays, its target is what is replaced or made. What is no regular file
   (a device, a pipe) is written to directly; "-" is standard output. Waits where a descriptor does
   not block. Fails with ERROR_IO, or ERROR_PIPE where the reader has gone. */
bool file_write(const char *path, struct str bytes, struct error *error);

/* Whether what is written to `path` goes to a terminal. */
bool file_is_terminal(const char *path);

/* Which file a path leads to, whatever its spelling: the device and the inode of what keeps bytes,
   a regular file or a disk. */
struct file_identity {
    bool keeps_bytes; /* false: not there, or a pipe, a terminal, /dev/null */
    dev_t device;
    ino_t inode;
};

/* Identifies the file at `path`, links followed; of "-", the open descriptor `standard`. */
struct file_identity file_identify(const char *path, int standard);

/* Whether both are one file that keeps bytes. */
bool file_is_same(const struct file_identity *a, const struct file_identity *b);

#endif
