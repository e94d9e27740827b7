#ifndef PROF2DOT_CAUSE_H
#define PROF2DOT_CAUSE_H

#include "analysis/compare/change.h"
#include "model/tree.h"
#include "python/origins.h"

/* Where a change of the program's time comes from: an own function itself, or another's function
   that it calls, with all that this calls in turn but what comes back to own code (own_cost_find).
   Causes overlap only where a time had to be guessed. */
struct cause {
    uint32_t caller[2]; /* the own function, before and after; MATCH_NOBODY: not there */
    uint32_t callee[2]; /* the function that it calls; both MATCH_NOBODY: it is its own time */
    struct change_times time;
    struct change_calls calls;
    double by_calls, by_cost; /* as in struct change */
    bool imports;             /* it is what import takes */
};

/* An own function, and the time that it answers for: its own and what it is the nearest own caller
   of (blame_find). */
struct charge_change {
    uint32_t before, after; /* MATCH_NOBODY: not there */
    double own[2], caused[2];
};

/* Where the change of a program's time comes from. causes_free. */
struct causes {
    struct cause *items; /* the largest change first; none where no code is the user's */
    uint32_t count;
};

/* Who answers for it. charges_free. */
struct charges_change {
    struct charge_change *items; /* of own functions, the largest change first */
    uint32_t count;
    double nobodys[2]; /* what no own function answers for; the charges and this add up to all */
};

/* `trees` are those of both sides' calls. */
struct causes causes_find(const struct side *before, const struct side *after,
                          const struct origins origins[2], const struct tree trees[2],
                          const struct changes *changes);

void causes_free(struct causes *causes);

struct charges_change charges_find(const struct side *before, const struct side *after,
                                   const struct origins origins[2], const struct tree trees[2],
                                   const struct changes *changes);

void charges_free(struct charges_change *charges);

#endif
