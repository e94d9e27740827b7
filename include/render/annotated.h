#ifndef PROF2DOT_ANNOTATED_H
#define PROF2DOT_ANNOTATED_H

#include "render/drawing.h"

/* Appends sources with what their lines cost (--lines): of the functions that were asked for, else
   of the most expensive files. Sources are read if --source allows it and where they are readable.
   Fails with ERROR_INPUT where the profile has no costs of lines, or a pattern fits nothing. */
bool annotated_make(const struct drawing *drawing, struct buf *out, struct error *error);

#endif
