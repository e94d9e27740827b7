#include "output/terminal/terminal.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "output/terminal/paragraph.h"
#include "view/number.h"
#include "view/terminal/cells.h"

static const char plain[] = "\033[0m", bold[] = "\033[1m", faint[] = "\033[2m";

/* Heat on any background: of the 256 colours those that have 3 : 1 on black and on white. */
static const char *heat(double share)
{
    return share >= 0.5    ? "\033[38;5;196m"
           : share >= 0.2  ? "\033[38;5;166m"
           : share >= 0.05 ? "\033[38;5;136m"
                           : "\033[38;5;64m";
}

static void switch_to(const struct terminal_style *style, const char *code, struct buf *out)
{
    if (style->colour)
        buf_text(out, code);
}

static void path_step(struct paragraph *paragraph, const struct summary_step *step)
{
    struct buf share = {0};
    buf_char(&share, ' ');
    number_percent(&share, step->share);
    paragraph_name(paragraph, step->name, buf_slice(&share));
    buf_free(&share);
}

/* The middle of a path that is still too long is one item. */
static uint32_t fold_middle(struct summary_item *items, uint32_t count)
{
    enum { MOST_ITEMS = 12, BEFORE = 6, AFTER = MOST_ITEMS - BEFORE - 1 };
    if (count <= MOST_ITEMS)
        return count;
    uint32_t after = count - AFTER;
    while (after < count - 1 && items[after].count > 1)
        after++;
    for (uint32_t i = BEFORE + 1; i < after; i++) {
        items[BEFORE].count += items[i].count;
        items[BEFORE].frames += items[i].frames;
    }
    memmove(&items[BEFORE + 1], &items[after], (count - after) * sizeof *items);
    return BEFORE + 1 + count - after;
}

static void folded_steps(const struct summary_item *item, struct paragraph *paragraph)
{
    struct buf words = {0};
    buf_text(&words, "▸ ");
    number_count(&words, item->frames);
    buf_text(&words, " frames");
    paragraph_name(paragraph, STR(""), buf_slice(&words));
    buf_free(&words);
}

static void hot_path(const struct summary *summary, struct paragraph *paragraph)
{
    struct summary_item *items = memory_new(summary->item_count, sizeof *items);
    if (summary->item_count)
        memcpy(items, summary->items, summary->item_count * sizeof *items);
    uint32_t count = fold_middle(items, summary->item_count);
    for (uint32_t i = 0; i < count; i++) {
        bool is_jump = summary->path[items[i].first].is_jump && items[i].count == 1;
        if (i)
            paragraph_text(paragraph, is_jump ? STR(" → … → ") : STR(" → "));
        if (items[i].count > 1)
            folded_steps(&items[i], paragraph);
        else
            path_step(paragraph, &summary->path[items[i].first]);
    }
    free(items);
}

void terminal_lead(const struct terminal_text *text, const struct terminal_style *style,
                   struct buf *out)
{
    const struct summary *summary = text->summary;
    paragraph_sentence(style, "", &summary->verdict, out);
    if (summary->path_count < 2)
        return;
    buf_char(out, '\n');
    struct paragraph paragraph = paragraph_begin(style, "Hot path: ", out);
    hot_path(summary, &paragraph);
    paragraph_end(&paragraph);
}

void terminal_parts(const struct terminal_text *text, const struct terminal_style *style,
                    struct buf *out)
{
    if (text->summary->parts)
        paragraph_sentence(style, "", text->summary->parts, out);
}

static void blame_row(const struct terminal_text *text, const struct summary_blame *row,
                      const struct terminal_style *style, struct buf *out)
{
    struct buf words = {0};
    struct paragraph paragraph = paragraph_begin(style, "  ", out);
    number_cost(&words, row->own + row->caused, &text->profile->unit);
    buf_text(&words, ", ");
    number_percent(&words, row->share);
    buf_text(&words, " by ");
    paragraph_text(&paragraph, buf_slice(&words));
    paragraph_name(&paragraph, row->name, STR(""));
    buf_free(&words);
    paragraph_end(&paragraph);
}

void terminal_findings(const struct terminal_text *text, const struct terminal_style *style,
                       struct buf *out)
{
    enum { MOST_BLAMED = 5 };
    const struct summary *summary = text->summary;
    if (summary->finding_count)
        buf_char(out, '\n');
    for (uint32_t i = 0; i < summary->finding_count; i++)
        paragraph_sentence(style, "- ", &summary->findings[i], out);
    if (summary->blame_count)
        buf_text(out, "\nWhat your functions cost, with the libraries that they call:\n");
    for (uint32_t i = 0; i < summary->blame_count && i < MOST_BLAMED; i++)
        blame_row(text, &summary->blame[i], style, out);
    if (summary->oddity_count)
        buf_char(out, '\n');
    for (uint32_t i = 0; i < summary->oddity_count; i++)
        paragraph_sentence(style, "note: ", &summary->oddities[i], out);
}

/* Columns of the tree, in cells. Counts of calls have the room that the widest of them needs. */
enum { TIME = 9, SHARE = 7, LEAST_CALLS = 11 };

/* In narrow lines names need the room of shares of own time and of half of the bar. */
static bool is_narrow(const struct terminal_style *style)
{
    return style->width < 100;
}

static size_t bar_width(const struct terminal_style *style)
{
    return is_narrow(style) ? 4 : 8;
}

static size_t own_width(const struct terminal_style *style)
{
    return is_narrow(style) ? TIME : TIME + SHARE;
}

