#ifndef PROF2DOT_QUIET_H
#define PROF2DOT_QUIET_H

#include "model/tree.h"

/* What has less of its time itself, and passes at least so much of it on to one callee, is quiet.
 */
#define QUIET_OWN 0.01
#define QUIET_PASSED 0.97

/* Of each block whether it is no cost by itself, however large: its own time is less than 1 % of
   it, and it passes 97 % of it on to one callee, or leads to a block of `lead`, the function that
   the summary begins with (TREE_ROOT: none). That function is never quiet, the root always. The
   report's page decides by the same rule (templates/core/facts.js). The caller frees the array.
   Linear. */
bool *quiet_blocks(const struct tree *tree, uint32_t lead);

#endif
