#ifndef PROF2DOT_SCRATCH_H
#define PROF2DOT_SCRATCH_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"

/* A folder of our own in $TMPDIR or /tmp, that nobody else can read; scratch_remove. */
struct scratch {
    struct buf path;
};

/* Makes the folder. Fails with ERROR_IO. */
bool scratch_make(struct scratch *scratch, struct error *error);

/* The path of a file of this name in it; the caller frees it with buf_free. */
struct buf scratch_file(const struct scratch *scratch, const char *name);

/* Removes the folder and the files in it. */
void scratch_remove(struct scratch *scratch);

#endif
