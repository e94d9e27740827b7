#ifndef PROF2DOT_TABLE_PAGE_H
#define PROF2DOT_TABLE_PAGE_H

#include "analysis/table/table.h"
#include "base/buf.h"

/* A table, sorted and cut, and what is said of it. */
struct table_page {
    const struct table *table;
    struct str order;         /* as pstats says it: how it is ordered, what was left out */
    const char *const *files; /* names of the inputs */
    size_t file_count;
};

/* Appends a table in a format of its own. */
typedef void table_writer(const struct table_page *page, struct buf *out);

#endif
