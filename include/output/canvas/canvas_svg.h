#ifndef PROF2DOT_CANVAS_SVG_H
#define PROF2DOT_CANVAS_SVG_H

#include "view/canvas.h"

/* How a canvas is to look. */
struct canvas_style {
    enum theme theme;
    bool both_themes;      /* follows the reader's system */
    bool transparent;      /* no page behind the shapes */
    const char *id_prefix; /* before all ids; NULL: one made from the picture */
};

/* Appends an SVG without scripts and fonts of its own: tooltips are titles, each text has the
   length it was measured to have, so that it fits in any font. Embedded, it shrinks to the width
   that it is given. The same canvas gives the same bytes. */
void canvas_svg_write(const struct canvas *canvas, const struct canvas_style *style,
                      struct buf *out);

#endif
