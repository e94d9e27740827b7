#ifndef PROF2DOT_WORDS_H
#define PROF2DOT_WORDS_H

#include "base/buf.h"

/* Appends the word at `index` of a list of `count`: "a", ", b", " or c". */
void words_add(struct buf *out, const char *word, size_t index, size_t count);

#endif
