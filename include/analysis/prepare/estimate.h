#ifndef PROF2DOT_ESTIMATE_H
#define PROF2DOT_ESTIMATE_H

#include "model/profile.h"

/* Callers of which a file tells only how often they call (the profile module, hotshot): shares each
   function's inclusive time among them by primitive calls. Calls from outside of the cycle that the
   function is part of are all primitive; what primitive calls are left came from within the cycle.
   A recursive call within the cycle takes no less than its part of all calls.
   Not for sampled profiles, whose counts are no calls. Linear. */
void estimate_calls(struct profile *profile);

#endif
