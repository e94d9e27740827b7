#ifndef PROF2DOT_SVG_TEXT_H
#define PROF2DOT_SVG_TEXT_H

#include "base/buf.h"
#include "base/str.h"

/* Appends the attributes that make a text of Graphviz' SVG as long as it is in Helvetica and its
   like, whatever font shows it. `tag` holds its other attributes, `text` ends at the next '<'. No
   font that boxes are laid out by is narrower, so that the text keeps inside its box. */
void svg_text_length(struct str tag, struct str text, struct buf *out);

#endif
