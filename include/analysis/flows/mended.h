#ifndef PROF2DOT_MENDED_H
#define PROF2DOT_MENDED_H

#include "model/profile.h"

/* The profile with the inclusive times that its file lost (lost_times): what functions of one key
   call, and what leads to them, is as much as they take, as flow_repair tells. Calls that were
   raised are marked as estimated. A view with functions and calls of its own, or, where nothing
   that matters is lost, with the profile's; mended_free, before `profile`. Linear. */
struct profile mended_view(const struct profile *profile);

void mended_free(struct profile *view, const struct profile *profile);

#endif
