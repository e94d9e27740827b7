#ifndef PROF2DOT_STRIPES_H
#define PROF2DOT_STRIPES_H

#include "view/canvas.h"

/* The lines of a hatched box (CANVAS_HATCH): they rise to the right by 45 degrees, and are cut off
   at the box. */
struct stripes {
    const struct canvas_shape *box;
    double
        reach; /* of the next line: how far below the box's top it meets its left side, or would */
};

struct stripes stripes_start(const struct canvas_shape *box);

/* The next line goes from (x, y) `length` to the right and as much up. False after the last. */
bool stripes_next(struct stripes *stripes, double *x, double *y, double *length);

#endif
