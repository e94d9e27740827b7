#ifndef PROF2DOT_COLLAPSED_H
#define PROF2DOT_COLLAPSED_H

#include <stdbool.h>

#include "input/format.h"

/* Collapsed stacks (B. Gregg, FlameGraph), as Python's sampling profiler, py-spy, austin, perf's
   scripts and prof2dot itself write them: a line "outermost;...;innermost weight" for each stack;
   in UTF-8 or, with a byte order mark, UTF-16. Weights are samples; austin's are microseconds, or
   bytes. */

/* Whether a file that begins so is one of collapsed stacks. */
bool collapsed_begins(struct str beginning);

/* Takes memory in proportion to distinct stacks, and to the longest line. Fails, with
   the number of the line, on the first that is no stack; but a last line that was cut short is left
   out and counted in profile.repairs. */
extern const struct input_stream collapsed_stream;

#endif
