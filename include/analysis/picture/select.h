#ifndef PROF2DOT_SELECT_H
#define PROF2DOT_SELECT_H

#include <stdbool.h>

#include "analysis/picture/abridged.h"
#include "analysis/tree/hot_path.h"
#include "base/error.h"
#include "model/profile.h"
#include "python/pattern.h"

enum { SELECT_NO_DEPTH = -1 };

/* Which part of a profile is wanted. Shares are fractions of the profile's total. */
struct select_options {
    double total;          /* seconds that shares are of */
    double node_share;     /* least share of a function's inclusive time */
    double edge_share;     /* least share of a call's inclusive time */
    uint32_t max_nodes;    /* 0: any number */
    double links_per_node; /* how many calls may be drawn a function; 0: all */
    bool for_ledger;       /* functions need not all be boxes */
    bool direct_only;      /* draw calls alone, and only by their share: as gprof2dot does */
    int64_t depth;         /* calls away from the roots (and from the leaves); or SELECT_NO_DEPTH */
    struct patterns roots, leaves, paths;
    const bool *is_own;              /* of each function (origins.h); NULL: none is */
    uint32_t most_own; /* all own code above the threshold stays, and what it calls directly, if
                          these are so many at most, be that more than max_nodes */
    const struct hot_path *path;     /* to be shown before others; or NULL */
    const struct abridged *abridged; /* what makes the profile a view of another; or NULL */
};

/* The chosen functions, largest inclusive time first, and how many went for which reason.
   select_free. */
struct selection {
    uint32_t *functions; /* indices into profile.functions */
    uint32_t function_count;
    uint32_t filtered;        /* functions out of reach of roots, leaves, depth or paths */
    uint32_t below_threshold; /* functions below node_share */
    uint32_t over_cap;        /* functions beyond max_nodes */
    uint32_t passing;         /* or, with room left, those that only pass time on */
    bool *kept;               /* of each function: in reach of them */
    bool *pinned;             /* of each chosen function: a root or leaf pattern names it */
    bool *stays; /* of each chosen function: own code above the threshold, or called by it */
};

/* Chooses. Roots and leaves are followed through the whole graph, breadth first, before anything is
   cut; functions that a root or leaf pattern names stay whatever they cost. If more are left than
   max_nodes, own code and what it calls directly come first (most_own); of the others
   choose_functions takes what there is room for. Without roots, depth is
   counted from the functions that nothing calls. Ties are settled by key, so that the order in the
   file does not matter. Fails with ERROR_INPUT where a pattern fits nothing, naming the nearest; then
   the selection is empty and owns nothing. */
bool select_functions(const struct profile *profile, const struct select_options *options,
                      struct selection *selection, struct error *error);

/* The calls among the selected functions that are not below options->edge_share, largest first:
   indices into profile.calls, *count of them, the caller's to free. */
uint32_t *select_calls(const struct profile *profile, const struct select_options *options,
                       const struct selection *selection, uint32_t *count);

void select_free(struct selection *selection);

#endif
