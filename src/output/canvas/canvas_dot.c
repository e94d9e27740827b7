#include "output/canvas/canvas_dot.h"

#include "view/stripes.h"

/* Points to a pixel. */
static const double SCALE = 0.75;

struct writer {
    const struct canvas *canvas;
    enum theme theme;
    struct buf *out;
};

static void add_point(struct writer *w, double x, double y)
{
    buf_format(w->out, "%.3f %.3f ", x * SCALE, (w->canvas->height - y) * SCALE);
}

/* Ends an operation. Graphviz reads no string of more than 16 KiB in one line; a line that ends in
   a backslash goes on. */
static void end_operation(struct writer *w)
{
    buf_text(w->out, "\\\n");
}

static void add_colour(struct writer *w, char operation, uint16_t ink, double opacity)
{
    struct colour c = {0};
    unsigned alpha = ink ? 255 : 0;
    if (ink)
        c = w->canvas->inks[ink - 1][w->theme];
    if (opacity > 0)
        alpha = (unsigned)(alpha * opacity + 0.5);
    buf_format(w->out, "%c 9 -#%02x%02x%02x%02x ", operation, c.red, c.green, c.blue, alpha);
}

static void add_style(struct writer *w, const char *style)
{
    buf_format(w->out, "S %zu -%s ", str_of(style).size, style);
}

static void add_pen(struct writer *w, const struct canvas_shape *shape)
{
    struct buf width = {0};
    add_colour(w, 'c', shape->pen, 0);
    buf_format(&width, "setlinewidth(%.3f)", shape->thick * SCALE);
    add_style(w, width.data);
    add_style(w, shape->dash > 2 ? "dashed" : shape->dash > 0 ? "dotted" : "solid");
    buf_free(&width);
}

/* Outlines and lines that bend: the points of cubic curves, three more for each. */
static void add_curves(struct writer *w, const struct canvas_shape *shape, const double *points,
                       int count)
{
    add_pen(w, shape);
    add_colour(w, 'C', shape->fill, shape->opacity);
    buf_format(w->out, "b %d ", count);
    for (int i = 0; i < count; i++)
        add_point(w, points[2 * i], points[2 * i + 1]);
    end_operation(w);
}

static void add_polygon(struct writer *w, const struct canvas_shape *shape, const double *points,
                        int count)
{
    add_pen(w, shape);
    add_colour(w, 'C', shape->fill, shape->opacity);
    buf_format(w->out, "P %d ", count);
    for (int i = 0; i < count; i++)
        add_point(w, points[2 * i], points[2 * i + 1]);
    end_operation(w);
}

static void add_stroke(struct writer *w, double x, double y, double right, double bottom)
{
    buf_text(w->out, "L 2 ");
    add_point(w, x, y);
    add_point(w, right, bottom);
    end_operation(w);
}

/* Corners are curves whose control points are the corners themselves. */
static void add_round(struct writer *w, const struct canvas_shape *s)
{
    double l = s->x, t = s->y, r = l + s->width, b = t + s->height, c = s->round;
    double points[] = {l + c, t, l + c, t, r - c, t, r - c, t, r, t,     r, t,     r,
                       t + c, r, t + c, r, b - c, r, b - c, r, b, r,     b, r - c, b,
                       r - c, b, l + c, b, l + c, b, l,     b, l, b,     l, b - c, l,
                       b - c, l, t + c, l, t + c, l, t,     l, t, l + c, t};
    add_curves(w, s, points, 25);
}

static void add_rect(struct writer *w, const struct canvas_shape *s)
{
    double right = s->x + s->width, bottom = s->y + s->height;
    if (s->round > 0)
        add_round(w, s);
    else
        add_polygon(w, s, (double[]){s->x, s->y, right, s->y, right, bottom, s->x, bottom}, 4);
}

/* A text is told by its bytes. In DOT quotes need a backslash before them, and what follows a
   backslash must not be taken with it: an invisible character divides them. */
