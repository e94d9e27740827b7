#include <inttypes.h>
#include <math.h>

#include "output/escape.h"
#include "output/page/html_filler.h"
#include "output/page/page_changes.h"
#include "output/page/shell.h"

/* Writes what the template's slot of that name is for; or counts a list's rows. */
#define SLOT(name) static void name(const void *data, uint32_t row, struct buf *out)
#define LIST(name) static uint32_t name(const void *data)

static const struct html_base *base_of(const void *data)
{
    return ((const struct filler *)data)->page->base;
}

static const struct changes_told *told_of(const void *data)
{
    return base_of(data)->told;
}

/* A name leads to what the page knows of the function, also of one that is gone. */
static void add_name(struct buf *out, uint32_t place, struct str name)
{
    buf_format(out, "<a href=\"#function?f=%" PRIu32 "\">", place);
    escape_xml(out, name);
    buf_text(out, "</a>");
}

static void add_sentence(struct buf *out, const struct html_base *base,
                         const struct sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->count; i++) {
        const struct sentence_piece *piece = &sentence->pieces[i];
        uint32_t after = base->told->after_count;
        if (piece->function == SENTENCE_PLAIN)
            escape_xml(out, piece->text);
        else if (piece->function < after)
            add_name(out, piece->function, piece->text);
        else
            add_name(out, base->joined->place[piece->function - after], piece->text);
    }
}

SLOT(write_base)
{
    (void)row;
    buf_str(out, base_of(data)->title);
}

SLOT(write_verdict)
{
    (void)row;
    add_sentence(out, base_of(data), &told_of(data)->verdict);
}

LIST(count_causes)
{
    return told_of(data)->cause_count;
}

SLOT(write_cause)
{
    add_sentence(out, base_of(data), &told_of(data)->causes[row]);
}

LIST(count_rows)
{
    return told_of(data)->row_count;
}

/* "▲ slower", "▼ faster": for those who see no colours. */
SLOT(write_mark)
{
    const struct change_times *own = &told_of(data)->rows[row].change->own;
    buf_text(out, own->after > own->before ? "▲" : own->after < own->before ? "▼" : "");
}

SLOT(write_own)
{
    buf_str(out, told_of(data)->rows[row].own);
}

SLOT(write_own_part)
{
    buf_str(out, told_of(data)->rows[row].own_part);
}

SLOT(write_total)
{
    buf_str(out, told_of(data)->rows[row].total);
}

SLOT(write_total_part)
{
    buf_str(out, told_of(data)->rows[row].total_part);
}

SLOT(write_calls)
{
    buf_str(out, told_of(data)->rows[row].calls);
}

SLOT(write_name)
{
    const struct html_base *base = base_of(data);
    const struct change_row *told = &base->told->rows[row];
    add_name(out, base->joined->place_of_change[told->change - base->changes->items], told->name);
}

/* Why it changed, in a row of its own below the figures. */
SLOT(write_reason)
{
    const struct change_row *told = &told_of(data)->rows[row];
    struct str reason = told->reason;
    if (!reason.size || str_equal(reason, told->own_part))
        return;
    buf_text(out, "<tr class=\"why faint\"><td></td><td colspan=\"6\">");
    escape_xml(out, reason);
    buf_text(out, "</td></tr>\n");
}

SLOT(write_notes)
{
    const struct changes_told *told = told_of(data);
    (void)row;
    if (told->left_out)
        buf_format(out, "%" PRIu32 " more functions changed. ", told->left_out);
    buf_str(out, told->shares);
    buf_char(out, ' ');
    buf_str(out, told->noise);
    buf_char(out, ' ');
    buf_str(out, told->matching);
}

/* The summary of the profile before, with links to functions by the page's numbers. */
SLOT(write_summary)
{
    const struct html_base *base = base_of(data);
    struct html_page page = *((const struct filler *)data)->page;
    (void)row;
    page.profile = base->profile;
    page.place = base->joined->place;
    page.whole = base->whole;
    page.summary = base->summary;
    struct filler filler = {.page = &page};
    template_write(shell_summary_html, &html_summary_slots, 1, &filler, out);
}

/* What both sides come to, the reasons of changes, and what is in the pictures. */
SLOT(write_compared)
{
    const struct html_base *base = base_of(data);
    double quantum = ((const struct filler *)data)->quantum;
    (void)row;
    buf_format(out, "{\"before\":%.0f,\"band\":%g", base->whole->total / quantum,
               changes_band(base->changes));
    buf_text(out, ",\"graphs\":[");
    html_graph_data(base->graph, base->joined->place, out);
    buf_char(out, ',');
    html_graph_data(base->changed, base->joined->place_of_change, out);
    buf_text(out, "],\"reasons\":");
    page_changes_reasons(base, out);
    buf_char(out, '}');
}

SLOT(write_functions)
{
    (void)row;
    page_changes_functions(base_of(data), ((const struct filler *)data)->quantum, out);
}

SLOT(write_edges)
{
    (void)row;
    page_changes_edges(base_of(data), ((const struct filler *)data)->quantum, out);
}

SLOT(write_tree)
{
    (void)row;
    page_data_tree(base_of(data)->tree, ((const struct filler *)data)->quantum, out);
}

SLOT(write_marks)
{
    (void)row;
    page_changes_marks(base_of(data), out);
}

SLOT(write_graph)
{
    (void)row;
    buf_str(out, base_of(data)->graph->svg);
}

SLOT(write_changed)
{
    (void)row;
    buf_str(out, base_of(data)->changed->svg);
}

static const struct template_slot slots[] = {
    {"base-title", write_base, NULL},          {"change-verdict", write_verdict, NULL},
    {"change-causes", NULL, count_causes},     {"change-cause", write_cause, NULL},
    {"change-rows", NULL, count_rows},         {"change-mark", write_mark, NULL},
    {"change-own", write_own, NULL},           {"change-own-part", write_own_part, NULL},
    {"change-total", write_total, NULL},       {"change-total-part", write_total_part, NULL},
    {"change-calls", write_calls, NULL},       {"change-name", write_name, NULL},
    {"change-reason", write_reason, NULL},     {"change-notes", write_notes, NULL},
    {"base-summary", write_summary, NULL},     {"compared", write_compared, NULL},
    {"base-functions", write_functions, NULL}, {"base-edges", write_edges, NULL},
    {"base-tree", write_tree, NULL},           {"base-graph", write_graph, NULL},
    {"change-marks", write_marks, NULL},       {"change-graph", write_changed, NULL},
};

const struct template_slots html_changes_slots = {slots, sizeof slots / sizeof slots[0]};
