#ifndef PROF2DOT_SVG_THEME_H
#define PROF2DOT_SVG_THEME_H

#include "base/buf.h"
#include "view/graph/callgraph.h"

/* Appends the style sheet of a picture whose ids begin with `prefix`: it shrinks to the width that
   it is given and, with both_themes, takes the colours of the dark theme where the reader's system
   has it. Rules concern the picture's own ids alone, so that they do not touch the page that it
   stands in. */
void svg_theme_write(const struct callgraph *graph, struct str prefix, struct buf *out);

/* Appends the rules of the dark theme alone, for a page that knows when to apply them. */
void svg_theme_dark(const struct callgraph *graph, struct str prefix, struct buf *out);

#endif
