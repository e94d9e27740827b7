#include "view/spine/spine.h"

#include <math.h>

#include "view/head.h"
#include "view/look.h"
#include "view/number.h"
#include "view/places.h"
#include "view/spine/column.h"
#include "view/spine/spine_tree.h"

/* Pixels. Columns are named by where they end or begin. */
enum {
    WIDTH = 900,
    MARGIN = HEAD_MARGIN,
    BOX = 290,
    BOX_HIGH = 52,
    BOX_LOW = 22,
    ARROW_AT = MARGIN + COLUMN_ARROW_AT,
    GAP = 20,
    SMALL_GAP = 14, /* between low boxes */
    ROWS_AT = 352,
    ROW = 17,
    INDENT = 13,
    VIA_FROM = 694,
    VIA_END = 750,
    TOTAL_END = 804,
    OWN_END = 858,
    BARS_AT = 864
};

/* A box without callees is low if its own time has no larger share. */
static const double LOW_OWN = 0.01;

/* What comes by a caller is said where it is less than this part of Total, and where the others
   come from, where it is less than half. */
static const double ALL = 0.95, HALF = 0.5;

/* Shares from which text is bold, and rests are said. */
static const double BOLD_TOTAL = 0.1, BOLD_OWN = 0.05, LEAST_REST = 0.001;

/* Signs that have to be explained. */
struct signs {
    bool via, elsewhere, back, dashed, primitive, own_code, list;
};

struct drawer {
    const struct callgraph_subject *subject;
    const struct callgraph_style *style;
    struct canvas *canvas;
    struct look look;
    struct places places;
    struct spine_tree tree;
    struct signs signs;
};

static struct str share_text(struct drawer *d, const char *before, double share)
{
    struct buf text = {0};
    buf_text(&text, before);
    number_percent(&text, share);
    return canvas_settle(d->canvas, &text);
}

static double heat_of(const struct drawer *d, const struct place *place)
{
    return d->style->color_by_own ? place->own_share : place->total_share;
}

/* "Own 5.26 s" at the left of a box, "2.2 %" at its right. */
static void draw_figure(struct drawer *d, const char *word, struct str cost, double share, double y,
                        const struct canvas_font *font)
{
    struct buf text = {0};
    buf_text(&text, word);
    buf_str(&text, cost);
    canvas_text(d->canvas, MARGIN + 9, y, canvas_settle(d->canvas, &text), font);
    canvas_text_right(d->canvas, MARGIN + BOX - 9, y, share_text(d, "", share), font);
}

static void draw_frame(struct drawer *d, const struct place *place, double y, double height,
                       const struct look_box *heat)
{
    const double at[] = {MARGIN, y, BOX, height};
    d->signs.own_code |= place->is_own;
    column_box(d->canvas, at, place->is_own, heat);
}

/* The bar of own time along the bottom. */
static void draw_own_bar(struct drawer *d, const struct place *place, double y, uint16_t ink)
{
    double share = fmin(fmax(place->own_share, 0), 1);
    struct canvas_shape bar = {.kind = CANVAS_RECT,
                               .x = MARGIN + 4,
                               .y = y + BOX_HIGH - 5,
                               .width = BOX - 8,
                               .height = 3,
                               .fill = ink,
                               .opacity = 0.12};
    canvas_add(d->canvas, &bar);
    bar.width = canvas_round((BOX - 8) * share);
    bar.opacity = 0.7;
    canvas_add(d->canvas, &bar);
}

static void draw_low_box(struct drawer *d, const struct place *place, double y)
{
    struct look_box heat = look_heat(&d->look, heat_of(d, place));
    struct canvas_font name = {.size = 11, .bold = true, .ink = heat.text};
    struct canvas_font figure = {.size = 11, .ink = heat.text};
    struct canvas_font calls = {.size = 10, .ink = heat.text};
    draw_frame(d, place, y, BOX_LOW, &heat);
    canvas_text_right(d->canvas, MARGIN + BOX - 9, y + 15, share_text(d, "", place->total_share),
                      &figure);
    double used = canvas_text_right(d->canvas, MARGIN + BOX - 52, y + 15, place->calls, &calls);
    canvas_text(d->canvas, MARGIN + 9, y + 15,
                canvas_cut(d->canvas, place->name, BOX - 70 - used, &name), &name);
}

