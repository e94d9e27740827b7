#ifndef PROF2DOT_HEAD_H
#define PROF2DOT_HEAD_H

#include "view/look.h"
#include "view/places.h"

/* Pixels: the margin round pictures on a canvas. */
enum { HEAD_MARGIN = 16 };

/* Draws what stands above a picture of that width: title, verdict, and the functions with most own
   time. Names the canvas. Returns how far down it reaches. */
double head_draw(const struct look *look, const struct places *places, double width);

/* Writes text in lines of at most `width`, broken at blanks; returns the baseline of a next line.
 */
double head_paragraph(const struct look *look, double x, double y, double width, struct str text);

#endif
