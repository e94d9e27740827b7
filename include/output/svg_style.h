#ifndef PROF2DOT_SVG_STYLE_H
#define PROF2DOT_SVG_STYLE_H

#include <stdbool.h>

#include "view/palette.h"

/* How an SVG is coloured and embedded. */
struct svg_style {
    enum theme theme;
    bool both_themes;      /* follows the reader's system */
    bool transparent;      /* no page behind the shapes */
    const char *id_prefix; /* before all ids; NULL: one made from the picture */
};

#endif
