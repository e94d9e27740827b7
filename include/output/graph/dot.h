#ifndef PROF2DOT_DOT_H
#define PROF2DOT_DOT_H

#include "base/buf.h"
#include "view/graph/callgraph.h"

/* Appends the graph in Graphviz' DOT language, in UTF-8. The same graph gives the same bytes. Nodes
   are called n0, n1, ..., most expensive first; names occur only in labels and tooltips. */
void dot_write(const struct callgraph *graph, struct buf *out);

#endif
