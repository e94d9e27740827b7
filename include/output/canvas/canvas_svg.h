#ifndef PROF2DOT_CANVAS_SVG_H
#define PROF2DOT_CANVAS_SVG_H

#include "output/svg_style.h"
#include "view/canvas.h"

/* Appends an SVG without scripts and fonts of its own: tooltips are titles, each text has the
   length it was measured to have, so that it fits in any font. Embedded, it shrinks to the width
   that it is given. The same canvas gives the same bytes. */
void canvas_svg_write(const struct canvas *canvas, const struct svg_style *style, struct buf *out);

#endif
