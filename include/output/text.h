#ifndef PROF2DOT_TEXT_H
#define PROF2DOT_TEXT_H

#include "output/table_page.h"

/* The tables that Python's pstats prints (Lib/pstats.py, 3.15), byte for byte: as print_stats,
   which names the files at the top (here without dates), print_callers and print_callees. */
table_writer text_stats, text_callers, text_callees;

#endif
