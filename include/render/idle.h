#ifndef PROF2DOT_RENDER_IDLE_H
#define PROF2DOT_RENDER_IDLE_H

#include "model/profile.h"
#include "render/request.h"

/* Appends a line for each pattern or folder of the request that fits nothing in the profile and
   does no harm by that: --own, --strip-prefix, --list-functions. */
void idle_patterns(const struct profile *profile, const struct request *request, struct buf *lines);

#endif
