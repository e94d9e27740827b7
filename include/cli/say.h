#ifndef PROF2DOT_SAY_H
#define PROF2DOT_SAY_H

#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

/* All that the program says on standard error, a line each, goes through here: names and messages
   may hold anything that a terminal obeys (utf8_show). */

/* Says what went wrong with a file (or NULL); nothing for ERROR_PIPE. Returns the exit status that
   goes with the error: 2 for wrong usage, else 1. */
int say_error(const char *path, const struct error *error);

/* Says a line. */
void say_note(struct str line);

/* Writes lines that are made for people to read (output_format.is_for_people). */
void say_text(struct str text);

/* Says how many of many files are read, on a terminal only: a line that writes over itself. */
void say_progress(size_t done, size_t count);

/* What messages call an input: "-" is <stdin>. */
const char *say_path(const char *path);

#endif
