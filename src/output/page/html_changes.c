#include <inttypes.h>

#include "output/escape.h"
#include "output/page/html_filler.h"

/* Writes what the template's slot of that name is for; or counts a list's rows. */
#define SLOT(name) static void name(const void *data, uint32_t row, struct buf *out)
#define LIST(name) static uint32_t name(const void *data)

static const struct changes_told *told_of(const void *data)
{
    return ((const struct filler *)data)->page->changes;
}

/* A name leads to what the page knows of the function, unless it is gone. */
static void add_name(struct buf *out, uint32_t function, struct str name)
{
    bool is_here = function < CHANGES_TOLD_GONE;
    if (is_here)
        buf_format(out, "<a href=\"#function?f=%" PRIu32 "\">", function);
    escape_xml(out, name);
    buf_text(out, is_here ? "</a>" : "");
}

static void add_sentence(struct buf *out, const struct sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->count; i++)
        add_name(out, sentence->pieces[i].function, sentence->pieces[i].text);
}

LIST(count_comparisons)
{
    return told_of(data) != NULL;
}

SLOT(write_base)
{
    (void)row;
    buf_str(out, ((const struct filler *)data)->page->base_title);
}

SLOT(write_verdict)
{
    (void)row;
    add_sentence(out, &told_of(data)->verdict);
}

LIST(count_causes)
{
    return told_of(data) ? told_of(data)->cause_count : 0;
}

SLOT(write_cause)
{
    add_sentence(out, &told_of(data)->causes[row]);
}

LIST(count_rows)
{
    return told_of(data) ? told_of(data)->row_count : 0;
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
    const struct change_row *change = &told_of(data)->rows[row];
    bool is_gone = change->change->after == MATCH_NOBODY;
    add_name(out, is_gone ? CHANGES_TOLD_GONE : change->change->after, change->name);
}

SLOT(write_reason)
{
    buf_str(out, told_of(data)->rows[row].reason);
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

static const struct template_slot slots[] = {
    {"comparison", NULL, count_comparisons},
    {"base-title", write_base, NULL},
    {"change-verdict", write_verdict, NULL},
    {"change-causes", NULL, count_causes},
    {"change-cause", write_cause, NULL},
    {"change-rows", NULL, count_rows},
    {"change-mark", write_mark, NULL},
    {"change-own", write_own, NULL},
    {"change-own-part", write_own_part, NULL},
    {"change-total", write_total, NULL},
    {"change-total-part", write_total_part, NULL},
    {"change-calls", write_calls, NULL},
    {"change-name", write_name, NULL},
    {"change-reason", write_reason, NULL},
    {"change-notes", write_notes, NULL},
};

const struct template_slots html_changes_slots = {slots, sizeof slots / sizeof slots[0]};
