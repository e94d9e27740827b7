#ifndef PROF2DOT_FILTER_H
#define PROF2DOT_FILTER_H

#include <stdbool.h>

#include "analysis/filter/filter_report.h"
#include "base/error.h"
#include "model/profile.h"
#include "python/pattern.h"

/* Selects what filters remove from a profile, before functions are chosen. Patterns are those of
   pattern_matches_function and pattern_matches_path. */
struct filter_options {
    struct patterns hide; /* patterns too, or stdlib, site, builtin, frozen, generated, import,
                            test */
    struct patterns ignore, focus, show_from;
    struct patterns own;  /* code that counts as the user's own */
    bool may_fit_nothing; /* the profile is a part of what the patterns are for */
};

/* Applies all filters, in this order:
   ignore: without the paths through a function; focus: only the paths through one; show_from: paths
   begin at one. A table of calls does not hold paths: how much of a function's time is below or
   above a named one is exact where each function is called from one place; elsewhere it is what the
   call tree says, fitted to the table, so that what is left by focus is nearly the named functions'
   Total. Of a profile that holds stacks all are exact (filter_stacks.h). hide: functions vanish,
   their time goes to their callers (contract_functions). Frees `profile` and sets it to the new
   one; leaves it as it is where there is nothing to do. Fails with ERROR_INPUT where a pattern fits
   nothing, naming the nearest, unless it may. */
bool filter_profile(struct profile *profile, const struct filter_options *options,
                    struct filter_report *report, struct error *error);

/* Whether any option takes something away. */
bool filter_has_any(const struct filter_options *options);

/* The words by which `hide` means kinds of code, in order; NULL behind the last. */
const char *filter_kind(size_t index);

#endif
