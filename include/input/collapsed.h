#ifndef PROF2DOT_COLLAPSED_H
#define PROF2DOT_COLLAPSED_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "model/profile.h"

/* A reader of collapsed stacks (B. Gregg, FlameGraph), as Python's sampling profiler, py-spy,
   austin, perf's scripts and prof2dot itself write them: a line "outermost;...;innermost weight"
   for each stack; in UTF-8 or, with a byte order mark, UTF-16. Weights are samples; austin's are
   microseconds, or bytes. */
struct collapsed;

/* Whether a file that begins so is one of collapsed stacks. */
bool collapsed_begins(struct str beginning);

/* A new reader, to be fed with a file piece by piece; end it with collapsed_end or collapsed_drop.
   It takes memory in proportion to distinct stacks, and to the longest line. */
struct collapsed *collapsed_start(void);

/* Reads the next piece. False, with the number of the line in *error, on the first that is no
   stack. */
bool collapsed_feed(struct collapsed *reader, struct str piece, struct error *error);

/* Frees the reader; the caller frees *profile, which holds the stacks. A last line that was cut
   short is left out and counted in profile.repairs; where it is the only one, false. */
bool collapsed_end(struct collapsed *reader, struct profile *profile, struct error *error);

void collapsed_drop(struct collapsed *reader);

/* Reads a whole file. */
bool collapsed_read(struct str bytes, struct profile *profile, struct error *error);

#endif
