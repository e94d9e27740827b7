#include "view/changes/changes_spine.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "python/naming.h"
#include "view/graph/label.h"
#include "view/head.h"
#include "view/number.h"
#include "view/spine/column.h"
#include "view/words/signed.h"

/* Pixels. */
enum { WIDTH = 900, MARGIN = HEAD_MARGIN, BOX = 380, HIGH = 50, GAP = 18, BESIDE = 424, ROW = 16 };

/* The path goes on while a callee has this part of its caller's change. */
static const double LEAST_PART = 0.5;

enum { MOST_STEPS = 40, MOST_BESIDE = 3 };

struct drawer {
    const struct icicle_subject *subject;
    struct canvas *canvas;
    struct look look;
    struct str *names; /* of each function that is drawn */
    uint32_t steps[MOST_STEPS];
    uint32_t step_count;
};

static const struct unit *unit_of(const struct drawer *d)
{
    return &d->subject->profile->unit;
}

static double change_of(const struct drawer *d, uint32_t block)
{
    const struct joined_block *sides = &d->subject->changes->sides[block];
    return sides->weight[1] - sides->weight[0];
}

/* The callees of a block that changed most, the largest change first; returns how many. Blocks are
   in preorder: callees are those below it that are one deeper. */
static uint32_t find_callees(const struct drawer *d, uint32_t block, uint32_t *callees)
{
    const struct tree *tree = d->subject->tree;
    uint32_t count = 0;
    for (uint32_t i = block + 1;
         i < tree->count && tree->blocks[i].depth > tree->blocks[block].depth; i++) {
        if (tree->blocks[i].parent != block)
            continue;
        uint32_t at = count;
        for (; at && fabs(change_of(d, i)) > fabs(change_of(d, callees[at - 1])); at--)
            if (at <= MOST_BESIDE)
                callees[at] = callees[at - 1];
        if (at <= MOST_BESIDE)
            callees[at] = i;
        count += count <= MOST_BESIDE;
    }
    return count;
}

/* Follows the change from the root. */
static void find_steps(struct drawer *d)
{
    uint32_t callees[MOST_BESIDE + 1], at = 0;
    while (d->step_count < MOST_STEPS && find_callees(d, at, callees)) {
        double change = fabs(change_of(d, callees[0]));
        if (change == 0 || (at && change < LEAST_PART * fabs(change_of(d, at))))
            break;
        at = d->steps[d->step_count++] = callees[0];
    }
}

/* Names what is drawn: the steps, and what stands beside them. */
static void name_steps(struct drawer *d)
{
    uint32_t *functions = memory_new((size_t)MOST_STEPS * (MOST_BESIDE + 2), sizeof *functions);
    bool *seen = memory_new(d->subject->profile->function_count, sizeof *seen);
    uint32_t count = 0;
    for (uint32_t i = 0; i < d->step_count; i++) {
        uint32_t callees[MOST_BESIDE + 2];
        uint32_t found = find_callees(d, d->steps[i], callees);
        callees[found] = d->steps[i];
        for (uint32_t k = 0; k <= found; k++) {
            uint32_t function = d->subject->tree->blocks[callees[k]].function;
            if (!seen[function])
                functions[count++] = function;
            seen[function] = true;
        }
    }
    d->names = memory_new(d->subject->profile->function_count, sizeof *d->names);
    struct str *labels =
        label_names(d->subject->profile, functions, NULL, count, &d->canvas->arena);
    for (uint32_t i = 0; i < count; i++)
        d->names[functions[i]] = labels[i];
    free(functions);
    free(seen);
}

static struct str name_of(const struct drawer *d, uint32_t block)
{
    return d->names[d->subject->tree->blocks[block].function];
}

/* "▼ −44.4 s", "gone", and "44.4 s → 0 s" of a block. */
static struct str change_text(struct drawer *d, uint32_t block)
{
    struct buf text = {0};
    double change = change_of(d, block);
    buf_text(&text, change > 0 ? "▲ " : change < 0 ? "▼ " : "= ");
    signed_cost(&text, change, unit_of(d));
    return canvas_settle(d->canvas, &text);
}

static struct str part_text(struct drawer *d, uint32_t block)
{
    const double *weight = d->subject->changes->sides[block].weight;
    struct buf text = {0};
    signed_part(&text, weight[0], weight[1]);
    return canvas_settle(d->canvas, &text);
}

static struct str sides_text(struct drawer *d, uint32_t block)
{
    const double *weight = d->subject->changes->sides[block].weight;
    struct buf text = {0};
    number_cost(&text, weight[0], unit_of(d));
    buf_text(&text, " → ");
    number_cost(&text, weight[1], unit_of(d));
    return canvas_settle(d->canvas, &text);
}

static struct str tooltip_of(struct drawer *d, uint32_t block)
{
    struct buf text = {0};
    naming_full(d->subject->profile, d->subject->tree->blocks[block].function, &text);
    buf_char(&text, '\n');
    buf_str(&text, sides_text(d, block));
    return canvas_settle(d->canvas, &text);
}

/* The inks of a box by its change: fill, outline, text. */
static struct look_box paint(struct drawer *d, uint32_t block)
{
    double part = profile_share(change_of(d, block), d->subject->changes->most);
    struct colour fill[THEMES], border[THEMES];
    for (int theme = THEME_LIGHT; theme < THEMES; theme++) {
        fill[theme] = palette_signed((enum theme)theme, part);
        border[theme] = palette_border(&d->look.palettes[theme], fill[theme]);
    }
    return (struct look_box){
        canvas_mix(d->canvas, fill[THEME_LIGHT], fill[THEME_DARK]),
        canvas_mix(d->canvas, border[THEME_LIGHT], border[THEME_DARK]),
        canvas_mix(d->canvas, palette_text(fill[THEME_LIGHT]), palette_text(fill[THEME_DARK]))};
}

