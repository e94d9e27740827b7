#include "output/changes_text.h"

#include "base/utf8.h"

enum { NUMBERS = 5 };

/* A column of numbers, as wide as what is in it. */
struct column {
    const char *title;
    size_t width;
};

static struct str cell(const struct change_row *row, int column)
{
    const struct str cells[NUMBERS] = {row->own, row->own_part, row->total, row->total_part,
                                       row->calls};
    return cells[column];
}

static void write_cell(struct str text, size_t width, struct buf *out)
{
    for (size_t i = utf8_count(text); i < width + 2; i++)
        buf_char(out, ' ');
    buf_str(out, text);
}

static void write_sentence(const struct sentence *sentence, struct buf *out)
{
    for (uint32_t i = 0; i < sentence->count; i++)
        buf_str(out, sentence->pieces[i].text);
}

static void write_table(const struct changes_told *told, struct buf *out)
{
    struct column columns[NUMBERS] = {
        {"Δ Own", 0}, {"", 0}, {"Δ Total", 0}, {"", 0}, {"Δ calls", 0}};
    for (int c = 0; c < NUMBERS; c++) {
        columns[c].width = utf8_count(str_of(columns[c].title));
        for (uint32_t i = 0; i < told->row_count; i++) {
            size_t width = utf8_count(cell(&told->rows[i], c));
            columns[c].width = width > columns[c].width ? width : columns[c].width;
        }
    }
    for (int c = 0; c < NUMBERS; c++)
        write_cell(str_of(columns[c].title), columns[c].width, out);
    buf_text(out, "  function\n");
    for (uint32_t i = 0; i < told->row_count; i++) {
        for (int c = 0; c < NUMBERS; c++)
            write_cell(cell(&told->rows[i], c), columns[c].width, out);
        buf_text(out, "  ");
        buf_str(out, told->rows[i].name);
        if (told->rows[i].reason.size) {
            buf_text(out, ": ");
            buf_str(out, told->rows[i].reason);
        }
        buf_char(out, '\n');
    }
}

void changes_text(const struct changes_told *told, const struct str titles[2], struct buf *out)
{
    buf_str(out, titles[0]);
    buf_text(out, " → ");
    buf_str(out, titles[1]);
    buf_text(out, ": ");
    write_sentence(&told->verdict, out);
    buf_char(out, '\n');
    for (uint32_t i = 0; i < told->cause_count; i++) {
        buf_text(out, "  ");
        write_sentence(&told->causes[i], out);
        buf_char(out, '\n');
    }
    buf_char(out, '\n');
    if (told->row_count) {
        write_table(told, out);
    } else {
        buf_str(out, told->none);
        buf_char(out, '\n');
    }
    if (told->left_out)
        buf_format(out, "%u more functions changed (--max-nodes 0 lists all).\n",
                   (unsigned)told->left_out);
    buf_char(out, '\n');
    const struct str notes[] = {told->shares, told->noise, told->matching};
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        buf_str(out, notes[i]);
        buf_char(out, '\n');
    }
}
