#ifndef PROF2DOT_BLAME_H
#define PROF2DOT_BLAME_H

#include <stdbool.h>

#include "model/profile.h"
#include "model/tree.h"
#include "python/origins.h"
#include "python/pattern.h"

/* Part of what an own function causes: the exclusive time of one package's functions. */
struct culprit {
    uint32_t package; /* index into blame.packages */
    double time;      /* seconds */
};

/* A function of the user's, and the time of others' functions that it is the nearest own caller
   of. Times are in seconds. */
struct blame_row {
    uint32_t function;
    double own;
    double caused;
    double lacking; /* of what is caused, what the file lacks: no function's exclusive time */
    struct culprit culprits[3]; /* the largest, largest first */
    uint32_t culprit_count;
};

struct blame_package {
    struct str name; /* "numpy"; "builtins" for C functions that no package is known of */
    double own;      /* exclusive time of all its functions */
};

/* Who causes which time. Owns all; blame_free. */
struct blame {
    const bool *is_own;             /* of each function; both borrowed from the origins */
    const enum origin *origins;     /* of each function */
    struct blame_row *rows;         /* one for each own function, largest own + caused first */
    uint32_t row_count;             /* 0: no function is the user's */
    struct blame_package *packages; /* of functions that are not own, largest first */
    uint32_t package_count;
    double own;     /* exclusive time of own functions */
    double caused;  /* of others' functions that own ones lead to */
    double nobodys; /* of others' functions that none leads to; the three sum up to all, and to what
                       the file lacks (the gaps of the tree), which is the nearest own function's */
    double nobodys_lacking; /* of `nobodys`, what the file lacks */
    struct arena arena;
};

/* Charges each function's exclusive time to the nearest own functions above it in the tree of calls
   (call_tree_make); packages have the names that are to be seen. Linear but for sorting. */
struct blame blame_find(const struct profile *profile, const struct profile *shown,
                        const struct origins *origins, const struct tree *tree);

void blame_free(struct blame *blame);

#endif
