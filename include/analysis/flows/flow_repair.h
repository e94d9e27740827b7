#ifndef PROF2DOT_FLOW_REPAIR_H
#define PROF2DOT_FLOW_REPAIR_H

#include "analysis/flows/flows.h"

/* Raises the totals of calls where the file contradicts itself because the profiler overwrote
   entries of one name by each other. What enters a function that is never called while it runs
   equals what it spends and passes on; where less enters than leaves, the lack is laid upon the
   callers: those first that miss time themselves, then those that are called while they run, else
   all, by their number of calls. Callees are repaired before callers. Linear in the calls, up to 8
   times. */
void flow_repair(struct flows *flows);

#endif
