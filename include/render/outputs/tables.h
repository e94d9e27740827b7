#ifndef PROF2DOT_TABLES_H
#define PROF2DOT_TABLES_H

#include "output/table_page.h"
#include "render/drawing.h"

/* Appends the profile's table, ordered and cut as request.table says, in a format of its own. Fails
   with ERROR_INPUT where matching a pattern of --top takes too long. */
bool tables_make(const struct drawing *drawing, table_writer *write, bool for_terminal,
                 struct buf *out, struct error *error);

#endif
