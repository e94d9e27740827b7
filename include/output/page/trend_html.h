#ifndef PROF2DOT_TREND_HTML_H
#define PROF2DOT_TREND_HTML_H

#include "base/buf.h"
#include "view/words/trend_told.h"

/* Appends a program's stages as an HTML page that needs nothing else. Each function has a line that
   is drawn as well: its time on a scale of factors, from its least to its most. */
void trend_html(const struct trend_told *told, struct buf *out);

#endif
