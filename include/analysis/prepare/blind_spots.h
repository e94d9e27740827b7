#ifndef PROF2DOT_BLIND_SPOTS_H
#define PROF2DOT_BLIND_SPOTS_H

#include "analysis/prepare/oddity.h"
#include "model/profile.h"

/* Notes what the profiler cannot see, or mixes up, where that matters: other threads, what happens
   inside of C functions, and what recording the calls took. Not for sampled profiles. Returns
   whether the profile is cProfile's: others do not mix or lose anything in these ways. Linear. */
bool blind_spots_find(const struct profile *profile, const struct totals *totals,
                      struct oddity_found found[ODDITIES]);

/* The same of sampled profiles: what C code takes, and several threads. Linear. */
void blind_spots_of_samples(const struct profile *profile, const struct totals *totals,
                            struct oddity_found found[ODDITIES]);

/* The least that a call of a function takes in itself, in seconds, of those that are called often
   enough to tell: recording a call takes no more than that. 0 where there are none. Linear. */
double blind_spots_cheapest(const struct profile *profile);

/* The time of C functions that only wait. Linear. */
double blind_spots_waiting(const struct profile *profile);

#endif
