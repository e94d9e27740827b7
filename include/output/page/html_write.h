#ifndef PROF2DOT_HTML_WRITE_H
#define PROF2DOT_HTML_WRITE_H

#include "output/page/html.h"

/* Appends the report: one HTML page that needs nothing else, readable without scripts and style
   sheets. */
void html_write(const struct html_page *page, struct buf *out);

#endif
