#ifndef PROF2DOT_CHANGES_PATHS_H
#define PROF2DOT_CHANGES_PATHS_H

#include "render/drawing.h"

/* The trees of calls of a comparison on one base: what became of each path, and the path that what
   changed runs along. The PNG fails with ERROR_RENDER where there is no renderer or no font. */
drawing_maker changes_flame_svg, changes_spine_svg, changes_spine_png;

#endif
