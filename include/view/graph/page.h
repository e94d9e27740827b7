#ifndef PROF2DOT_PAGE_H
#define PROF2DOT_PAGE_H

#include "view/graph/callgraph.h"

/* Points: how wide a picture may be, so that its text can be read where it is fitted to a screen.
 */
#define PAGE_WIDTH 1200.0

/* How wide Graphviz will draw the boxes, in points, without asking it: by our own measure of their
   text, and by how many come to stand side by side. Seldom less than what comes out. Linear. */
double page_predict(const struct callgraph *graph);

/* Puts trees of boxes that nothing connects below each other where they would be wider than the
   page side by side: sets `above` of their roots. */
void page_shelve(struct callgraph *graph);

/* The width of a ledger box in points. */
double page_box_width(const struct callgraph_node *node);

#endif
