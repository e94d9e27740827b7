#ifndef PROF2DOT_CSV_H
#define PROF2DOT_CSV_H

#include "output/table_page.h"

/* All columns of pstats' table as comma-separated values (RFC 4180), numbers in full precision: in
   seconds, or in what the profile counts. A name that a spreadsheet would take for a formula gets
   an apostrophe before it, as OWASP's "CSV Injection" advises. On a terminal lines end in LF. */
table_writer csv_write;

#endif
