#ifndef PROF2DOT_INPUT_NAMES_H
#define PROF2DOT_INPUT_NAMES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* What files are called that are told apart: the fewest last parts of their paths that no other has
   ("a.prof", or "new/a.prof" beside "old/a.prof"); files of one path are numbered. "-" is standard
   input. One for each path, any bytes; the array and its texts live in the arena. */
struct str *input_names_make(const char *const *paths, size_t count, struct arena *arena);

#endif
