#ifndef PROF2DOT_UNFOLD_STACKS_H
#define PROF2DOT_UNFOLD_STACKS_H

#include "analysis/tree/unfold.h"

/* The tree of calls of a profile that holds stacks: nothing is guessed. Frames of one function
   below one block are one block, whatever their lines; recursion is not folded. tree_free. */
struct tree unfold_stacks(const struct profile *profile, const struct unfold_options *options);

#endif
