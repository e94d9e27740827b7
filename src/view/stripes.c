#include "view/stripes.h"

/* Pixels from one line to the next. */
static const double STEP = 4;

struct stripes stripes_start(const struct canvas_shape *box)
{
    return (struct stripes){box, STEP / 2};
}

bool stripes_next(struct stripes *stripes, double *x, double *y, double *length)
{
    const struct canvas_shape *box = stripes->box;
    double reach = stripes->reach;
    if (!(reach < box->width + box->height))
        return false;
    double below = reach > box->height ? reach - box->height : 0;
    double end = reach < box->width ? reach : box->width;
    *x = box->x + below;
    *y = box->y + reach - below;
    *length = end - below;
    stripes->reach += STEP;
    return true;
}
