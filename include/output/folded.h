#ifndef PROF2DOT_FOLDED_H
#define PROF2DOT_FOLDED_H

#include "base/buf.h"
#include "base/error.h"
#include "model/profile.h"
#include "model/tree.h"

/* Appends a tree as collapsed stacks, which flame graph tools read (B. Gregg, FlameGraph): for each
   block with own time a line "frame;frame;... weight", in nanoseconds or in samples or events, the
   outermost function first. A frame is "name (file:line)", or the bare name where the line is 0;
   ';' within it becomes ',', a newline or tab a blank. What was cut counts where it was cut; below
   no function at all, as "(12 more)". Times are rounded so that they add up to
   the whole, and scaled down where that is beyond 63 bits. */
void folded_write(const struct profile *profile, const struct tree *tree, struct buf *out);

/* Appends the stacks of a profile as collapsed stacks (B. Gregg, FlameGraph), a line "frame;frame
   weight" for each that has any weight, in the order in which they were first met. Frames are as
   the file wrote them; under other names than the profile's (`shown` is another one, see disguise)
   they are "name (file:line)". Weights are samples or events; seconds become microseconds, as
   austin writes them. Fails with ERROR_INPUT, and appends nothing, where that would be more than
   4 GiB: each line has the whole stack, which many formats tell but once. */
bool folded_stacks_write(const struct profile *profile, const struct profile *shown,
                         struct buf *out, struct error *error);

#endif
