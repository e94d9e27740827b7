#ifndef PROF2DOT_ICICLE_SVG_H
#define PROF2DOT_ICICLE_SVG_H

#include "base/buf.h"
#include "output/svg_style.h"
#include "view/flame/icicle.h"

/* Appends an SVG without scripts: names on hover by its titles, readable at 100 %, shrinking to the
   width that it is given. Nothing in it is refused by a strict content security policy but its
   style sheet, without which it is whole. */
void icicle_svg_write(const struct icicle *icicle, const struct svg_style *style, struct buf *out);

#endif
