#ifndef PROF2DOT_OWN_COST_H
#define PROF2DOT_OWN_COST_H

#include <stdbool.h>

#include "analysis/findings/imports.h"
#include "model/profile.h"
#include "model/tree.h"

/* What an own function spends in another's function that it calls, without what comes back to own
   code from there; of import with all that is imported, own modules too. */
struct own_cost {
    uint32_t caller, callee;
    double time; /* seconds */
    int64_t calls;
    bool guessed; /* what comes back had to be shared out */
    bool imports; /* the callee is a part of import */
};

/* What costs are looked for in. */
struct own_cost_subject {
    const struct profile *profile;
    const bool *is_own; /* of each function */
    const struct imports *imports;
    const struct tree *tree; /* of the profile's calls: it tells what comes back to own code */
};

/* The costs of all calls from own functions to others, largest first (by keys where they are
   equal), those without any left out; of a function's calls into import only the largest. Sets
   *count; the caller's to free. Linear but for sorting. */
struct own_cost *own_cost_find(const struct own_cost_subject *subject, uint32_t *count);

#endif
