#include "output/canvas/canvas_svg.h"

#include <stdio.h>

#include "output/escape.h"
#include "view/measure.h"
#include "view/stripes.h"

struct writer {
    const struct canvas *canvas;
    const struct svg_style *style;
    struct str prefix;
    struct buf *out;
};

/* Appends a number with at most six decimals, without zeros at the end. */
static void add_number(struct buf *out, double value)
{
    if (value == (int)value) {
        buf_format(out, "%d", (int)value);
        return;
    }
    buf_format(out, "%.6f", value);
    size_t end = out->size;
    while (out->data[end - 1] == '0')
        end--;
    buf_cut(out, out->data[end - 1] == '.' ? end - 1 : end);
}

static void add_value(struct writer *w, const char *name, double value)
{
    buf_format(w->out, " %s=\"", name);
    add_number(w->out, value);
    buf_char(w->out, '"');
}

/* Appends words of a path: letters are commands, '#' stands for the next of the values. */
static void add_path(struct writer *w, const char *form, const double *values)
{
    buf_text(w->out, "<path d=\"");
    for (const char *at = form; *at; at++) {
        if (*at == '#')
            add_number(w->out, *values++);
        else
            buf_char(w->out, *at);
    }
    buf_char(w->out, '"');
}

static void add_colour(struct writer *w, const char *attribute, uint16_t ink)
{
    struct colour c = w->canvas->inks[ink - 1][w->style->theme];
    buf_format(w->out, " %s=\"#%02x%02x%02x\"", attribute, c.red, c.green, c.blue);
}

/* Appends a word of a class attribute; the first one begins it. */
static void add_class(struct writer *w, bool *any, const char *word, unsigned number)
{
    buf_text(w->out, *any ? " " : " class=\"");
    buf_text(w->out, word);
    if (number)
        buf_format(w->out, "%u", number);
    *any = true;
}

/* Appends fill and outline, and the classes by which the dark theme finds them. */
static void add_paint(struct writer *w, uint16_t fill, uint16_t pen, const char *role)
{
    bool themed = w->style->both_themes, any = false;
    if (fill)
        add_colour(w, "fill", fill);
    else
        buf_text(w->out, " fill=\"none\"");
    if (pen)
        add_colour(w, "stroke", pen);
    if (role)
        add_class(w, &any, role, 0);
    if (themed && fill)
        add_class(w, &any, "f", fill);
    if (themed && pen)
        add_class(w, &any, "s", pen);
    buf_text(w->out, any ? "\"" : "");
}

static void add_outline(struct writer *w, const struct canvas_shape *shape)
{
    if (shape->thick != 1)
        add_value(w, "stroke-width", shape->thick);
    if (shape->dash > 0)
        buf_format(w->out, " stroke-dasharray=\"%.0f %.0f\"", shape->dash, shape->space);
}

static void add_rect(struct writer *w, const struct canvas_shape *shape)
{
    buf_text(w->out, "<rect");
    add_value(w, "x", shape->x);
    add_value(w, "y", shape->y);
    add_value(w, "width", shape->width);
    add_value(w, "height", shape->height);
    if (shape->round > 0)
        add_value(w, "rx", shape->round);
    add_paint(w, shape->fill, shape->pen, shape->role);
    if (shape->pen)
        add_outline(w, shape);
    if (shape->opacity > 0)
        add_value(w, "fill-opacity", shape->opacity);
    buf_text(w->out, "/>\n");
}

static void add_text(struct writer *w, const struct canvas_shape *shape)
{
    buf_text(w->out, "<text");
    add_value(w, "x", shape->x);
    add_value(w, "y", shape->y);
    add_value(w, "font-size", shape->font.size);
    buf_text(w->out, shape->font.bold ? " font-weight=\"bold\"" : "");
    buf_text(w->out, shape->font.italic ? " font-style=\"italic\"" : "");
    add_value(w, "textLength", shape->width);
    buf_text(w->out, " lengthAdjust=\"spacingAndGlyphs\"");
    add_paint(w, shape->font.ink, 0, shape->role);
    buf_char(w->out, '>');
    escape_xml(w->out, shape->text);
    buf_text(w->out, "</text>\n");
}

static void add_line(struct writer *w, const struct canvas_shape *shape)
{
    add_path(w, "M# #l# #", (double[]){shape->x, shape->y, shape->width, shape->height});
    add_paint(w, 0, shape->pen, shape->role);
    add_outline(w, shape);
    buf_text(w->out, "/>\n");
}

static void add_arrow(struct writer *w, const struct canvas_shape *shape)
{
    double values[] = {shape->x, shape->y, shape->width, -shape->width / 2, shape->height};
    add_path(w, "M# #h#l# #z", values);
    add_paint(w, shape->fill, 0, shape->role);
    buf_text(w->out, "/>\n");
}

static void add_ribbon(struct writer *w, const struct canvas_shape *shape)
{
    double half = shape->width / 2, fall = shape->y2 - shape->y;
    double values[] = {shape->x,      shape->y, half, half,  fall,  shape->width,  fall,
                       shape->height, -half,    0,    -half, -fall, -shape->width, -fall};
    add_path(w, "M# #c# 0 # # # #v#c# # # # # #z", values);
    add_paint(w, shape->fill, shape->pen, shape->role);
    if (shape->pen)
        add_outline(w, shape);
    if (shape->opacity > 0)
        add_value(w, "fill-opacity", shape->opacity);
    buf_text(w->out, "/>\n");
}

