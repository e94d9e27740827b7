#include "output/lines.h"

#include <inttypes.h>
#include <math.h>

#include "base/utf8.h"
#include "view/number.h"

enum {
    AROUND = 2, /* lines before and after one that costs something */
    MOST_CHARACTERS = 200,
    NUMBER_WIDTH = 8,
    COST_WIDTH = 12,
    SHARE_WIDTH = 8
};

/* Appends text at the right of a column, and what ends the column. */
static void cell(struct buf *out, size_t width, const struct buf *text)
{
    size_t size = utf8_count(buf_slice(text));
    buf_format(out, "%*s", (int)(width > size ? width - size : 0), "");
    buf_str(out, buf_slice(text));
    buf_char(out, '|');
}

/* A column and what it says of a row; of NULL, its title. */
typedef void column(const struct lines_part *part, const struct line_table_row *row,
                    struct buf *text);

static void hits_column(const struct lines_part *part, const struct line_table_row *row,
                        struct buf *text)
{
    if (!row)
        buf_text(text, part->profile->sampled ? "Samples" : "Hits");
    else
        number_count(text, row->hits);
}

/* Whether a line costs only what it calls. */
static bool calls_only(const struct line_table_row *row)
{
    return row->own <= 0 && row->total > 0;
}

static void cost_column(const struct lines_part *part, const struct line_table_row *row,
                        struct buf *text)
{
    const struct unit *unit = &part->profile->unit;
    if (!row)
        buf_text(text, unit->kind == UNIT_SECONDS ? "Time" : "Cost");
    else if (!calls_only(row))
        number_cost(text, row->own, unit);
}

static void total_column(const struct lines_part *part, const struct line_table_row *row,
                         struct buf *text)
{
    if (!row)
        buf_text(text, "With calls");
    else
        number_cost(text, fmax(row->total, row->own), &part->profile->unit);
}

static void each_column(const struct lines_part *part, const struct line_table_row *row,
                        struct buf *text)
{
    if (!row)
        buf_text(text, "Per hit");
    else if (row->hits > 0)
        number_cost(text, row->own / (double)row->hits, &part->profile->unit);
}

static void share_column(const struct lines_part *part, const struct line_table_row *row,
                         struct buf *text)
{
    if (!row)
        buf_text(text, "Share");
    else if (!calls_only(row))
        number_percent(text, profile_share(row->own, part->total));
}

static void add_column(const struct lines_part *part, const struct line_table_row *row, column *say,
                       size_t width, bool is_blank, struct buf *out)
{
    struct buf text = {0};
    if (!is_blank)
        say(part, row, &text);
    cell(out, width, &text);
    buf_free(&text);
}

/* The columns of a row, or of none; NULL and not blank: their titles. */
static void add_columns(const struct lines_part *part, const struct line_table_row *row,
                        bool is_blank, struct buf *out)
{
    bool is_time = part->profile->unit.kind == UNIT_SECONDS;
    bool has_hits = part->file->has_hits && part->profile->unit.kind != UNIT_SAMPLES;
    if (has_hits)
        add_column(part, row, hits_column, NUMBER_WIDTH + 2, is_blank, out);
    add_column(part, row, cost_column, COST_WIDTH + (is_time ? 0 : 4), is_blank, out);
    if (has_hits && is_time && !part->profile->sampled)
        add_column(part, row, each_column, COST_WIDTH, is_blank, out);
    add_column(part, row, share_column, SHARE_WIDTH, is_blank, out);
    if (part->file->has_totals)
        add_column(part, row, total_column, COST_WIDTH + (is_time ? 0 : 4), is_blank, out);
}

static void add_number(int64_t line, struct buf *out)
{
    struct buf text = {0};
    if (line > 0)
        buf_format(&text, "%" PRId64, line);
    cell(out, NUMBER_WIDTH, &text);
    buf_free(&text);
}

/* The lines of a source, taken one after the other. */
struct cursor {
    struct str rest;
    int64_t line; /* the first in `rest` */
};

/* The text of a line that is not before the last one asked for. */
static struct str text_of(struct cursor *cursor, int64_t line)
{
    while (cursor->rest.size && cursor->line < line) {
        cursor->rest = str_from(cursor->rest, str_find(cursor->rest, '\n') + 1);
        cursor->line++;
    }
    struct str text = str_first(cursor->rest, str_find(cursor->rest, '\n'));
    return cursor->line == line ? text : STR("");
}

static void add_text(struct str text, struct buf *out)
{
    struct str shown = utf8_first(text, MOST_CHARACTERS);
    buf_str(out, shown);
    if (shown.size < text.size)
        buf_text(out, "…");
    buf_char(out, '\n');
}

/* Lines that cost nothing, from the line `from` to `to`. */
static void add_around(const struct lines_part *part, struct cursor *cursor, int64_t from,
                       int64_t to, struct buf *out)
{
    for (int64_t line = from; line <= to; line++) {
        struct str text = text_of(cursor, line);
        if (!cursor->rest.size)
            return;
        add_number(line, out);
        add_columns(part, NULL, true, out);
        add_text(text, out);
    }
}

/* What stands between two lines that cost something. */
static void add_between(const struct lines_part *part, struct cursor *cursor, int64_t before,
                        int64_t next, struct buf *out)
{
    if (before > 0 && next - before <= 2 * AROUND + 1) {
        add_around(part, cursor, before + 1, next - 1, out);
        return;
    }
    if (before > 0) {
        add_around(part, cursor, before + 1, profile_add_counts(before, AROUND), out);
        buf_format(out, "%*s\n", NUMBER_WIDTH, "...");
    }
    add_around(part, cursor, next > AROUND ? next - AROUND : 1, profile_add_counts(next, -1), out);
}

static void add_title(const struct lines_part *part, struct buf *out)
{
    const struct profile *profile = part->profile;
    struct str name = profile->names[part->file->name].text;
    buf_text(out, "File: ");
    buf_str(out, name.size ? name : STR("(unknown)"));
    buf_text(out, "\nIts lines: ");
    number_cost(out, part->file->own, &profile->unit);
    buf_text(out, " (");
    number_percent(out, profile_share(part->file->own, part->total));
    buf_text(out, part->no_source ? "); " : ")");
    buf_text(out, part->no_source ? part->no_source : "");
    buf_char(out, '\n');
    buf_format(out, "%*s|", NUMBER_WIDTH, "Line");
    add_columns(part, NULL, false, out);
    buf_text(out, "Source\n");
}

void lines_write(const struct lines_part *part, struct buf *out)
{
    struct cursor cursor = {part->source, 1};
    const struct row *rows = &part->file->rows;
    int64_t before = 0;
    add_title(part, out);
    for (uint32_t i = rows->start; i < rows->end; i++) {
        const struct line_table_row *row = &part->table->rows[i];
        add_between(part, &cursor, before, row->line, out);
        add_number(row->line, out);
        add_columns(part, row, false, out);
        add_text(text_of(&cursor, row->line), out);
        before = row->line;
    }
    add_around(part, &cursor, profile_add_counts(before, 1), profile_add_counts(before, AROUND),
               out);
}
