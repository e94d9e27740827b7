#include "view/flow/flow.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "view/flow/flow_bars.h"
#include "view/flow/flow_layout.h"
#include "view/head.h"
#include "view/look.h"
#include "view/number.h"
#include "view/places.h"

/* Pixels. */
enum { WIDTH = 1280, LINE = 13, BASELINE = 10, DESCENT = 4 };

/* Shares from which parts of a bar are labelled, and names are bold. */
static const double LABELLED = 0.025, LEAST_SAID = 0.005, BOLD = 0.03;

/* What stands beside a bar: baselines from its top on, below 0 where nothing is said. */
struct words {
    double cycle, hidden, own;
};

/* Signs that have to be explained. */
struct signs {
    bool own, hidden, hot, several, cycle, dashed;
};

struct drawer {
    const struct callgraph_subject *subject;
    const struct callgraph_style *style;
    struct canvas *canvas;
    struct look look;
    struct places places;
    struct flow flow;
    struct words *words;       /* of each bar */
    struct flow_label *labels; /* of each bar */
    struct signs signs;
};

static struct str share_text(struct drawer *d, const char *before, double share)
{
    struct buf text = {0};
    buf_text(&text, before);
    number_percent(&text, share);
    return canvas_settle(d->canvas, &text);
}

static struct str cycle_text(struct drawer *d, const struct flow_bar *bar)
{
    struct buf text = {0};
    buf_text(&text, "↻ cycle of ");
    number_count(&text, (int64_t)bar->name_count + bar->more);
    return canvas_settle(d->canvas, &text);
}

static struct canvas_font name_font(const struct drawer *d, const struct flow_bar *bar,
                                    const struct place *place)
{
    return (struct canvas_font){
        .size = 11, .bold = bar->is_hot || place->own_share >= BOLD, .ink = d->look.strong};
}

static struct canvas_font small_font(const struct drawer *d, bool italic)
{
    return (struct canvas_font){.size = 10, .italic = italic, .ink = d->look.strong};
}

/* The baseline of what belongs to the middle of a part, but below what is said already. */
static double line_at(double middle, double *next)
{
    double y = fmax(round(middle * FLOW_HEIGHT) + DESCENT, *next);
    *next = y + LINE;
    return y;
}

/* Finds out what is to be said of a bar, and how much room that takes. */
static void find_words(struct drawer *d, uint32_t index)
{
    const struct flow_bar *bar = &d->flow.bars[index];
    struct words *words = &d->words[index];
    struct flow_label *label = &d->labels[index];
    struct canvas_font small = small_font(d, false), italic = small_font(d, true);
    double next = BASELINE + bar->name_count * LINE;
    *words = (struct words){-1, -1, -1};
    for (uint32_t i = 0; i < bar->name_count; i++) {
        const struct place *place = &d->places.items[bar->names[i]];
        struct canvas_font name = name_font(d, bar, place);
        struct str share = share_text(d, "", place->total_share);
        label->width = fmax(label->width, canvas_width(d->canvas, place->name, &name) + FLOW_GAP +
                                              canvas_width(d->canvas, share, &small));
    }
    if (bar->is_cycle) {
        words->cycle = next;
        next += LINE;
        label->width = fmax(label->width, canvas_width(d->canvas, cycle_text(d, bar), &italic));
    }
    if (bar->hidden >= LABELLED) {
        words->hidden = line_at(bar->height - bar->own - bar->hidden / 2, &next);
        struct str text = share_text(d, "hidden ", bar->hidden);
        label->width = fmax(label->width, canvas_width(d->canvas, text, &italic));
    }
    if (bar->own >= LABELLED)
        words->own = line_at(bar->height - bar->own / 2, &next);
    label->height = next - LINE + DESCENT;
}

static void write_in_room(struct drawer *d, const struct flow_bar *bar, double y, struct str text,
                          const struct canvas_font *font)
{
    struct str cut = canvas_cut(d->canvas, text, bar->room, font);
    canvas_text(d->canvas, bar->x + FLOW_BAR + FLOW_GAP, bar->y + y, cut, font);
}

static void write_names(struct drawer *d, const struct flow_bar *bar)
{
    struct canvas_font small = small_font(d, false);
    double x = bar->x + FLOW_BAR + FLOW_GAP, y = bar->y + BASELINE;
    for (uint32_t i = 0; i < bar->name_count; i++, y += LINE) {
        const struct place *place = &d->places.items[bar->names[i]];
        struct canvas_font font = name_font(d, bar, place);
        struct str share = share_text(d, "", place->total_share);
        double room = bar->room - FLOW_GAP - canvas_width(d->canvas, share, &small);
        canvas_open(d->canvas, place->tooltip, place->link);
        double used =
            canvas_text(d->canvas, x, y, canvas_cut(d->canvas, place->name, room, &font), &font);
        canvas_text(d->canvas, x + used + FLOW_GAP, y, share, &small);
        canvas_close(d->canvas);
    }
}

