#include "output/escape.h"
#include "output/markdown/markdown.h"
#include "view/number.h"

/* What is told of own functions has this share of the total. */
#define LEAST_SHARE 0.001

static void write_path(const struct summary *summary, struct buf *out)
{
    struct buf share = {0};
    buf_text(out, "Hot path: ");
    for (uint32_t i = 0; i < summary->path_count; i++) {
        buf_text(out, i ? " → " : "");
        escape_markdown_code(out, summary->path[i].name);
        buf_char(out, ' ');
        number_percent(&share, summary->path[i].share);
        escape_markdown(out, buf_slice(&share));
        buf_cut(&share, 0);
    }
    buf_text(out, "\n\n");
    buf_free(&share);
}

static void write_number_cells(double time, double share, const struct unit *unit, struct buf *out)
{
    struct buf text = {0};
    number_cost(&text, time, unit);
    buf_text(&text, " | ");
    size_t bar = text.size;
    number_percent(&text, share);
    buf_text(out, "| ");
    escape_markdown(out, str_first(buf_slice(&text), bar - 3));
    buf_text(out, " | ");
    escape_markdown(out, str_from(buf_slice(&text), bar));
    buf_text(out, " | ");
    buf_free(&text);
}

static void write_blame(const struct summary *summary, const struct unit *unit, struct buf *out)
{
    enum { ROOM = 4000 };
    buf_text(out, "<details><summary>What your functions cost, with everything that they call of "
                  "others</summary>\n\n"
                  "| time | of the total | function | most of it in |\n|--:|--:|---|---|\n");
    for (uint32_t i = 0; i < summary->blame_count; i++) {
        const struct summary_blame *row = &summary->blame[i];
        size_t start = out->size;
        write_number_cells(row->own + row->caused, row->share, unit, out);
        escape_markdown_code(out, row->name);
        buf_text(out, " | ");
        escape_markdown(out, row->culprits);
        buf_text(out, " |\n");
        if (out->size > MARKDOWN_MOST - ROOM || row->share < LEAST_SHARE) {
            buf_cut(out, start);
            buf_format(out, "\n%u more functions.\n", (unsigned)(summary->blame_count - i));
            break;
        }
    }
    buf_text(out, "\n</details>\n");
}

void markdown_summary(const struct summary *summary, struct str title, const struct unit *unit,
                      struct buf *out)
{
    buf_text(out, "### ");
    escape_markdown_code(out, title);
    buf_text(out, "\n\n**");
    markdown_sentence(&summary->verdict, out);
    buf_text(out, "**\n\n");
    if (summary->path_count > 1)
        write_path(summary, out);
    for (uint32_t i = 0; i < summary->finding_count; i++) {
        buf_text(out, "- ");
        markdown_sentence(&summary->findings[i], out);
        buf_char(out, '\n');
    }
    buf_text(out, summary->finding_count ? "\n" : "");
    if (summary->blame_count)
        write_blame(summary, unit, out);
    for (uint32_t i = 0; i < summary->oddity_count; i++) {
        buf_text(out, "\nNote: ");
        markdown_sentence(&summary->oddities[i], out);
        buf_char(out, '\n');
    }
}
