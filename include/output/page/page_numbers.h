#ifndef PROF2DOT_PAGE_NUMBERS_H
#define PROF2DOT_PAGE_NUMBERS_H

#include "base/buf.h"

/* Numbers as the report's page takes them: unsigned LEB128 (DWARF 5, 7.6). All but page_whole and
   page_quanta append to `out`. */

/* Scripts count in doubles, which hold whole numbers up to 2^53: so many fit a difference of two
   counts in zigzag. */
#define PAGE_MOST (UINT64_C(1) << 52)

void page_number(struct buf *out, uint64_t value);

/* Zigzag. */
void page_signed(struct buf *out, int64_t value);

/* A count from 0 to PAGE_MOST: what is less or more is the nearer of them. */
uint64_t page_whole(int64_t count);
void page_count(struct buf *out, int64_t count);

/* A cost in whole quanta; what is negative is 0. */
uint64_t page_quanta(double cost, double quantum);
void page_cost(struct buf *out, double cost, double quantum);

#endif
