#ifndef PROF2DOT_SHARES_H
#define PROF2DOT_SHARES_H

#include "cli/run/gather.h"
#include "render/inputs.h"

/* What a run is told apart by: its main thread, its other threads by their names, and its child
   processes by theirs. Where there are more than INPUTS_MOST, those whose names differ by their
   numbers only are taken together ("worker (8 threads)"), then all but those that take most time.
   One for each recorded file, the program's own first; all is in the arena. */
struct input_groups shares_make(const struct recorded *recorded, size_t count, struct arena *arena);

#endif
