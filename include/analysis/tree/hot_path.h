#ifndef PROF2DOT_HOT_PATH_H
#define PROF2DOT_HOT_PATH_H

#include "analysis/findings/imports.h"
#include "analysis/tree/hot_steps.h"
#include "model/profile.h"

/* Finds the path that summary, graph, spine and verdict share (hot_walk.h says by which rule).
   With `imports` (or NULL) it passes by exec where that only runs the program. hot_path_free. */
struct hot_path hot_path_find(const struct profile *profile, const bool *is_own,
                              const struct imports *imports);

void hot_path_free(struct hot_path *path);

#endif