static void add_bytes(struct writer *w, struct str text)
{
    struct buf bytes = {0}, quoted = {0};
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        byte = byte == '\n' || byte == '\t' ? ' ' : byte;
        buf_text(&quoted, byte == '"' ? "\\" : "");
        buf_char(&quoted, byte);
        buf_char(&bytes, byte);
        if (byte == '\\') {
            buf_text(&quoted, "\u200b");
            buf_text(&bytes, "\u200b");
        }
    }
    buf_format(w->out, "%zu -", bytes.size);
    buf_str(w->out, buf_slice(&quoted));
    buf_char(w->out, ' ');
    buf_free(&bytes);
    buf_free(&quoted);
}

static void add_text(struct writer *w, const struct canvas_shape *s)
{
    const char *font = s->font.bold ? "Helvetica-Bold" : "Helvetica";
    if (s->font.italic)
        font = "Helvetica-Oblique";
    add_colour(w, 'c', s->font.ink, 0);
    buf_format(w->out, "F %.3f %zu -%s T ", s->font.size * SCALE, str_of(font).size, font);
    add_point(w, s->ends ? s->x + s->width : s->x, s->y);
    buf_format(w->out, "%d %.3f ", s->ends ? 1 : -1, s->width * SCALE);
    add_bytes(w, s->text);
    end_operation(w);
}

static void add_line(struct writer *w, const struct canvas_shape *s)
{
    add_pen(w, s);
    add_stroke(w, s->x, s->y, s->x + s->width, s->y + s->height);
}

static void add_arrow(struct writer *w, const struct canvas_shape *s)
{
    double middle = s->x + s->width / 2;
    double points[] = {s->x, s->y, s->x + s->width, s->y, middle, s->y + s->height};
    add_polygon(w, s, points, 3);
}

static void add_ribbon(struct writer *w, const struct canvas_shape *s)
{
    double right = s->x + s->width, middle = s->x + s->width / 2, h = s->height;
    double points[] = {s->x,     s->y,      middle, s->y,     middle,    s->y2,    right,
                       s->y2,    right,     s->y2,  right,    s->y2 + h, right,    s->y2 + h,
                       middle,   s->y2 + h, middle, s->y + h, s->x,      s->y + h, s->x,
                       s->y + h, s->x,      s->y,   s->x,     s->y};
    add_curves(w, s, points, 13);
}

static void add_hatch(struct writer *w, const struct canvas_shape *s)
{
    struct stripes stripes = stripes_start(s);
    double x, y, length;
    add_pen(w, s);
    while (stripes_next(&stripes, &x, &y, &length))
        add_stroke(w, x, y, x + length, y - length);
}

static void skip_shape(struct writer *w, const struct canvas_shape *s)
{
    (void)w;
    (void)s;
}

void canvas_dot_write(const struct canvas *canvas, enum theme theme, struct buf *out)
{
    static void (*const adders[])(struct writer *, const struct canvas_shape *) = {
        [CANVAS_RECT] = add_rect,   [CANVAS_TEXT] = add_text,     [CANVAS_LINE] = add_line,
        [CANVAS_ARROW] = add_arrow, [CANVAS_RIBBON] = add_ribbon, [CANVAS_HATCH] = add_hatch,
        [CANVAS_OPEN] = skip_shape, [CANVAS_CLOSE] = skip_shape,
    };
    struct writer w = {canvas, theme, out};
    buf_text(out, "digraph {\ngraph [pad=0 margin=0 bgcolor=transparent _background=\"");
    for (size_t i = 0; i < canvas->count; i++)
        adders[canvas->shapes[i].kind](&w, &canvas->shapes[i]);
    double width = canvas->width * SCALE, height = canvas->height * SCALE;
    buf_format(out, "\" viewport=\"%.3f,%.3f,1,%.3f,%.3f\"", width, height, width / 2, height / 2);
    buf_format(out,
               "];\nn [shape=box style=invis label=\"\" fixedsize=true width=%.6f height=%.6f "
               "pos=\"%.3f,%.3f\"];\n}\n",
               width / 72, height / 72, width / 2, height / 2);
}
