#ifndef PROF2DOT_CONTRACT_H
#define PROF2DOT_CONTRACT_H

#include <stdbool.h>

#include "model/profile.h"

/* Connects one kept function to another: by direct calls and by chains of calls through removed
   functions. Times are in seconds; the counts are those of direct calls. */
struct link {
    uint32_t caller; /* indices into profile.functions, not equal where anything leads through */
    uint32_t callee;
    int64_t calls;
    int64_t primitive;
    double own;     /* the callee's exclusive time when reached from here */
    double total;   /* its inclusive time when reached from here */
    double through; /* the part of `total` that came over removed functions */
    bool estimated;
    bool residual; /* no direct call */
};

/* A call graph without some of its functions. Their time stays in the sums. */
struct contraction {
    struct link *links; /* grouped by callee, at most one for a pair */
    uint32_t link_count;
    double *absorbed;        /* of each kept function: own time of removed functions below it */
    uint32_t *absorbed_from; /* how many these are; each is counted where most of it went */
    double unplaced;         /* own time of removed functions that no kept one leads to */
    uint32_t unplaced_from;
};

/* Removes the functions that are not marked in `kept`. The time of a removed function goes to those
   that called it, in the proportions of their calls' times, and over them to the nearest kept ones;
   what it called becomes called by those. Removed functions that call each other in a cycle are
   taken as one. The sum of all own times is kept to rounding. After google/pprof's residual edges,
   which come from whole stacks; a call table gives the same where each removed function behaves
   alike for all its callers. At most 256 kept
   functions, the largest, stand for all that are behind a removed one: linear.
   contract_free. */
struct contraction contract_functions(const struct profile *profile, const bool *kept);

void contract_free(struct contraction *contraction);

#endif
