#ifndef PROF2DOT_HOT_WALK_H
#define PROF2DOT_HOT_WALK_H

#include "analysis/findings/imports.h"
#include "analysis/tree/hot_steps.h"
#include "model/profile.h"

/* Follows the time from `entry` on and adds the steps to `path`, which has none. Each function is
   met at most once. From each it takes, of these, the first that there is:
   (o) the function below in which the time meets again, if it gets 15 % more than the largest
       call to a new function has: that is one way of several to it. The step is marked as a jump.
       Import and exec, which serve all, do not count;
   (a) the largest call to a new function, if it has a third of the caller's inclusive time and not
       less than its exclusive time;
   (b) in a cycle, the largest call that leaves the cycle, if it has a third of the time, reached by
       the widest way within the cycle; the path goes back to where that way begins;
   (c) the function below in which the time meets again, after it went several ways: the topmost of
       those that get at least 90 % of the most that any gets, if that is a third. The step
       is marked as a jump.
   Linear, but for sorting and for jumps, of which only so many are looked for as take some
   hundredths of a second. */
void hot_walk(const struct profile *profile, const struct imports *imports, uint32_t entry,
              struct hot_path *path);

#endif
