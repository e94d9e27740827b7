#ifndef PROF2DOT_CHANGES_PICTURE_H
#define PROF2DOT_CHANGES_PICTURE_H

#include "render/drawing.h"
#include "view/graph/callgraph.h"

/* Makes the graph of what changed since --base, of at most so many functions. Fails where a pattern
   of the selection fits nothing. */
bool changes_picture_make(const struct drawing *drawing, uint32_t max_nodes,
                          struct callgraph *graph, struct error *error);

#endif
