#ifndef PROF2DOT_REPORT_H
#define PROF2DOT_REPORT_H

#include "render/drawing.h"

/* Appends the HTML report of what `drawing` is of, the call graph in it. Where no graph can be
   drawn the report goes without one, and a note says why. Fails as drawing_make does where a
   selector fits nothing. */
bool report_make(const struct drawing *drawing, struct buf *out, struct buf *notes,
                 struct error *error);

#endif
