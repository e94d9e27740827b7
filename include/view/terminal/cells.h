#ifndef PROF2DOT_CELLS_H
#define PROF2DOT_CELLS_H

#include "base/arena.h"
#include "base/buf.h"

/* Text in the cells of a terminal: most characters take one, those of East Asian scripts and emoji
   two, combining marks none. Texts are well-formed UTF-8. */

size_t cells_width(struct str text);

/* The text in at most `most` cells (at least 1): its middle goes, for "…". In the arena where it
   had to be cut. */
struct str cells_cut(struct str text, size_t most, struct arena *arena);

/* Appends the text, then blanks up to `width` cells. */
void cells_left(struct buf *out, struct str text, size_t width);

/* Appends blanks, then the text, to `width` cells in all. */
void cells_right(struct buf *out, struct str text, size_t width);

#endif
