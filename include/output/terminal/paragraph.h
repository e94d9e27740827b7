#ifndef PROF2DOT_PARAGRAPH_H
#define PROF2DOT_PARAGRAPH_H

#include "base/buf.h"
#include "output/terminal/terminal_style.h"
#include "view/words/sentence.h"

/* Text that is broken into lines. */
struct paragraph {
    const struct terminal_style *style;
    struct buf *out;
    uint32_t indent; /* of all lines but the first */
    uint32_t at;     /* cells of the line that are used */
    bool begun;      /* something stands in the line that a blank must follow */
};

/* Begins a paragraph with what stands before its first line ("- ", or ""). */
struct paragraph paragraph_begin(const struct terminal_style *style, const char *mark,
                                 struct buf *out);

/* Adds text that may be broken at its blanks. */
void paragraph_text(struct paragraph *paragraph, struct str text);

/* Adds a name, which is set off, and what may not be parted from it (" 94 %"). The name sticks to
   the text before it unless a blank stands there, and is cut where it is longer than a line. */
void paragraph_name(struct paragraph *paragraph, struct str name, struct str behind);

void paragraph_end(struct paragraph *paragraph);

/* Appends a whole sentence as a paragraph. */
void paragraph_sentence(const struct terminal_style *style, const char *mark,
                        const struct sentence *sentence, struct buf *out);

#endif
