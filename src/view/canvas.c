#include "view/canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "view/measure.h"

uint16_t canvas_mix(struct canvas *canvas, struct colour light, struct colour dark)
{
    struct colour wanted[THEMES] = {[THEME_LIGHT] = light, [THEME_DARK] = dark};
    for (size_t i = 0; i < canvas->ink_count; i++)
        if (memcmp(canvas->inks[i], wanted, sizeof wanted) == 0)
            return (uint16_t)(i + 1);
    canvas->inks =
        memory_grow(canvas->inks, &canvas->ink_room, canvas->ink_count + 1, sizeof *canvas->inks);
    memcpy(canvas->inks[canvas->ink_count++], wanted, sizeof wanted);
    return (uint16_t)canvas->ink_count;
}

void canvas_add(struct canvas *canvas, const struct canvas_shape *shape)
{
    canvas->shapes =
        memory_grow(canvas->shapes, &canvas->room, canvas->count + 1, sizeof *canvas->shapes);
    canvas->shapes[canvas->count++] = *shape;
}

double canvas_round(double value)
{
    return round(value * 10) / 10;
}

static enum measure_face face_of(const struct canvas *canvas, const struct canvas_font *font)
{
    if (canvas->wide)
        return font->bold ? MEASURE_WIDE_BOLD : MEASURE_WIDE;
    return font->bold ? MEASURE_SANS_BOLD : MEASURE_SANS;
}

/* Small text on few pixels: a renderer that rounds each letter's width makes some texts longer. */
static double slack_of(const struct canvas *canvas)
{
    static const double SLACK = 1.05;
    return canvas->wide ? SLACK : 1;
}

double canvas_width(const struct canvas *canvas, struct str text, const struct canvas_font *font)
{
    return measure_text(text, face_of(canvas, font), font->size) * slack_of(canvas);
}

struct str canvas_cut(struct canvas *canvas, struct str text, double width,
                      const struct canvas_font *font)
{
    return measure_cut(text, face_of(canvas, font), font->size, width / slack_of(canvas),
                       &canvas->arena);
}

static double write_text(struct canvas *canvas, struct canvas_shape shape)
{
    shape.kind = CANVAS_TEXT;
    shape.width = canvas_round(canvas_width(canvas, shape.text, &shape.font));
    shape.x = canvas_round(shape.ends ? shape.x - shape.width : shape.x);
    shape.y = canvas_round(shape.y);
    if (shape.width > 0)
        canvas_add(canvas, &shape);
    return shape.width;
}

double canvas_text(struct canvas *canvas, double x, double y, struct str text,
                   const struct canvas_font *font)
{
    return write_text(canvas, (struct canvas_shape){.x = x, .y = y, .font = *font, .text = text});
}

double canvas_text_right(struct canvas *canvas, double right, double y, struct str text,
                         const struct canvas_font *font)
{
    return write_text(canvas, (struct canvas_shape){
                                  .x = right, .y = y, .font = *font, .text = text, .ends = true});
}

void canvas_line(struct canvas *canvas, double x, double y, double width, double height,
                 uint16_t pen)
{
    struct canvas_shape shape = {.kind = CANVAS_LINE,
                                 .x = canvas_round(x),
                                 .y = canvas_round(y),
                                 .width = canvas_round(width),
                                 .height = canvas_round(height),
                                 .thick = 1,
                                 .pen = pen};
    canvas_add(canvas, &shape);
}

void canvas_open(struct canvas *canvas, struct str tooltip, struct str link)
{
    struct canvas_shape shape = {.kind = CANVAS_OPEN, .text = tooltip, .link = link};
    canvas_add(canvas, &shape);
}

void canvas_close(struct canvas *canvas)
{
    struct canvas_shape shape = {.kind = CANVAS_CLOSE};
    canvas_add(canvas, &shape);
}

struct str canvas_settle(struct canvas *canvas, struct buf *text)
{
    struct str copy = arena_copy(&canvas->arena, buf_slice(text));
    buf_free(text);
    return copy;
}

void canvas_free(struct canvas *canvas)
{
    free(canvas->shapes);
    free(canvas->inks);
    arena_free(&canvas->arena);
    *canvas = (struct canvas){0};
}
