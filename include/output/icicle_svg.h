#ifndef PROF2DOT_ICICLE_SVG_H
#define PROF2DOT_ICICLE_SVG_H

#include "base/buf.h"
#include "view/flame/icicle.h"

/* How the picture is to look. */
struct icicle_style {
    enum theme theme;
    bool both_themes;      /* follows the reader's system */
    bool transparent;      /* no page behind the blocks */
    const char *id_prefix; /* before all ids; NULL: one made from the picture */
};

/* Appends an SVG without scripts: names on hover by its titles, readable at 100 %, shrinking to the
   width that it is given. Nothing in it is refused by a strict content security policy but its
   style sheet, without which it is whole. */
void icicle_svg_write(const struct icicle *icicle, const struct icicle_style *style,
                      struct buf *out);

#endif
