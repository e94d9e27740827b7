#ifndef PROF2DOT_NODE_H
#define PROF2DOT_NODE_H

#include "base/buf.h"
#include "view/graph/callgraph.h"

/* What the steps of making a graph share. */
struct maker {
    const struct callgraph_subject *subject;
    const struct callgraph_style *style;
    struct callgraph *graph;
};

/* Moves what a buffer holds into the graph's arena, and empties it. */
struct str maker_settle(struct maker *maker, struct buf *text);

/* The style's palette for the colours at index 0, that of the dark theme for those at 1. */
struct palette maker_palette(const struct maker *maker, int index);

/* Appends how often something was called, or of a sampled profile was met: "×10 001", "242
   samples"; nothing if that was not counted. */
void maker_add_count(const struct maker *maker, int64_t count, struct buf *out);

/* Makes the boxes of all selected functions, and the clusters they stand in. */
void node_make_all(struct maker *maker);

#endif
