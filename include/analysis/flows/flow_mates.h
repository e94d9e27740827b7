#ifndef PROF2DOT_FLOW_MATES_H
#define PROF2DOT_FLOW_MATES_H

#include "analysis/flows/flows.h"

/* Pairs calls into a function with calls from it that are made equally often (4 times or more, no
   other one so often): they belong together, so the second is made only below the first. Where
   equally many of both lie in no other of theirs, and the second takes what the first has to pass
   on, it is also the only one that is made there within the cycle. */
void flow_mates(struct flows *flows);

/* States tell blocks of one function apart by what they may call. A state is a function's index,
   or flows.functions + the index of a flow into it that is a mate. */
uint32_t flow_state(const struct flows *flows, uint32_t flow);

/* Whether a block that flow `in` led to (NO_FLOW: none) may make the call `out`. */
bool flow_allowed(const struct flows *flows, uint32_t in, uint32_t out);

#endif
