#ifndef PROF2DOT_CANVASES_H
#define PROF2DOT_CANVASES_H

#include "render/drawing.h"

/* The hot path as a column, as an SVG that is made without Graphviz. Fails with ERROR_INPUT where a
   selector fits nothing. */
drawing_maker canvases_spine;

#endif
