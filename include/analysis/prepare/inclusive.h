#ifndef PROF2DOT_INCLUSIVE_H
#define PROF2DOT_INCLUSIVE_H

#include "model/profile.h"

/* Of a profile whose functions have exclusive costs only (profile.lacks_inclusive): works out their
   inclusive costs and counts of calls, and the exclusive costs of calls. Inclusive is what a
   function costs itself and what the calls cost that it makes, but for those of itself; and in a
   cycle of calls no more than all of the cycle costs, once: a call that goes around stands in calls
   over and over. It is no less than what calls from outside of the cycle cost, which may be all
   that the file tells of a function. Exclusive costs of calls are shares of the callee's by what
   calls cost. What nothing else calls was called once. Linear. */
void inclusive_fill(struct profile *profile);

#endif
