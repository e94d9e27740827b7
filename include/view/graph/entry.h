#ifndef PROF2DOT_ENTRY_H
#define PROF2DOT_ENTRY_H

#include "view/graph/maker.h"

/* Puts in words the rows of the ledger box that stands for a place of the selection, and last how
   much below it no row names. */
void entry_make_all(struct maker *maker, uint32_t place);

#endif
