#ifndef PROF2DOT_SVG_H
#define PROF2DOT_SVG_H

#include "base/buf.h"
#include "view/graph/callgraph.h"

/* Turns the SVG that Graphviz made of dot_write's text into one for the web; appends to `out`. The
   prologue and comments go, the picture gets a name and a description, and each box and edge is
   called by what it shows instead of "n0": browsers read that out, and show it on hover. All ids
   begin with graph->id_prefix, or with one made from the picture; those that dot_write gave have
   none. Boxes link to where they say. Nothing in it is refused by a strict content security policy
   but its style sheet, without which it is still whole. With `dark` it has none: the rules of its
   dark theme are appended there. */
void svg_finish(struct str picture, const struct callgraph *graph, struct buf *out,
                struct buf *dark);

#endif
