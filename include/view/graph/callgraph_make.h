#ifndef PROF2DOT_CALLGRAPH_MAKE_H
#define PROF2DOT_CALLGRAPH_MAKE_H

#include "view/graph/callgraph.h"

/* Makes the graph of what is selected, as it is to be drawn. callgraph_free. */
struct callgraph callgraph_make(const struct callgraph_subject *subject,
                                const struct callgraph_style *style);

void callgraph_free(struct callgraph *graph);

#endif
