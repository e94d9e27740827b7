#ifndef PROF2DOT_PICTURES_H
#define PROF2DOT_PICTURES_H

#include "render/drawing.h"

/* The call graph as DOT, SVG and PNG. Where Graphviz fails on an SVG or PNG, simpler drawings are
   tried (labels beside the edges, none, half the functions), and a note says so. Fails with
   ERROR_INPUT where a selector fits nothing, with ERROR_RENDER where no drawing can be made. */
drawing_maker pictures_dot, pictures_svg, pictures_png;

void drawing_free_part(struct drawing_part *part);

#endif
