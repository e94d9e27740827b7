#ifndef PROF2DOT_COST_H
#define PROF2DOT_COST_H

#include "view/graph/callgraph.h"

/* How much work Graphviz' dot will have with the graph: the number of virtual nodes it lays out,
   from nodes, edges and how many ranks the edges span; with edge labels in *labelled, without in
   *bare. Time grows with the third power: about 6e-12 s times the cube of it. Linear. */
void cost_of_layout(const struct callgraph *graph, double *labelled, double *bare);

/* The rank of each node: the longest way to it from above, but for edges that close cycles. The
   caller's to free. Linear. */
uint32_t *cost_ranks(const struct callgraph *graph);

#endif
