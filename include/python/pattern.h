#ifndef PROF2DOT_PATTERN_H
#define PROF2DOT_PATTERN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "model/profile.h"

/* Whether the shell pattern fits any name of the function: the bare one, "module:line:name", its
   file, or any that a box may have: with components of its path ("frame.append", "main.py"), with
   its classes where function.alias has them, with its line ("wait:641"), shortened by "…". '?' and
   [...] stand for single bytes. */
bool pattern_matches_function(const struct profile *profile, uint32_t function,
                              const char *pattern);

/* Whether the function's file lies in `path`: it is that file or below that folder, or the path
   stands in the middle of it between separators ("pkg/core" fits "/src/pkg/core/x.py"), or the
   shell pattern fits it. */
bool pattern_matches_path(const struct profile *profile, uint32_t function, const char *path);

/* Either of the two. */
bool pattern_matches_either(const struct profile *profile, uint32_t function, const char *pattern);

typedef bool pattern_match(const struct profile *profile, uint32_t function, const char *pattern);

/* A list of patterns, borrowed from the command line. */
struct patterns {
    const char **items;
    size_t count;
};

/* Marks, in flags for each function, what any of an option's patterns fits. Each has to fit
   something: fails with ERROR_INPUT, naming what is nearest. */
bool pattern_mark(const struct profile *profile, const struct patterns *patterns,
                  pattern_match *matches, const char *option, bool *marked, struct error *error);

/* Appends the names that are nearest to the pattern (nearest.h): of functions, or of files if
   `paths`; of those in which the pattern stands the most expensive. */
void pattern_nearest(const struct profile *profile, const char *pattern, bool paths,
                     struct buf *list);

#endif