static void draw_box(struct drawer *d, const struct place *place, double y)
{
    struct look_box heat = look_heat(&d->look, heat_of(d, place));
    double size = canvas_round(fmin(15, 11 + 6.4 * sqrt(fmax(place->own_share, 0))));
    struct canvas_font name = {.size = size, .bold = true, .ink = heat.text};
    struct canvas_font figure = {.size = 11, .ink = heat.text};
    struct canvas_font calls = {.size = 10, .ink = heat.text};
    draw_frame(d, place, y, BOX_HIGH, &heat);
    double used = canvas_text_right(d->canvas, MARGIN + BOX - 9, y + 16, place->calls, &calls);
    canvas_text(d->canvas, MARGIN + 9, y + 17,
                canvas_cut(d->canvas, place->name, BOX - 28 - used, &name), &name);
    draw_figure(d, "Total ", place->total, place->total_share, y + 31, &figure);
    figure.bold = place->own_share >= BOLD_OWN;
    draw_figure(d, "Own ", place->own, place->own_share, y + 44, &figure);
    draw_own_bar(d, place, y, heat.text);
}

static void draw_figures(struct drawer *d, const struct place *place, double y)
{
    struct canvas_font figure = {.size = 11, .ink = d->look.strong};
    canvas_text_right(d->canvas, TOTAL_END, y + 12.5, share_text(d, "", place->total_share),
                      &figure);
    figure.bold = place->own_share >= BOLD_OWN;
    canvas_text_right(d->canvas, OWN_END, y + 12.5, share_text(d, "", place->own_share), &figure);
    double share = fmin(fmax(place->own_share, 0), 1);
    struct canvas_shape bar = {.kind = CANVAS_RECT,
                               .x = BARS_AT,
                               .y = y + 4,
                               .width = canvas_round((WIDTH - MARGIN - BARS_AT) * sqrt(share)),
                               .height = ROW - 8,
                               .fill = d->look.dark};
    if (bar.width > 0)
        canvas_add(d->canvas, &bar);
}

/* What comes by this caller; returns where it begins. */
static double draw_via(struct drawer *d, double share, double y)
{
    struct canvas_font small = {.size = 10, .ink = d->look.muted};
    struct str text = share_text(d, "via ", share);
    d->signs.via = true;
    return VIA_END - canvas_text_right(d->canvas, VIA_END, y + 12.5, text, &small);
}

/* Dots that lead the eye from a name to its figures. */
static void draw_leader(struct drawer *d, double from, double to, double y)
{
    struct canvas_shape line = {.kind = CANVAS_LINE,
                                .x = canvas_round(from),
                                .y = y + 10.5,
                                .width = canvas_round(to - from),
                                .thick = 1,
                                .dash = 1,
                                .space = 3,
                                .pen = d->look.line};
    if (line.width > 8)
        canvas_add(d->canvas, &line);
}

static void draw_function_row(struct drawer *d, const struct spine_row *row, double x, double y)
{
    const struct place *place = &d->places.items[row->place];
    struct look_box heat = look_heat(&d->look, heat_of(d, place));
    bool bold = place->total_share >= BOLD_TOTAL || place->own_share >= BOLD_OWN;
    struct canvas_font name = {.size = 11, .bold = bold, .ink = heat.text};
    struct canvas_font calls = {.size = 10, .ink = d->look.muted};
    bool has_via = row->here < ALL * place->total_share;
    double end = has_via ? draw_via(d, row->here, y) : TOTAL_END - 36;
    double room = VIA_FROM - x - 22 - canvas_width(d->canvas, place->calls, &calls);
    struct str text = canvas_cut(d->canvas, place->name, room, &name);
    struct canvas_shape chip = {.kind = CANVAS_RECT,
                                .x = x,
                                .y = y + 1,
                                .width = canvas_round(canvas_width(d->canvas, text, &name) + 10),
                                .height = ROW - 2,
                                .round = 3,
                                .thick = 1,
                                .fill = heat.fill,
                                .pen = d->look.is_plain ? heat.border : 0};
    canvas_add(d->canvas, &chip);
    canvas_text(d->canvas, x + 5, y + 12.5, text, &name);
    double after = x + chip.width + 5;
    after += canvas_text(d->canvas, after, y + 12.5, place->calls, &calls);
    draw_leader(d, after + 6, end - 6, y);
    draw_figures(d, place, y);
}

