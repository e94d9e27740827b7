#ifndef PROF2DOT_CANVAS_DOT_H
#define PROF2DOT_CANVAS_DOT_H

#include "view/canvas.h"

/* Appends a canvas as DOT of which Graphviz' own renderers make a picture of just its size, at 96
   dots per inch: one invisible node, before a background that is written in xdot 1.7
   (graphviz.org/docs/outputs/canon/#xdot). It is placed: the layout has to be nop2 (dot's leaves
   texts of a background without a font, and Graphviz 2.43 crashes). Fonts are those of the
   machine, so that the canvas should be `wide`. Rounded corners, dashes and stripes are as the
   renderer has them. */
void canvas_dot_write(const struct canvas *canvas, enum theme theme, struct buf *out);

#endif
