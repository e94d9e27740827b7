#ifndef PROF2DOT_MEASURE_H
#define PROF2DOT_MEASURE_H

#include "base/arena.h"
#include "base/str.h"
#include "view/measure_widths.h"

/* How wide a text is, the same on every machine: by tables of the fonts that viewers have, not by
   the fonts that are installed. Kerning is left out. tests/fonts/widths makes the tables. */

/* Fonts with the widths of MEASURE_SANS, as CSS and SVG name them, best first. */
#define MEASURE_SANS_FONTS "Helvetica,Arial,Liberation Sans,DejaVu Sans,sans-serif"

/* The width of well-formed UTF-8 at a font size, in the size's unit (px or pt). */
double measure_text(struct str text, enum measure_face face, double size);

/* The text, if it is at most `width` wide; else its start and its end around "…", both ends whole
   characters with their accents; empty if not even "…" fits. What is cut is in the arena. */
struct str measure_cut(struct str text, enum measure_face face, double size, double width,
                       struct arena *arena);

#endif
