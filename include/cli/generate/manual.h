#ifndef PROF2DOT_MANUAL_H
#define PROF2DOT_MANUAL_H

#include "base/buf.h"

/* Appends the man page, in the mdoc language, made of the tables of options and formats. */
void manual_page(struct buf *out);

#endif
