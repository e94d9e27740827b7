#ifndef PROF2DOT_IMPORT_TIME_H
#define PROF2DOT_IMPORT_TIME_H

#include "analysis/findings/imports.h"
#include "model/tree.h"

/* What importing takes. */
struct import_time {
    double time; /* inclusive, in the profile's unit; nested imports count once */
    bool is_guessed;
};

/* Adds up the calls that lead into import, each by its part that is not below import already. What
   is below is told by the tree, which is call_tree_make's. Adds to imported[f], of each function,
   the part of its own time that is below import (NULL: not wanted). Linear but for sorting. */
struct import_time import_time_find(const struct profile *profile, const struct imports *imports,
                                    const struct tree *tree, double *imported);

#endif
