#ifndef PROF2DOT_SPINE_H
#define PROF2DOT_SPINE_H

#include "view/canvas.h"
#include "view/graph/callgraph.h"

/* Draws the hot path as a column, 900 pixels wide in all, with what it calls as lists beside it:
   for pages, mails and phones. No lines cross. The same subject gives the same canvas on every
   machine. The canvas is empty before. Always true. canvas_free. */
bool spine_make(const struct callgraph_subject *subject, const struct callgraph_style *style,
                struct canvas *canvas);

#endif
