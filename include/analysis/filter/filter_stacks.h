#ifndef PROF2DOT_FILTER_STACKS_H
#define PROF2DOT_FILTER_STACKS_H

#include "analysis/filter/filter_report.h"
#include "base/error.h"
#include "model/profile.h"
#include "python/pattern.h"

/* The filters over a profile that holds stacks, where they are exact. `marked` has a flag for each
   function. Each frees `profile` and sets it to one made of the stacks that are left. */

/* Without the stacks that a marked function is on. */
void filter_stacks_ignore(struct profile *profile, const bool *marked,
                          struct filter_report *report);

/* Only the stacks that a marked function is on. */
void filter_stacks_focus(struct profile *profile, const bool *marked, struct filter_report *report);

/* The same, cut off above the outermost marked function. */
void filter_stacks_show_from(struct profile *profile, const bool *marked,
                             struct filter_report *report);

/* Removes the marked functions; their callers take over their cost. */
void filter_stacks_hide(struct profile *profile, const bool *marked, struct filter_report *report);

/* Only the stacks of the threads of these ids ("4242"; of austin "P12;T3", or 3). Fails with
   ERROR_INPUT where no stack has one of the ids; the message names some that occur. */
bool filter_stacks_threads(struct profile *profile, const struct patterns *ids,
                           struct error *error);

#endif