static void write_label(struct drawer *d, uint32_t index)
{
    const struct flow_bar *bar = &d->flow.bars[index];
    const struct words *words = &d->words[index];
    struct canvas_font small = small_font(d, false), italic = small_font(d, true);
    write_names(d, bar);
    if (words->cycle >= 0)
        write_in_room(d, bar, words->cycle, cycle_text(d, bar), &italic);
    if (words->hidden >= 0)
        write_in_room(d, bar, words->hidden, share_text(d, "hidden ", bar->hidden), &italic);
    if (words->own >= 0)
        write_in_room(d, bar, words->own, share_text(d, "own ", bar->own), &small);
    d->signs.cycle |= bar->is_cycle;
    d->signs.several |= !bar->is_cycle && bar->name_count > 1;
}

/* A stretch of a bar, from `y` down; returns where the next begins. */
static double draw_part(struct drawer *d, const char *role, double x, double y, double share,
                        struct look_box look)
{
    struct canvas_shape part = {.kind = CANVAS_RECT,
                                .role = role,
                                .x = x,
                                .y = y,
                                .width = FLOW_BAR,
                                .height = share * FLOW_HEIGHT,
                                .thick = 0.7,
                                .fill = look.fill,
                                .pen = look.border};
    if (share > 0)
        canvas_add(d->canvas, &part);
    return y + part.height;
}

static double draw_hidden(struct drawer *d, double x, double y, double share)
{
    struct canvas_shape stripes = {.kind = CANVAS_HATCH,
                                   .x = x,
                                   .y = y,
                                   .width = FLOW_BAR,
                                   .height = share * FLOW_HEIGHT,
                                   .thick = 1.4,
                                   .pen = d->look.muted};
    struct look_box box = {.fill = d->look.page, .border = share < LEAST_SAID ? 0 : d->look.line};
    double end = draw_part(d, "hidden", x, y, share, box);
    d->signs.hidden |= box.border > 0;
    if (box.border)
        canvas_add(d->canvas, &stripes);
    return end;
}

static void draw_bar(struct drawer *d, const struct flow_bar *bar)
{
    const struct place *place = &d->places.items[bar->names[0]];
    struct look_box heat =
        look_heat(&d->look, d->style->color_by_own ? bar->own : place->total_share);
    struct look_box own = {.fill = d->look.strong};
    struct buf tooltip = {0};
    for (uint32_t i = 0; i < bar->name_count; i++) {
        buf_text(&tooltip, i ? "\n\n" : "");
        buf_str(&tooltip, d->places.items[bar->names[i]].tooltip);
    }
    canvas_open(d->canvas, canvas_settle(d->canvas, &tooltip), STR(""));
    double passed = fmax(bar->height - bar->own - bar->hidden, 0);
    double y = draw_part(d, "passed", bar->x, bar->y, passed, heat);
    y = draw_hidden(d, bar->x, y, bar->hidden);
    draw_part(d, "own", bar->x, y, bar->own, own);
    d->signs.own |= bar->own > 0;
    canvas_close(d->canvas);
}

static struct str ribbon_tooltip(struct drawer *d, const struct flow_ribbon *ribbon)
{
    const struct flow_bar *from = &d->flow.bars[ribbon->from], *to = &d->flow.bars[ribbon->to];
    struct buf text = {0};
    buf_str(&text, d->places.items[from->names[from->is_cycle ? 0 : from->name_count - 1]].name);
    buf_text(&text, " → ");
    buf_str(&text, d->places.items[to->names[0]].name);
    buf_char(&text, '\n');
    number_percent(&text, ribbon->height);
    buf_text(&text, ribbon->residual ? "\nover functions that are not shown" : "");
    return canvas_settle(d->canvas, &text);
}

