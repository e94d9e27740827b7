#ifndef PROF2DOT_MERGE_H
#define PROF2DOT_MERGE_H

#include "model/builder.h"
#include "model/profile.h"

/* Adds all entries and calls of `part` to `sum`, as pstats.Stats.add does: by key, element by
   element, in the order given. `part` stays the caller's. */
void merge_add(struct builder *sum, const struct profile *part);

/* The sampling profiler writes an entry for each line that was being executed: one profile with a
   function for each (file, name) instead, at its first line. Samples and times of a recursive
   function would count a stack several times; they are capped at what leads to the function from
   others, and for a call at what either end has. What its lines cost is kept in profile.lines.
   Frees `profile` and returns the new one. */
struct profile merge_lines(struct profile *profile);

/* The profile with base names for its files, as pstats.Stats.strip_dirs makes it: entries that
   become equal are added up, of callers of one entry that become equal the last one stays. Frees
   `profile` and returns the new one. */
struct profile merge_strip_dirs(struct profile *profile);

#endif
