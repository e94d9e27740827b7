#ifndef PROF2DOT_FLOW_MATES_H
#define PROF2DOT_FLOW_MATES_H

#include "analysis/flows/flows.h"

/* Pairs calls into a function with calls from it that are made equally often (4 times or more, no
   other one so often): they belong together, so the second is made only below the first. */
void flow_mates(struct flows *flows);

/* States tell blocks of one function apart by what they may call. A state is a function's index,
   or flows.functions + the index of a flow into it that is a mate. */
uint32_t flow_state(const struct flows *flows, uint32_t flow);

/* Whether a block that flow `in` led to (NO_FLOW: none) may make the call `out`. */
bool flow_allowed(const struct flows *flows, uint32_t in, uint32_t out);

#endif
