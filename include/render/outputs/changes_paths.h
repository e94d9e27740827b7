#ifndef PROF2DOT_CHANGES_PATHS_H
#define PROF2DOT_CHANGES_PATHS_H

#include "render/drawing.h"

/* The trees of calls of a comparison on one base, as SVGs: what became of each path, and the path
   that what changed runs along. Never fail. */
drawing_maker changes_flame_svg, changes_spine_svg;

#endif