static void add_hatch(struct writer *w, const struct canvas_shape *shape)
{
    struct stripes stripes = stripes_start(shape);
    double x, y, length;
    buf_text(w->out, "<path d=\"");
    while (stripes_next(&stripes, &x, &y, &length)) {
        buf_char(w->out, 'M');
        add_number(w->out, x);
        buf_char(w->out, ' ');
        add_number(w->out, y);
        buf_char(w->out, 'l');
        add_number(w->out, length);
        buf_char(w->out, ' ');
        add_number(w->out, -length);
    }
    buf_char(w->out, '"');
    add_paint(w, 0, shape->pen, shape->role);
    add_outline(w, shape);
    buf_text(w->out, "/>\n");
}

static void add_shape(struct writer *w, const struct canvas_shape *shape)
{
    static void (*const adders[])(struct writer *, const struct canvas_shape *) = {
        [CANVAS_RECT] = add_rect,   [CANVAS_TEXT] = add_text,     [CANVAS_LINE] = add_line,
        [CANVAS_ARROW] = add_arrow, [CANVAS_RIBBON] = add_ribbon, [CANVAS_HATCH] = add_hatch,
    };
    adders[shape->kind](w, shape);
}

static void open_group(struct writer *w, const struct canvas_shape *shape)
{
    if (shape->link.size) {
        buf_text(w->out, "<a xlink:href=\"");
        escape_xml(w->out, shape->link);
        buf_text(w->out, "\">");
    }
    buf_text(w->out, "<g><title>");
    escape_xml(w->out, shape->text);
    buf_text(w->out, "</title>\n");
}

/* Groups do not nest. */
static void add_shapes(struct writer *w)
{
    bool in_link = false;
    for (size_t i = 0; i < w->canvas->count; i++) {
        const struct canvas_shape *shape = &w->canvas->shapes[i];
        if (shape->kind == CANVAS_OPEN) {
            open_group(w, shape);
            in_link = shape->link.size > 0;
        } else if (shape->kind == CANVAS_CLOSE) {
            buf_text(w->out, in_link ? "</g></a>\n" : "</g>\n");
        } else {
            add_shape(w, shape);
        }
    }
}

static void add_rule(struct writer *w, const char *property, uint16_t ink)
{
    struct colour c = w->canvas->inks[ink - 1][THEME_DARK];
    buf_char(w->out, '#');
    buf_str(w->out, w->prefix);
    buf_format(w->out, "svg .%c%u{%s:#%02x%02x%02x}\n", property[0], ink, property, c.red, c.green,
               c.blue);
}

static void add_style(struct writer *w)
{
    buf_text(w->out, "<style>\n#");
    buf_str(w->out, w->prefix);
    buf_text(w->out, "svg:not(:root){max-width:100%;height:auto}\n");
    if (w->style->both_themes) {
        buf_text(w->out, "@media (prefers-color-scheme:dark){\n");
        for (uint16_t ink = 1; ink <= w->canvas->ink_count; ink++) {
            add_rule(w, "fill", ink);
            add_rule(w, "stroke", ink);
        }
        buf_text(w->out, "}\n");
    }
    buf_text(w->out, "</style>\n");
}

static void add_labelled(struct writer *w, const char *element, const char *id, struct str text)
{
    buf_format(w->out, "<%s id=\"%.*s%s\">", element, (int)w->prefix.size, w->prefix.data, id);
    escape_xml(w->out, text);
    buf_format(w->out, "</%s>\n", element);
}

static void add_head(struct writer *w)
{
    const struct canvas *canvas = w->canvas;
    int size = (int)w->prefix.size;
    const char *prefix = w->prefix.data;
    buf_format(w->out,
               "<svg id=\"%.*ssvg\" role=\"img\" aria-labelledby=\"%.*stitle %.*sdesc\" "
               "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
               "width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
               "font-family=\"" MEASURE_SANS_FONTS "\">\n",
               size, prefix, size, prefix, size, prefix, canvas->width, canvas->height,
               canvas->width, canvas->height);
    add_labelled(w, "title", "title", canvas->title);
    add_labelled(w, "desc", "desc", canvas->description);
    add_style(w);
    struct canvas_shape page = {.kind = CANVAS_RECT,
                                .width = canvas->width,
                                .height = canvas->height,
                                .fill = canvas->page};
    if (!w->style->transparent)
        add_shape(w, &page);
}

/* Made from what is drawn, so that several pictures in one page do not share ids. */
static struct str prefix_of(const struct canvas *canvas, struct buf *text)
{
    static const uint64_t seed[2] = {0};
    struct buf all = {0};
    for (size_t i = 0; i < canvas->count; i++) {
        buf_str(&all, canvas->shapes[i].text);
        buf_char(&all, '\0');
    }
    buf_format(text, "p%08lx_", (unsigned long)(str_hash(buf_slice(&all), seed) & 0xffffffff));
    buf_free(&all);
    return buf_slice(text);
}

void canvas_svg_write(const struct canvas *canvas, const struct svg_style *style, struct buf *out)
{
    struct buf made = {0};
    struct writer w = {canvas, style, {0}, out};
    w.prefix = style->id_prefix ? str_of(style->id_prefix) : prefix_of(canvas, &made);
    add_head(&w);
    add_shapes(&w);
    buf_text(out, "</svg>\n");
    buf_free(&made);
}
