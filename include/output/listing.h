#ifndef PROF2DOT_LISTING_H
#define PROF2DOT_LISTING_H

#include "base/buf.h"
#include "model/profile.h"

/* Appends the names (module:line:name) of the functions that the pattern fits, sorted, a line each,
   as gprof2dot's --list-functions does: '+' is everything, a leading '%' adds all that is known. */
void listing_functions(const struct profile *profile, const char *selector, struct buf *out);

/* The pattern in such a selector. */
const char *listing_pattern(const char *selector);

#endif
