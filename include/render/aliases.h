#ifndef PROF2DOT_ALIASES_H
#define PROF2DOT_ALIASES_H

#include "render/request.h"

/* Fills in function.alias of those functions that a pattern of the request may mean by it:
   "Thread.join", "Series.__mul__ (new_method)". Reads only the sources of functions whose bare name
   the pattern ends in, and none with --source never. The aliases live in the arena. */
void aliases_fill(struct profile *profile, const struct request *request, struct arena *arena);

#endif
