#ifndef PROF2DOT_NODE_H
#define PROF2DOT_NODE_H

#include "view/graph/maker.h"

/* Makes the boxes of all functions that have one, and the clusters they stand in. The names have to
   be there. */
void node_make_all(struct maker *maker);

#endif
