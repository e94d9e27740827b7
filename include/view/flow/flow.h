#ifndef PROF2DOT_FLOW_H
#define PROF2DOT_FLOW_H

#include "view/canvas.h"
#include "view/graph/callgraph.h"

/* Draws where the time goes, 1280 pixels wide in all: heights are time, ribbons carry it from
   callers to callees. The canvas is empty before. False if so many functions are called one by the
   other that their names have no room: fewer have to be selected. Of thirteen each has room. The
   same subject gives the same canvas on every machine. canvas_free. */
bool flow_make(const struct callgraph_subject *subject, const struct callgraph_style *style,
               struct canvas *canvas);

#endif
