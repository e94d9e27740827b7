#ifndef PROF2DOT_HOT_PATH_H
#define PROF2DOT_HOT_PATH_H

#include "analysis/findings/imports.h"
#include "analysis/tree/hot_steps.h"
#include "model/profile.h"
#include "model/tree.h"

/* Finds the path that summary, graph, spine and verdict share (hot_walk.h says by which rule).
   With `imports` (or NULL) it passes by exec where that only runs the program. hot_path_free. */
struct hot_path hot_path_find(const struct profile *profile, const bool *is_own,
                              const struct imports *imports);

/* Takes the times of the steps from the tree of calls: of each what lies below the first blocks of
   the steps before it, one below another, as it is told (told.h). The path ends where the
   tree has no such blocks; places of the verdict beyond that mean nothing then. Linear. */
void hot_path_measure(struct hot_path *path, const struct profile *profile,
                      const struct tree *tree);

/* Ends the path with the step of a function that is on it. For tables whose times no
   tree agrees with. */
void hot_path_end(struct hot_path *path, uint32_t function);

/* A path of its own with the same steps. hot_path_free. */
struct hot_path hot_path_copy(const struct hot_path *path);

void hot_path_free(struct hot_path *path);

#endif