static void draw_box(struct drawer *d, uint32_t block, double y)
{
    struct look_box look = paint(d, block);
    uint32_t function = d->subject->tree->blocks[block].function;
    bool is_own = d->subject->origins[function] == ORIGIN_OWN;
    const double at[] = {MARGIN, y, BOX, HIGH};
    struct canvas_font name = {.size = 13, .bold = true, .ink = look.text};
    struct canvas_font figure = {.size = 11, .ink = look.text};
    canvas_open(d->canvas, tooltip_of(d, block), STR(""));
    column_box(d->canvas, at, is_own, &look);
    canvas_text(d->canvas, MARGIN + 9, y + 18,
                canvas_cut(d->canvas, name_of(d, block), BOX - 18, &name), &name);
    canvas_text(d->canvas, MARGIN + 9, y + 37, change_text(d, block), &figure);
    canvas_text(d->canvas, MARGIN + 110, y + 37, sides_text(d, block), &figure);
    canvas_text_right(d->canvas, MARGIN + BOX - 9, y + 37, part_text(d, block), &figure);
    canvas_close(d->canvas);
}

/* What else changed below a step, but for the next one. */
static void draw_beside(struct drawer *d, uint32_t block, uint32_t next, double y)
{
    struct canvas_font font = {.size = 11, .ink = d->look.strong};
    struct canvas_font small = {.size = 10, .ink = d->look.muted};
    uint32_t callees[MOST_BESIDE + 1];
    uint32_t count = find_callees(d, block, callees), drawn = 0;
    for (uint32_t i = 0; i < count && drawn < MOST_BESIDE; i++) {
        if (callees[i] == next || fabs(change_of(d, callees[i])) < 0.01 * fabs(change_of(d, block)))
            continue;
        double row = y + 13 + ROW * drawn++;
        canvas_open(d->canvas, tooltip_of(d, callees[i]), STR(""));
        canvas_text_right(d->canvas, BESIDE + 80, row, change_text(d, callees[i]), &font);
        canvas_text(d->canvas, BESIDE + 90, row,
                    canvas_cut(d->canvas, name_of(d, callees[i]), 210, &font), &font);
        canvas_text_right(d->canvas, WIDTH - MARGIN, row, sides_text(d, callees[i]), &small);
        canvas_close(d->canvas);
    }
    if (drawn)
        canvas_line(d->canvas, MARGIN + BOX + 2, y + 9, BESIDE - MARGIN - BOX - 6, 0, d->look.line);
}

/* As thick as its part of the whole change. */
static void draw_arrow(struct drawer *d, uint32_t block, double y)
{
    struct column_arrow arrow = {
        .x = MARGIN + COLUMN_ARROW_AT,
        .top = y - GAP,
        .bottom = y,
        .part = profile_share(fabs(change_of(d, block)), d->subject->changes->most),
        .ink = d->look.muted};
    column_arrow(d->canvas, &arrow);
}

static double draw_column(struct drawer *d, double y)
{
    for (uint32_t i = 0; i < d->step_count; i++) {
        uint32_t next = i + 1 < d->step_count ? d->steps[i + 1] : UINT32_MAX;
        if (i)
            draw_arrow(d, d->steps[i], y);
        draw_box(d, d->steps[i], y);
        draw_beside(d, d->steps[i], next, y);
        y += HIGH + GAP;
    }
    return y;
}

static struct str plain(struct canvas *canvas, const struct sentence *sentence)
{
    struct buf text = {0};
    for (uint32_t i = 0; i < sentence->count; i++)
        buf_str(&text, sentence->pieces[i].text);
    return canvas_settle(canvas, &text);
}

/* The title, the verdict and the largest causes. */
static double draw_head(struct drawer *d, const struct changes_told *told)
{
    enum { MOST_CAUSES = 3 };
    struct canvas_font title = {.size = 15, .bold = true, .ink = d->look.strong};
    struct buf text = {0};
    buf_str(&text, d->canvas->title);
    buf_text(&text, ": ");
    buf_str(&text, d->subject->changes->verdict);
    canvas_text(d->canvas, MARGIN, MARGIN + 12,
                canvas_cut(d->canvas, canvas_settle(d->canvas, &text), WIDTH - 2 * MARGIN, &title),
                &title);
    double y = MARGIN + 34;
    for (uint32_t i = 0; i < told->cause_count && i < MOST_CAUSES; i++)
        y = head_paragraph(&d->look, MARGIN, y, WIDTH - 2 * MARGIN,
                           plain(d->canvas, &told->causes[i]));
    return y;
}

void changes_spine_make(const struct icicle_subject *subject, const struct changes_told *told,
                        struct canvas *canvas)
{
    struct drawer d = {.subject = subject, .canvas = canvas};
    canvas->width = WIDTH;
    canvas->title = utf8_repair(&canvas->arena, str_of(subject->title));
    canvas->title = arena_copy(&canvas->arena, canvas->title);
    canvas->description = arena_copy(&canvas->arena, subject->changes->verdict);
    d.look = look_make(canvas, subject->palette);
    find_steps(&d);
    name_steps(&d);
    double y = draw_column(&d, draw_head(&d, told) + 4);
    y = head_paragraph(
        &d.look, MARGIN, y + 10, WIDTH - 2 * MARGIN,
        !d.step_count
            ? STR("No path changed by more than noise explains.")
            : STR("Boxes: the path that most of the change runs along, with its time on "
                  "this path before → after; ▼ blue: less, ▲ orange: more, the stronger the "
                  "larger the change. Beside them: what else changed below."));
    canvas->height = ceil(y);
    free(d.names);
}
