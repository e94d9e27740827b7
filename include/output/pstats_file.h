#ifndef PROF2DOT_PSTATS_FILE_H
#define PROF2DOT_PSTATS_FILE_H

#include "output/table_page.h"

/* Appends a table as a marshalled pstats dict in version 4, which CPython 3.4 and later load:
   entries in the table's order, callers that have no entry only as callers. Names become str: bytes
   that are no UTF-8 are taken as Latin-1. The key of a code object becomes
   ('profile', 0, name), the name being table_code_name. */
table_writer pstats_file_write;

#endif