static void draw_ribbon(struct drawer *d, const struct flow_ribbon *ribbon)
{
    const struct flow_bar *from = &d->flow.bars[ribbon->from], *to = &d->flow.bars[ribbon->to];
    struct look_box heat = look_heat(&d->look, ribbon->height);
    uint16_t cold = heat.fill ? heat.fill : d->look.track;
    struct canvas_shape shape = {.kind = CANVAS_RIBBON,
                                 .x = from->x + FLOW_BAR,
                                 .y = ribbon->y1,
                                 .width = to->x - from->x - FLOW_BAR,
                                 .y2 = ribbon->y2,
                                 .height = ribbon->height * FLOW_HEIGHT,
                                 .fill = ribbon->is_hot ? d->look.hot : cold,
                                 .opacity = ribbon->is_hot ? 0.4 : 0.5,
                                 .thick = 0.7,
                                 .dash = ribbon->residual ? 2 : 0,
                                 .space = 2,
                                 .pen = ribbon->residual ? d->look.muted : 0};
    canvas_open(d->canvas, ribbon_tooltip(d, ribbon), STR(""));
    canvas_add(d->canvas, &shape);
    canvas_close(d->canvas);
    d->signs.hot |= ribbon->is_hot;
    d->signs.dashed |= ribbon->residual;
}

/* Time of no function that is shown, or that none of them leads to. */
static double draw_nowhere(struct drawer *d, double y)
{
    struct canvas_font italic = small_font(d, true);
    double share = d->flow.nowhere;
    if (share <= 0)
        return y;
    y = round(y + LINE);
    draw_hidden(d, HEAD_MARGIN, y, share);
    if (share < LEAST_SAID)
        return y + share * FLOW_HEIGHT;
    canvas_text(d->canvas, HEAD_MARGIN + FLOW_BAR + FLOW_GAP, y + BASELINE,
                share_text(d, "not called from functions shown: ", share), &italic);
    return y + fmax(share * FLOW_HEIGHT, BASELINE + DESCENT);
}

/* Explains the signs that occur. */
static struct str legend_of(struct drawer *d)
{
    const char *noun = number_noun(&d->subject->profile->unit);
    struct buf text = {0};
    buf_str(&text, d->places.shown);
    buf_format(&text, ". Heights are %s; it flows from callers at the left to callees", noun);
    buf_text(&text, d->signs.own ? "; solid foot of a bar: stays there, Own" : "");
    buf_text(&text, d->signs.hidden ? "; striped: hidden, in functions not shown" : "");
    if (d->signs.hot)
        buf_format(&text, "; red: the path of most %s", noun);
    buf_text(&text, d->signs.dashed ? "; dashed: over functions not shown" : "");
    buf_text(&text,
             d->signs.several ? "; several names: each calls the next and does little else" : "");
    buf_text(&text, d->signs.cycle ? "; ↻: functions that call each other" : "");
    buf_char(&text, '.');
    return canvas_settle(d->canvas, &text);
}

static double draw_all(struct drawer *d)
{
    const struct flow *flow = &d->flow;
    double bottom = 0;
    for (uint32_t i = 0; i < flow->ribbon_count; i++)
        draw_ribbon(d, &flow->ribbons[i]);
    for (uint32_t i = 0; i < flow->bar_count; i++) {
        const struct flow_bar *bar = &flow->bars[i];
        if (!bar->name_count)
            continue;
        draw_bar(d, bar);
        write_label(d, i);
        bottom = fmax(bottom, bar->y + fmax(bar->height * FLOW_HEIGHT, d->labels[i].height));
    }
    return bottom;
}

static bool draw(struct drawer *d)
{
    double top = round(head_draw(&d->look, &d->places, WIDTH) + 16);
    double width = WIDTH - 2 * HEAD_MARGIN;
    for (uint32_t i = 0; i < d->flow.bar_count; i++)
        find_words(d, i);
    if (!flow_layout(&d->flow, d->labels, HEAD_MARGIN, top, width))
        return false;
    double y = draw_nowhere(d, fmax(draw_all(d), top));
    y = head_paragraph(&d->look, HEAD_MARGIN, round(y + 30), width, legend_of(d));
    d->canvas->height = ceil(y);
    return true;
}

bool flow_make(const struct callgraph_subject *subject, const struct callgraph_style *style,
               struct canvas *canvas)
{
    canvas->width = WIDTH;
    struct drawer d = {.subject = subject, .style = style, .canvas = canvas};
    d.look = look_make(canvas, &style->palette);
    d.places = places_make(subject, &canvas->arena);
    d.flow = flow_bars_make(subject);
    d.words = memory_new(d.flow.bar_count, sizeof *d.words);
    d.labels = memory_new(d.flow.bar_count, sizeof *d.labels);
    bool fits = draw(&d);
    free(d.words);
    free(d.labels);
    flow_bars_free(&d.flow);
    return fits;
}
