#include "view/spine/column.h"

#include <math.h>

void column_box(struct canvas *canvas, const double place[4], bool is_own,
                const struct look_box *inks)
{
    struct canvas_shape box = {.kind = CANVAS_RECT,
                               .x = place[0],
                               .y = place[1],
                               .width = place[2],
                               .height = place[3],
                               .round = 6,
                               .thick = is_own ? 2 : 1,
                               .fill = inks->fill,
                               .pen = inks->border};
    canvas_add(canvas, &box);
}

void column_arrow(struct canvas *canvas, const struct column_arrow *arrow)
{
    double thick = canvas_round(1 + 7 * fmin(fmax(arrow->part, 0), 1));
    struct canvas_shape line = {.kind = CANVAS_LINE,
                                .x = arrow->x,
                                .y = arrow->top,
                                .height = arrow->bottom - COLUMN_ARROW_HIGH - arrow->top,
                                .thick = thick,
                                .dash = arrow->is_dashed ? 3 : 0,
                                .space = 3,
                                .pen = arrow->ink};
    struct canvas_shape tip = {.kind = CANVAS_ARROW,
                               .x = canvas_round(arrow->x - thick / 2 - 3),
                               .y = arrow->bottom - COLUMN_ARROW_HIGH,
                               .width = thick + 6,
                               .height = COLUMN_ARROW_HIGH - 1,
                               .fill = arrow->ink};
    canvas_add(canvas, &line);
    canvas_add(canvas, &tip);
}