/* A cost without the name of its unit, which the head tells. */
static void bare_cost(struct buf *out, double cost, const struct unit *unit)
{
    if (unit->kind == UNIT_SECONDS)
        number_time(out, cost);
    else
        number_count(out, (int64_t)(cost + 0.5));
}

/* A number at the right of its column, with a blank before it however long it is. */
static void cell(struct buf *out, struct buf *text, size_t width)
{
    if (cells_width(buf_slice(text)) >= width)
        buf_char(out, ' ');
    cells_right(out, buf_slice(text), width);
    buf_cut(text, 0);
}

static void add_bar(const struct terminal_style *style, double share, struct buf *out)
{
    size_t width = bar_width(style), filled = (size_t)(share * (double)width + 0.5);
    filled = filled > width ? width : filled;
    switch_to(style, heat(share), out);
    for (size_t i = 0; i < width; i++)
        buf_text(out, i < filled ? "█" : " ");
    switch_to(style, plain, out);
}

static void add_calls(const struct tree_row *row, struct buf *out)
{
    if (row->calls <= 0)
        return;
    buf_text(out, row->is_part ? "≈×" : "×");
    number_count(out, row->calls);
}

static size_t calls_width(const struct tree_rows *rows)
{
    struct buf number = {0};
    size_t widest = LEAST_CALLS;
    for (uint32_t i = 0; i < rows->count; i++) {
        add_calls(&rows->items[i], &number);
        size_t width = cells_width(buf_slice(&number)) + 1;
        widest = width > widest ? width : widest;
        buf_cut(&number, 0);
    }
    buf_free(&number);
    return widest;
}

static void add_numbers(const struct terminal_text *text, const struct tree_row *row, size_t calls,
                        const struct terminal_style *style, struct buf *out)
{
    const struct unit *unit = &text->profile->unit;
    double whole = text->whole->total;
    struct buf number = {0};
    bool is_spot = row->kind == TREE_ROW_SPOT;
    if (!is_spot)
        bare_cost(&number, row->total, unit);
    cell(out, &number, TIME);
    if (!is_spot)
        number_percent(&number, profile_share(row->total, whole));
    cell(out, &number, SHARE);
    bare_cost(&number, row->own, unit);
    cell(out, &number, TIME);
    if (!is_narrow(style)) {
        number_percent(&number, profile_share(row->own, whole));
        cell(out, &number, SHARE);
    }
    add_calls(row, &number);
    cell(out, &number, calls);
    buf_free(&number);
    buf_char(out, ' ');
    add_bar(style, profile_share(row->total, whole), out);
    buf_char(out, ' ');
}

/* What stands for the row, without its indentation. */
static void add_words(const struct terminal_text *text, uint32_t index, struct buf *words)
{
    const struct tree_row *row = &text->rows->items[index];
    if (row->kind == TREE_ROW_GAP) {
        buf_text(words, "[not in the file]");
        return;
    }
    if (row->kind == TREE_ROW_SPOT)
        buf_text(words, "· ");
    if (row->kind == TREE_ROW_RUN && row->frames > 1) {
        buf_text(words, "▸ ");
        number_count(words, row->frames);
        buf_text(words, " frames in ");
        buf_str(words, text->packages[index]);
        buf_text(words, ": ");
    }
    buf_str(words, text->names[index]);
}

static void add_row(const struct terminal_text *text, uint32_t index, size_t calls,
                    const struct terminal_style *style, struct buf *out)
{
    const struct tree_row *row = &text->rows->items[index];
    struct arena arena = {0};
    struct buf words = {0};
    size_t used = TIME + SHARE + own_width(style) + calls + bar_width(style) + 2;
    size_t room = style->width > used + 12 ? style->width - used : 12;
    size_t step = room > 60 ? 2 : 1;
    size_t indent = row->depth * step > room / 2 ? room / 2 : row->depth * step;
    add_numbers(text, row, calls, style, out);
    add_words(text, index, &words);
    cells_left(out, STR(""), indent);
    switch_to(style, row->kind == TREE_ROW_FUNCTION ? bold : faint, out);
    buf_str(out, cells_cut(buf_slice(&words), room - indent, &arena));
    switch_to(style, plain, out);
    buf_char(out, '\n');
    buf_free(&words);
    arena_free(&arena);
}

static void add_head(const struct terminal_text *text, size_t calls,
                     const struct terminal_style *style, struct buf *out)
{
    struct buf line = {0};
    cells_right(&line, STR("Total"), TIME + SHARE);
    cells_right(&line, STR("Own"), own_width(style));
    cells_right(&line, text->profile->sampled ? STR("") : STR("calls"), calls);
    if (text->profile->unit.kind != UNIT_SECONDS)
        buf_format(&line, "   (%s)", unit_name(&text->profile->unit));
    switch_to(style, faint, out);
    buf_str(out, buf_slice(&line));
    switch_to(style, plain, out);
    buf_char(out, '\n');
    buf_free(&line);
}

void terminal_tree(const struct terminal_text *text, const struct terminal_style *style,
                   struct buf *out)
{
    size_t calls = calls_width(text->rows);
    add_head(text, calls, style, out);
    for (uint32_t i = 0; i < text->rows->count; i++)
        add_row(text, i, calls, style, out);
    if (text->rows->left_out) {
        switch_to(style, faint, out);
        number_count(out, text->rows->left_out);
        buf_text(out, text->rows->left_out == 1 ? " smaller row is" : " smaller rows are");
        buf_text(out, " not shown\n");
        switch_to(style, plain, out);
    }
    if (text->hint)
        buf_format(out, "\n%s\n", text->hint);
}
