#ifndef PROF2DOT_PSTATS_H
#define PROF2DOT_PSTATS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "model/profile.h"

/* Reads a marshalled pstats dict, as cProfile, profile, hotshot's converter, yappi,
   pstats.dump_stats and Python 3.15's sampling profiler write it, into *profile, which the caller
   frees. False, with the byte at which it went wrong, where the bytes are something else; *profile
   is empty then. What merely is odd in the numbers is repaired and counted in profile.repairs. */
bool pstats_read(struct str bytes, struct profile *profile, struct error *error);

#endif
