#ifndef PROF2DOT_REPAIR_H
#define PROF2DOT_REPAIR_H

#include "model/profile.h"

/* Yappi writes the two counts of a function the other way round; all calls are never fewer than the
   primitive ones: swaps them where they are, and counts that in profile.repairs. Not for sampled
   profiles, whose counts mean something else. */
void repair_counts(struct profile *profile);

#endif
