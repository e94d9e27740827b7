#include "render/outputs/tables.h"

static void add_patterns(const char *option, const struct patterns *patterns, struct buf *report)
{
    for (size_t i = 0; i < patterns->count; i++)
        buf_format(report, " %s %s", option, patterns->items[i]);
}

/* What of the profile the table is of. */
static void tell_filters(const struct filter_options *filter, struct buf *report)
{
    if (!filter_has_any(filter))
        return;
    buf_text(report, "   Filtered by:");
    add_patterns("--hide", &filter->hide, report);
    add_patterns("--ignore", &filter->ignore, report);
    add_patterns("--focus", &filter->focus, report);
    add_patterns("--show-from", &filter->show_from, report);
    buf_char(report, '\n');
}

static void tell_unit(const struct profile *profile, enum table_unit unit, struct buf *report)
{
    if (profile->unit.kind == UNIT_SECONDS && unit != TABLE_SECONDS)
        buf_format(report, "   Times in %s\n",
                   unit == TABLE_MILLISECONDS ? "milliseconds" : "microseconds");
}

/* Appends what the table is ordered by and reduced to, as pstats says it. */
static bool order_table(struct table *table, const struct table_options *options,
                        struct buf *report, struct error *error)
{
    buf_text(report, options->key_count ? "   Ordered by: " : "   Random listing order was used");
    for (size_t i = 0; i < options->key_count; i++)
        buf_format(report, "%s%s", i ? ", " : "", table_key_title(options->keys[i]));
    buf_char(report, '\n');
    if (options->key_count)
        table_sort(table, options->keys, options->key_count);
    if (options->reverse)
        table_reverse(table);
    for (size_t i = 0; i < options->restriction_count; i++)
        if (!restrict_apply(table, &options->restrictions[i], report, error))
            return false;
    return true;
}

bool tables_make(const struct drawing *drawing, table_writer *write, bool for_terminal,
                 struct buf *out, struct error *error)
{
    struct table table = table_make(drawing->profile, for_terminal);
    struct buf report = {0};
    table.unit = drawing->request->table.unit;
    tell_filters(&drawing->request->filter, &report);
    tell_unit(drawing->profile, drawing->request->table.unit, &report);
    bool ok = order_table(&table, &drawing->request->table, &report, error);
    if (ok) {
        struct table_page page = {&table, buf_slice(&report), drawing->files, drawing->file_count};
        write(&page, out);
    }
    buf_free(&report);
    table_free(&table);
    return ok;
}
