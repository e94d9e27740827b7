#ifndef PROF2DOT_SEARCH_H
#define PROF2DOT_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the item at `index` comes before the place that is searched. */
typedef bool search_before(const void *context, size_t index);

/* The number of items that come before, in an array of `count` in which these stand first: binary
   search. It is the index of the first that does not, or `count`. */
size_t search_place(size_t count, search_before *before, const void *context);

#endif
