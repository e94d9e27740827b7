#include "output/escape.h"
#include "output/markdown/markdown.h"

void markdown_sentence(const struct sentence *sentence, struct buf *out)
{
    for (uint32_t i = 0; i < sentence->count; i++) {
        const struct sentence_piece *piece = &sentence->pieces[i];
        if (piece->function == SENTENCE_PLAIN)
            escape_markdown(out, piece->text);
        else
            escape_markdown_code(out, piece->text);
    }
}

static void write_row(const struct change_row *row, struct buf *out)
{
    const struct str cells[] = {row->own, row->own_part, row->total, row->total_part, row->calls};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        buf_text(out, "| ");
        escape_markdown(out, cells[i]);
        buf_char(out, ' ');
    }
    buf_text(out, "| ");
    escape_markdown_code(out, row->name);
    buf_text(out, " | ");
    escape_markdown(out, row->reason);
    buf_text(out, " |\n");
}

/* Writes as many rows as fit into the bytes that are left; returns the number. */
static uint32_t write_rows(const struct changes_told *told, size_t most, struct buf *out)
{
    for (uint32_t i = 0; i < told->row_count; i++) {
        size_t start = out->size;
        write_row(&told->rows[i], out);
        if (out->size > most) {
            buf_cut(out, start);
            return i;
        }
    }
    return told->row_count;
}

static void write_notes(const struct changes_told *told, struct buf *out)
{
    const struct str notes[] = {told->shares, told->noise, told->matching};
    buf_char(out, '\n');
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        escape_markdown(out, notes[i]);
        buf_char(out, '\n');
    }
}

void markdown_changes(const struct changes_told *told, const struct str titles[2], struct buf *out)
{
    enum { ROOM_FOR_NOTES = 2000 };
    buf_text(out, "### ");
    escape_markdown_code(out, titles[0]);
    buf_text(out, " → ");
    escape_markdown_code(out, titles[1]);
    buf_text(out, "\n\n**");
    markdown_sentence(&told->verdict, out);
    buf_text(out, "**\n\n");
    for (uint32_t i = 0; i < told->cause_count; i++) {
        buf_text(out, "- ");
        markdown_sentence(&told->causes[i], out);
        buf_char(out, '\n');
    }
    if (!told->row_count) {
        buf_str(out, told->none);
        buf_char(out, '\n');
        write_notes(told, out);
        return;
    }
    buf_text(out, told->cause_count ? "\n" : "");
    buf_text(out, "<details><summary>Functions that changed</summary>\n\n"
                  "| Δ Own | | Δ Total | | Δ calls | function | why |\n"
                  "|--:|--:|--:|--:|--:|---|---|\n");
    uint32_t written = write_rows(told, MARKDOWN_MOST - ROOM_FOR_NOTES, out);
    uint32_t left_out = told->left_out + told->row_count - written;
    buf_char(out, '\n');
    if (left_out)
        buf_format(out, "%u more functions changed.\n\n", (unsigned)left_out);
    buf_text(out, "</details>\n");
    write_notes(told, out);
}
