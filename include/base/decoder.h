#ifndef PROF2DOT_DECODER_H
#define PROF2DOT_DECODER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Text that comes in pieces, in UTF-8 or, told by its byte order mark, in UTF-16. `{0}` is at the
   start of a text; decoder_free. */
struct decoder {
    enum { DECODER_START, DECODER_AS_IS, DECODER_UTF16 } state;
    struct buf out;
    bool is_big_endian;
    bool has_byte; /* half of a unit, left from the piece before */
    unsigned char byte;
    uint16_t high; /* the first half of a surrogate pair, likewise; 0: none */
};

/* The next piece of the text as UTF-8, without the mark; valid until the next call. A surrogate
   without its other half becomes three bytes, as Python's surrogatepass writes it. */
struct str decoder_next(struct decoder *decoder, struct str piece);

/* What is left when no piece follows: of a text of one or two bytes. Half of a unit is dropped. */
struct str decoder_end(struct decoder *decoder);

void decoder_free(struct decoder *decoder);

#endif
