#ifndef PROF2DOT_ERROR_H
#define PROF2DOT_ERROR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* What went wrong, coarse enough to choose an exit status. */
enum error_code {
    ERROR_NONE,
    ERROR_INPUT,  /* a file is not what it should be */
    ERROR_IO,     /* the system refused to read or write */
    ERROR_PIPE,   /* the reader of our output has gone: exit without a word */
    ERROR_RENDER, /* Graphviz or libpng failed */
    ERROR_USAGE   /* the command line makes no sense */
};

/* An error as data: the message is one line without the program's or the file's name. */
struct error {
    enum error_code code;
    bool has_offset;
    uint64_t offset; /* byte of the input at which it was found, if has_offset */
    char message[512];
};

/* Fills *error and returns false, so that a failing function can return its call. Text beyond the
   message's room is cut; control characters become '?', whatever names the values carry. */
bool error_set(struct error *error, enum error_code code, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* As error_set with ERROR_INPUT, and says at which byte. */
bool error_at(struct error *error, uint64_t offset, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
