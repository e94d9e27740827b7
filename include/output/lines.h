#ifndef PROF2DOT_LINES_H
#define PROF2DOT_LINES_H

#include "analysis/table/line_table.h"
#include "base/buf.h"

/* A file's lines with what they cost beside them, as pprofile prints it. */
struct lines_part {
    const struct profile *profile; /* with the names that are shown */
    const struct line_table *table;
    const struct line_table_file *file;
    struct str source;     /* text of the file that can be shown; empty: not known */
    const char *no_source; /* why it is not shown; NULL where it is */
    double total;          /* what shares are of */
};

/* Appends the lines that cost something, with those around them where the source is known. */
void lines_write(const struct lines_part *part, struct buf *out);

#endif