/* A call of what has its place elsewhere, or further up. */
static void draw_call_row(struct drawer *d, const struct spine_row *row, double x, double y)
{
    struct canvas_font font = {.size = 11, .italic = true, .ink = d->look.muted};
    bool back = row->kind == SPINE_BACK;
    struct buf text = {0};
    buf_text(&text, back ? "↻ " : "→ ");
    buf_str(&text, d->places.items[row->place].name);
    struct str name = canvas_settle(d->canvas, &text);
    canvas_text(d->canvas, x + 3, y + 12.5, canvas_cut(d->canvas, name, VIA_FROM - x - 12, &font),
                &font);
    draw_via(d, row->here, y);
    d->signs.back |= back;
    d->signs.elsewhere |= !back;
}

/* Lines from a row's caller to the row: from the box, or from the row above that is less deep. */
static void draw_guides(struct drawer *d, const struct spine_block *block, uint32_t index, double x,
                        double top)
{
    uint32_t depth = block->rows[index].depth, above = index;
    while (above > 0 && block->rows[above].depth >= depth)
        above--;
    double from = depth ? top + above * ROW + ROW - 1 : top + ROW / 2.0;
    double middle = top + index * ROW + ROW / 2.0;
    canvas_line(d->canvas, x - 8, middle, 7, 0, d->look.line);
    if (middle > from)
        canvas_line(d->canvas, x - 8, from, 0, middle - from, d->look.line);
}

static double draw_rows(struct drawer *d, const struct spine_block *block, double top)
{
    for (uint32_t i = 0; i < block->row_count; i++) {
        const struct spine_row *row = &block->rows[i];
        const struct place *place = &d->places.items[row->place];
        double x = ROWS_AT + row->depth * INDENT, y = top + i * ROW;
        draw_guides(d, block, i, x, top);
        canvas_open(d->canvas, place->tooltip, place->link);
        if (row->kind == SPINE_FUNCTION)
            draw_function_row(d, row, x, y);
        else
            draw_call_row(d, row, x, y);
        canvas_close(d->canvas);
    }
    return top + block->row_count * ROW;
}

static double rest_share(const struct drawer *d, const struct spine_block *block)
{
    double share = profile_share(block->rest_own, d->subject->whole->total);
    return block->rest_count && share >= LEAST_REST ? share : 0;
}

static double draw_rest(struct drawer *d, const struct spine_block *block, double y)
{
    struct canvas_font small = {.size = 10, .ink = d->look.muted};
    double share = rest_share(d, block);
    if (share <= 0)
        return y;
    struct buf text = {0};
    number_count(&text, block->rest_count);
    buf_text(&text, " more, not shown");
    canvas_text(d->canvas, ROWS_AT, y + 12.5, canvas_settle(d->canvas, &text), &small);
    canvas_text_right(d->canvas, OWN_END, y + 12.5, share_text(d, "", share), &small);
    return y + ROW;
}

/* Appends "; the rest from parse 8.0 %, load 2.1 %": the largest other callers. */
static void add_others(struct drawer *d, uint32_t from, uint32_t to, struct buf *text)
{
    const struct outline *outline = d->subject->outline;
    int said = 0;
    for (uint32_t i = 0; i < outline->link_count && said < 2; i++) {
        const struct outline_link *link = &outline->links[i];
        if (link->to != to || link->from == from || link->from == to || link->is_back)
            continue;
        buf_text(text, said++ ? ", " : "; the rest from ");
        buf_str(text, d->places.items[link->from].name);
        buf_char(text, ' ');
        number_percent(text, link->share);
    }
}

static void draw_arrow(struct drawer *d, uint32_t index, double top, double bottom)
{
    const struct spine_block *block = &d->tree.blocks[index];
    const struct place *place = &d->places.items[block->place];
    bool direct = block->from_above >= 0;
    double share = direct ? block->from_above : place->total_share;
    bool dashed = !direct || block->residual;
    struct column_arrow arrow = {ARROW_AT, top, bottom, share, dashed, d->look.hot};
    column_arrow(d->canvas, &arrow);
    d->signs.dashed |= dashed;
    if (!direct || share >= ALL * place->total_share)
        return;
    struct canvas_font small = {.size = 10, .ink = d->look.muted};
    struct buf text = {0};
    buf_text(&text, "via ");
    number_percent(&text, share);
    if (share < HALF * place->total_share)
        add_others(d, d->tree.blocks[index - 1].place, block->place, &text);
    struct str words = canvas_settle(d->canvas, &text);
    d->signs.via = true;
    canvas_text(d->canvas, ARROW_AT + 12, bottom - 6,
                canvas_cut(d->canvas, words, MARGIN + BOX - ARROW_AT - 12, &small), &small);
}

