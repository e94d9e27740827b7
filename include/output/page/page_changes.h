#ifndef PROF2DOT_PAGE_CHANGES_H
#define PROF2DOT_PAGE_CHANGES_H

#include "output/page/html.h"

/* The profile before, and what became of its functions, as the report's page takes them: columns of
   unsigned LEB128 numbers, which templates/compare/sides.js reads. Differences are zigzag. The
   profile before has much in common with the one after: its numbers are told as what they are more.
   Each call appends to `out`. */

/* For each function before: its number in the page as the difference to the one before it (the
   first: to 0); then what its calls, calls that are not primitive, own and total are more than
   after. */
void page_changes_functions(const struct html_base *base, double quantum, struct buf *out);

/* The calls of the profile before, as page_data_edges has them, by its own functions; but calls,
   own and total are what they are more than those of the same call after, if there is one. */
void page_changes_edges(const struct html_base *base, double quantum, struct buf *out);

/* For each function of the page: 64 times its reason (an index into the array of reasons; 0: none)
   plus 8 times how it was found (enum match_kind; 4: new, 5: gone) plus 1, 2 and 4 where its own
   time, total and calls changed. */
void page_changes_marks(const struct html_base *base, struct buf *out);

/* A JSON array of strings: "", then the reasons, each once. */
void page_changes_reasons(const struct html_base *base, struct buf *out);

#endif
