#ifndef PROF2DOT_CHANGES_FLAME_H
#define PROF2DOT_CHANGES_FLAME_H

#include "render/drawing.h"

/* The trees of calls of a comparison as one flame view, an SVG: what became of each path. Never
   fails. */
drawing_maker changes_flame_svg;

#endif
