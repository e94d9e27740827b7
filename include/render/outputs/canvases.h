#ifndef PROF2DOT_CANVASES_H
#define PROF2DOT_CANVASES_H

#include "render/drawing.h"

/* The hot path as a column, and where the time goes, as SVGs that are made without Graphviz. Fail
   with ERROR_INPUT where a selector fits nothing. */
drawing_maker canvases_spine, canvases_flow;

#endif
