#include "output/escape.h"
#include "output/markdown/markdown.h"

static void write_cell(const struct trend_cell *cell, struct buf *out)
{
    if (cell->time.size) {
        escape_markdown(out, cell->time);
        buf_char(out, ' ');
        escape_markdown(out, cell->calls);
    } else {
        buf_text(out, "–");
    }
    buf_text(out, " |");
}

static void write_row(const struct trend_told *told, const struct trend_row *row, struct buf *out)
{
    buf_text(out, "| ");
    escape_markdown_code(out, row->name);
    buf_format(out, " %s |", row->word);
    for (uint32_t i = 0; i < told->stage_count; i++) {
        buf_char(out, ' ');
        write_cell(&row->cells[i], out);
    }
    buf_char(out, ' ');
    escape_markdown(out, row->factor);
    buf_text(out, " |\n");
}

void markdown_trend(const struct trend_told *told, struct buf *out)
{
    buf_text(out, "| |");
    for (uint32_t i = 0; i < told->stage_count; i++) {
        buf_char(out, ' ');
        escape_markdown_code(out, told->titles[i]);
        buf_text(out, " |");
    }
    buf_text(out, " last against first |\n|---|");
    for (uint32_t i = 0; i < told->stage_count; i++)
        buf_text(out, "--:|");
    buf_text(out, "---|");
    buf_text(out, "\n| all |");
    for (uint32_t i = 0; i < told->stage_count; i++) {
        buf_text(out, " **");
        escape_markdown(out, told->whole[i].time);
        buf_text(out, "** ");
        escape_markdown(out, told->whole[i].calls);
        buf_text(out, " |");
    }
    buf_char(out, ' ');
    escape_markdown(out, told->whole[told->stage_count - 1].calls);
    buf_text(out, " |\n");
    for (uint32_t i = 0; i < told->row_count && out->size < MARKDOWN_MOST; i++)
        write_row(told, &told->rows[i], out);
    buf_text(out, "\nFactors are against the first stage. Total: with all that it calls, of your "
                  "own code; Own: in the function itself, of other code.\n");
}
