#ifndef PROF2DOT_STACK_COSTS_H
#define PROF2DOT_STACK_COSTS_H

#include "model/builder.h"

/* Fills in what follows from builder->profile.stacks: the costs and samples of functions, the
   calls, the costs of lines. A function, or a pair of neighbours, counts once a stack however often
   it stands on it. In time and memory linear in stacks and frames. */
void stack_costs_add(struct builder *builder);

#endif
