#ifndef PROF2DOT_TEXT_H
#define PROF2DOT_TEXT_H

#include "analysis/table/table.h"
#include "base/buf.h"

/* The tables that Python's pstats prints (Lib/pstats.py, 3.15), byte for byte. `order` is what it
   says above the table: how it is ordered, what was left out. Each appends to `out`. */

/* As print_stats; `files` are named at the top, without dates. */
void text_stats(const struct table *table, struct str order, const char *const *files,
                size_t file_count, struct buf *out);

/* As print_callers. */
void text_callers(const struct table *table, struct str order, struct buf *out);

/* As print_callees. */
void text_callees(const struct table *table, struct str order, struct buf *out);

#endif
