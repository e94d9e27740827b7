#ifndef PROF2DOT_CHANGES_TEXT_H
#define PROF2DOT_CHANGES_TEXT_H

#include "view/words/changes_told.h"

/* Appends a comparison as plain text: what changed in words, and a table of functions. */
void changes_text(const struct changes_told *told, const struct str titles[2], struct buf *out);

#endif