static bool is_low(const struct drawer *d, const struct spine_block *block)
{
    return d->places.items[block->place].own_share < LOW_OWN && !block->row_count;
}

/* Draws a block from `y` on; returns where its box ends, and where it ends with its rows. */
static double draw_block(struct drawer *d, const struct spine_block *block, double y, double *box)
{
    const struct place *place = &d->places.items[block->place];
    bool low = is_low(d, block);
    canvas_open(d->canvas, place->tooltip, place->link);
    if (low)
        draw_low_box(d, place, y);
    else
        draw_box(d, place, y);
    canvas_close(d->canvas);
    d->signs.primitive |= str_contains(place->calls, STR("/"));
    d->signs.list |= block->row_count > 0;
    double rows = y + 2;
    if (block->row_count || rest_share(d, block) > 0)
        canvas_line(d->canvas, MARGIN + BOX + 1, rows + ROW / 2.0, ROWS_AT - MARGIN - BOX - 9, 0,
                    d->look.line);
    *box = y + (low ? BOX_LOW : BOX_HIGH);
    return fmax(*box, draw_rest(d, block, draw_rows(d, block, rows)));
}

static double draw_column(struct drawer *d, double y)
{
    double box = 0;
    for (uint32_t i = 0; i + 1 < d->tree.count; i++) {
        if (i) {
            bool both = is_low(d, &d->tree.blocks[i - 1]) && is_low(d, &d->tree.blocks[i]);
            y += both ? SMALL_GAP : GAP;
            draw_arrow(d, i, box, y);
        }
        y = draw_block(d, &d->tree.blocks[i], y, &box);
    }
    return y;
}

/* What the column does not lead to. */
static double draw_last(struct drawer *d, double y)
{
    const struct spine_block *last = &d->tree.blocks[d->tree.count - 1];
    struct canvas_font small = {.size = 11, .ink = d->look.muted};
    if (!last->row_count && rest_share(d, last) <= 0)
        return y;
    y += GAP;
    canvas_text(d->canvas, MARGIN, y + 12.5, STR("Not called from the functions above:"), &small);
    return draw_rest(d, last, draw_rows(d, last, y));
}

static void draw_titles(struct drawer *d, double y)
{
    struct canvas_font small = {.size = 10, .ink = d->look.muted};
    canvas_text_right(d->canvas, TOTAL_END, y, STR("Total"), &small);
    canvas_text_right(d->canvas, OWN_END, y, STR("Own"), &small);
}

/* Explains the signs that occur. */
static struct str legend_of(struct drawer *d)
{
    const char *noun = number_noun(&d->subject->profile->unit);
    struct buf text = {0};
    buf_str(&text, d->places.shown);
    buf_format(&text, ". Boxes: the path of most %s", noun);
    buf_text(&text, d->signs.list ? "; beside them what they call, largest first" : "");
    buf_text(&text, d->signs.own_code ? "; thick border: your own code" : "");
    buf_text(&text,
             d->signs.dashed ? "; dashed arrow: by several ways, or over functions not shown" : "");
    buf_text(&text, d->signs.via ? "; via: what comes this way, where others call it too" : "");
    buf_text(&text, d->signs.elsewhere ? "; →: has its place elsewhere" : "");
    buf_text(&text, d->signs.back ? "; ↻: a call back into a cycle" : "");
    buf_text(&text, d->signs.primitive ? "; ×440/1: 440 calls, one of them not a recursion" : "");
    buf_text(&text, ".");
    return canvas_settle(d->canvas, &text);
}

bool spine_make(const struct callgraph_subject *subject, const struct callgraph_style *style,
                struct canvas *canvas)
{
    canvas->width = WIDTH;
    struct drawer d = {.subject = subject, .style = style, .canvas = canvas};
    d.look = look_make(canvas, &style->palette);
    d.places = places_make(subject, &canvas->arena);
    d.tree = spine_tree_make(subject->profile, subject->selection, subject->outline,
                             subject->whole->total);
    double y = head_draw(&d.look, &d.places, WIDTH) + 14;
    draw_titles(&d, y);
    y = draw_last(&d, draw_column(&d, y + 8));
    y = head_paragraph(&d.look, MARGIN, y + 24, WIDTH - 2 * MARGIN, legend_of(&d));
    canvas->height = ceil(y);
    spine_tree_free(&d.tree);
    return true;
}
