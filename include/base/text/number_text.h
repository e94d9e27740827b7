#ifndef PROF2DOT_NUMBER_TEXT_H
#define PROF2DOT_NUMBER_TEXT_H

#include "base/buf.h"

/* Appends a finite double in decimal with as few digits as read back to the same bits. */
void number_text_shortest(struct buf *out, double value);

#endif
