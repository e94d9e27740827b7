#ifndef PROF2DOT_COLUMN_H
#define PROF2DOT_COLUMN_H

#include "view/canvas.h"
#include "view/look.h"

/* What columns of boxes are drawn of: the hot path, and the path of a change. Lengths are pixels.
 */
enum { COLUMN_ARROW_AT = 34, COLUMN_ARROW_HIGH = 8 };

/* An arrow from the end of one box to the next. */
struct column_arrow {
    double x, top, bottom;
    double part; /* how thick it is, from 0 to 1 */
    bool is_dashed;
    uint16_t ink;
};

/* Adds a box at x, y, of a width and height; that of own code has a thick border. */
void column_box(struct canvas *canvas, const double place[4], bool is_own,
                const struct look_box *inks);

void column_arrow(struct canvas *canvas, const struct column_arrow *arrow);

#endif
