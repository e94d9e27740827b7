#ifndef PROF2DOT_FRONT_H
#define PROF2DOT_FRONT_H

#include "view/graph/maker.h"

/* Makes the head of a ledger picture: what the profile is, what it comes down to, where most Own
   time is, and at the right what the signs in it mean and what it leaves out. The boxes, arrows and
   the legend have to be there. */
void front_make(struct maker *maker);

#endif
