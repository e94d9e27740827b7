#ifndef PROF2DOT_PATH_PARTS_H
#define PROF2DOT_PATH_PARTS_H

#include "analysis/graph/through.h"
#include "model/profile.h"
#include "model/tree.h"

/* Which paths are wanted: those without marked functions, those through one, or what is left of
   them from the first one on. */
enum path_filter { PATHS_IGNORE, PATHS_FOCUS, PATHS_SHOW_FROM };

/* The call tree of a table of calls, and what of it filters have left so far. Times are in whole
   quanta (unit_quanta), as the report's page holds them: templates/filter/parts.js works out the
   same from these. path_parts_free. */
struct path_parts {
    struct tree tree;
    double *own;  /* of each block */
    double *rest; /* of each block: what was cut below it, and its gap */
    bool *shown;  /* of each block: it belongs to the paths */
    double quantum;
};

/* Unfolds the table. Takes about a second at most. */
struct path_parts path_parts_make(const struct profile *profile);

/* Of each block whether it is at or below a marked function. The caller's to free. */
bool *path_parts_through(const struct path_parts *parts, const bool *marked);

/* How much of the time of functions and calls is on paths through marked functions, by the tree: of
   each function and call of the profile; zeros where the tree does not have it. Nothing where no
   block is `through` them. The caller's to free, both arrays. Linear. */
struct path_costs path_parts_costs(const struct path_parts *parts, const struct profile *profile,
                                   const bool *through);

/* Takes away what a filter does. */
void path_parts_cut(struct path_parts *parts, const bool *through, enum path_filter filter);

/* Gives functions other numbers: `place` of each one that is kept. Blocks of others are no longer
   shown. */
void path_parts_renumber(struct path_parts *parts, const uint32_t *place, const bool *kept);

void path_parts_free(struct path_parts *parts);

#endif
