#ifndef PROF2DOT_FOLDED_STACKS_H
#define PROF2DOT_FOLDED_STACKS_H

#include "base/buf.h"
#include "base/error.h"
#include "model/profile.h"

/* Appends the stacks of a profile as collapsed stacks (B. Gregg, FlameGraph), a line "frame;frame
   weight" for each that has any weight, in the order in which they were first met. Frames are as
   the file wrote them; under other names than the profile's (`shown` is another one, see disguise)
   they are "name (file:line)". Weights are samples or events; seconds become microseconds, as
   austin writes them. Fails with ERROR_INPUT, and appends nothing, where that would be more than
   4 GiB: each line has the whole stack, which many formats tell but once. */
bool folded_stacks_write(const struct profile *profile, const struct profile *shown,
                         struct buf *out, struct error *error);

#endif
