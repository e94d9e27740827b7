#ifndef PROF2DOT_LINE_TABLE_H
#define PROF2DOT_LINE_TABLE_H

#include "model/profile.h"

/* What a line of a file costs, whatever function it is of. */
struct line_table_row {
    uint32_t file; /* index into profile.names */
    int64_t line, hits;
    double own;
    double total; /* inclusive; 0: not known. Functions of one line mostly stand below each other:
                     that of the largest */
};

struct line_table_file {
    uint32_t name; /* index into profile.names */
    struct row rows;
    double own;
    bool has_hits;   /* some row tells hits */
    bool has_totals; /* some row costs more than itself */
};

/* Lines by file; the most expensive file first, a file's lines ascending. line_table_free. */
struct line_table {
    struct line_table_row *rows;
    struct line_table_file *files;
    uint32_t row_count, file_count;
};

/* Adds up what lines cost, of the functions that are marked in `wanted` (NULL: of all). */
struct line_table line_table_make(const struct profile *profile, const bool *wanted);

void line_table_free(struct line_table *table);

#endif
