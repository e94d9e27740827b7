#ifndef PROF2DOT_LEGEND_H
#define PROF2DOT_LEGEND_H

#include "view/graph/maker.h"

/* Says in the graph's legend what is drawn, what was left out, and what colours, widths and marks
   mean: only those that occur. The nodes and edges have to be there. */
void legend_make(struct maker *maker);

#endif
