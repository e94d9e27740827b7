#ifndef PROF2DOT_CANVASES_H
#define PROF2DOT_CANVASES_H

#include "render/drawing.h"

/* The hot path as a column, and where the time goes: as SVGs that are made without Graphviz, and as
   PNGs that Graphviz' renderer makes of the same shapes. Fail with ERROR_INPUT where a selector
   fits nothing, PNGs with ERROR_RENDER where there is no renderer or no font. */
drawing_maker canvases_spine, canvases_flow, canvases_spine_png, canvases_flow_png;

#endif
