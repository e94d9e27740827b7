#ifndef PROF2DOT_JOINED_H
#define PROF2DOT_JOINED_H

#include "analysis/compare/change.h"
#include "python/origins.h"

/* The functions of both profiles of a comparison under one number each: those after keep theirs,
   those that are gone follow. joined_free. */
struct joined {
    struct profile profile;    /* costs, calls and lines are those after; gone functions have none.
                                  Its texts are those of the two profiles */
    enum origin *origins;      /* of each function */
    uint32_t *place;           /* of each function before: its number here */
    uint32_t *place_of_change; /* of each of changes->items */
};

/* Joins both sides of a comparison. `shown` are the profiles before and after by the names that are
   to be seen, `origins` whose code their functions are. Linear. */
struct joined joined_make(const struct changes *changes, const struct profile *const shown[2],
                          const enum origin *const origins[2]);

void joined_free(struct joined *joined);

#endif
