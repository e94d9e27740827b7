#ifndef PROF2DOT_ROOT_H
#define PROF2DOT_ROOT_H

#include "model/profile.h"

/* Puts a function of that name, without a file, above all that the profile holds: it calls what
   nothing else calls. Its own time is 0, its total the profile's (profile_totals); the calls of its
   callees that it makes are those that no other made. Recorded stacks begin with it. Calls of a
   table must have times (estimate_calls), its functions no lines of their own (merge_lines). Frees
   `profile` and sets it to the new one. Linear. */
void root_add(struct profile *profile, struct str name);

/* What was there before root_add of that name, as a profile of its own, the caller's to free; its
   functions keep their numbers, the root has the next one. False for stacks, and where there is no
   such root. Linear. */
bool root_drop(const struct profile *profile, struct str name, struct profile *left);

#endif
