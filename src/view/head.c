#include "view/head.h"

#include "view/number.h"

/* Pixels. */
enum { GAP = 8, BAR = 5, LINE = 14 };

static struct str share_text(struct canvas *canvas, double share)
{
    struct buf text = {0};
    number_percent(&text, share);
    return canvas_settle(canvas, &text);
}

static void draw_cost(const struct look *look, const struct place_cost *cost, double most, double x,
                      double y, double width)
{
    struct canvas *canvas = look->canvas;
    struct canvas_font name = {.size = 11, .bold = true, .ink = look->strong};
    struct canvas_font figure = {.size = 11, .ink = look->strong};
    struct canvas_shape bar = {.kind = CANVAS_RECT,
                               .x = x,
                               .y = y,
                               .width = width,
                               .height = BAR,
                               .fill = look->track,
                               .opacity = 0.4};
    canvas_open(canvas, cost->tooltip, STR(""));
    canvas_add(canvas, &bar);
    bar.width = canvas_round(width * cost->share / most);
    bar.fill = look->dark;
    bar.opacity = 0;
    canvas_add(canvas, &bar);
    double used =
        canvas_text_right(canvas, x + width, y + 18, share_text(canvas, cost->share), &figure);
    canvas_text(canvas, x, y + 18, canvas_cut(canvas, cost->name, width - used - GAP, &name),
                &name);
    canvas_close(canvas);
}

static double draw_costs(const struct look *look, const struct places *places, double y,
                         double width)
{
    struct canvas_font small = {.size = 11, .ink = look->muted};
    double room = (width - 2 * HEAD_MARGIN + GAP) / FRONT_COSTS;
    if (!places->cost_count)
        return y;
    canvas_text(look->canvas, HEAD_MARGIN, y, STR("Most own time, without what is called:"),
                &small);
    double most = places->costs[0].share;
    for (uint32_t i = 0; i < places->cost_count; i++)
        draw_cost(look, &places->costs[i], most, canvas_round(HEAD_MARGIN + i * room), y + 6,
                  canvas_round(room - GAP));
    return y + 32;
}

/* The text's longest start that fits, up to a blank; at least a word. */
static struct str first_line(const struct canvas *canvas, struct str text, double width,
                             const struct canvas_font *font)
{
    size_t end = 0;
    for (size_t at = 0; at < text.size; at++) {
        at += str_find(str_from(text, at), ' ');
        if (end && canvas_width(canvas, str_first(text, at), font) > width)
            break;
        end = at;
    }
    return str_first(text, end);
}

static double write_lines(struct canvas *canvas, double x, double y, double width, struct str text,
                          const struct canvas_font *font)
{
    while (text.size) {
        struct str line = first_line(canvas, text, width, font);
        canvas_text(canvas, x, y, canvas_cut(canvas, line, width, font), font);
        y += canvas_round(font->size * 1.35);
        text = str_from(text, line.size + 1);
    }
    return y;
}

double head_paragraph(const struct look *look, double x, double y, double width, struct str text)
{
    struct canvas_font small = {.size = 10, .ink = look->muted};
    return write_lines(look->canvas, x, y, width, text, &small);
}

double head_draw(const struct look *look, const struct places *places, double width)
{
    struct canvas *canvas = look->canvas;
    struct canvas_font title = {.size = 16, .bold = true, .ink = look->strong};
    struct canvas_font verdict = {.size = 13, .ink = look->strong};
    double room = width - 2 * HEAD_MARGIN, y = HEAD_MARGIN + LINE;
    canvas->title = places->title;
    canvas->description = places->verdict;
    canvas_text(canvas, HEAD_MARGIN, y, canvas_cut(canvas, places->title, room, &title), &title);
    y = write_lines(canvas, HEAD_MARGIN, y + 21, room, places->verdict, &verdict);
    return draw_costs(look, places, y + 4, width);
}
