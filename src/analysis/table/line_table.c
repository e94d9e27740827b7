#include "analysis/table/line_table.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

static int compare_rows(const void *left, const void *right)
{
    const struct line_table_row *a = left;
    const struct line_table_row *b = right;
    int order = (a->file > b->file) - (a->file < b->file);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void add_row(struct line_table *table, const struct line_table_row *row)
{
    struct line_table_row *last = table->row_count ? &table->rows[table->row_count - 1] : NULL;
    if (!last || compare_rows(last, row) != 0) {
        table->rows[table->row_count++] = *row;
        return;
    }
    last->hits = profile_add_counts(last->hits, row->hits);
    last->own = profile_add_times(last->own, row->own);
    last->total = fmax(last->total, row->total);
}

static void add_file(struct line_table *table, uint32_t row)
{
    const struct line_table_row *from = &table->rows[row];
    struct line_table_file *file = table->file_count ? &table->files[table->file_count - 1] : NULL;
    if (!file || file->name != from->file) {
        file = &table->files[table->file_count++];
        *file = (struct line_table_file){.name = from->file, .rows = {row, row}};
    }
    file->rows.end = row + 1;
    file->own = profile_add_times(file->own, from->own);
    file->has_hits |= from->hits != 0;
    file->has_totals |= from->total > from->own;
}

/* A file, and what it is called. */
struct ranked {
    struct line_table_file file;
    struct str name;
};

static int compare_files(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = (a->file.own < b->file.own) - (a->file.own > b->file.own);
    return order ? order : str_compare(a->name, b->name);
}

static void sort_files(const struct profile *profile, struct line_table *table)
{
    struct ranked *ranked = memory_new(table->file_count, sizeof *ranked);
    for (uint32_t i = 0; i < table->file_count; i++)
        ranked[i] = (struct ranked){table->files[i], profile->names[table->files[i].name].raw};
    if (table->file_count)
        qsort(ranked, table->file_count, sizeof *ranked, compare_files);
    for (uint32_t i = 0; i < table->file_count; i++)
        table->files[i] = ranked[i].file;
    free(ranked);
}

struct line_table line_table_make(const struct profile *profile, const bool *wanted)
{
    struct line_table table = {memory_new(profile->line_count, sizeof *table.rows),
                               memory_new(profile->line_count, sizeof *table.files), 0, 0};
    struct line_table_row *all = memory_new(profile->line_count, sizeof *all);
    uint32_t count = 0;
    for (uint32_t i = 0; i < profile->line_count; i++) {
        const struct line_cost *line = &profile->lines[i];
        uint32_t file = profile->functions[line->function].file;
        if (!wanted || wanted[line->function])
            all[count++] =
                (struct line_table_row){file, line->line, line->hits, line->own, line->total};
    }
    if (count)
        qsort(all, count, sizeof *all, compare_rows);
    for (uint32_t i = 0; i < count; i++)
        add_row(&table, &all[i]);
    free(all);
    for (uint32_t i = 0; i < table.row_count; i++)
        add_file(&table, i);
    sort_files(profile, &table);
    return table;
}

void line_table_free(struct line_table *table)
{
    free(table->rows);
    free(table->files);
    *table = (struct line_table){0};
}
