#ifndef PROF2DOT_REACH_H
#define PROF2DOT_REACH_H

#include <stdbool.h>

#include "model/profile.h"

/* Breadth-first search along calls (or against them, if `upwards`) from the functions marked in
   `from`, at most `depth` calls far (any number if negative). Sets reached[f] for all that are met,
   the starting ones among them. Both arrays have a flag for each function. */
void reach_functions(const struct profile *profile, const bool *from, bool upwards, int64_t depth,
                     bool *reached);

/* Marks the functions where a program begins, in flags that are false: those that nothing calls
   and, of cycles that nothing else calls, the one with the largest inclusive time. */
void reach_entry_points(const struct profile *profile, bool *entry);

#endif
