#ifndef PROF2DOT_FOLDED_H
#define PROF2DOT_FOLDED_H

#include "base/buf.h"
#include "model/profile.h"
#include "model/tree.h"

/* Appends a tree as collapsed stacks, which flame graph tools read (B. Gregg, FlameGraph): for each
   block with own time a line "frame;frame;... weight", in nanoseconds or in samples or events, the
   outermost function first. A frame is "name (file:line)", or the bare name where the line is 0;
   ';' within it becomes ',', a newline or tab a blank. What was cut counts where it was cut; below
   no function at all, as "(12 more)". Times are rounded so that they add up to
   the whole, and scaled down where that is beyond 63 bits. */
void folded_write(const struct profile *profile, const struct tree *tree, struct buf *out);

#endif
