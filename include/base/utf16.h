#ifndef PROF2DOT_UTF16_H
#define PROF2DOT_UTF16_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* UTF-16 that comes in pieces. `{0}` is little-endian text from its start. */
struct utf16 {
    bool is_big_endian;
    bool has_byte; /* half of a unit, left from the piece before */
    unsigned char byte;
    uint16_t high; /* the first half of a surrogate pair, likewise; 0: none */
};

/* Appends the next piece of the text as UTF-8. A surrogate without its other half becomes three
   bytes, as Python's surrogatepass writes it. What is left of a character at the very end of the
   text is dropped. */
void utf16_add(struct utf16 *state, struct str piece, struct buf *out);

#endif
