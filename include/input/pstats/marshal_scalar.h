#ifndef PROF2DOT_MARSHAL_SCALAR_H
#define PROF2DOT_MARSHAL_SCALAR_H

#include "input/pstats/marshal_state.h"

/* The numbers of the marshal format (Python/marshal.c: r_long, r_PyLong, r_float_str). */

/* Four bytes, little-endian, two's complement. */
static inline int32_t scalar_int32(const char *bytes)
{
    const unsigned char *at = (const unsigned char *)bytes;
    return (int32_t)((uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
                     (uint32_t)at[3] << 24);
}

/* Reads a number of the given type ('i' 'I' 'l' 'f' 'g' 'x' 'y') from the start of `rest` into
   value's kind and integer or real. Returns the bytes used, 0 where they are malformed or too few.
 */
size_t scalar_read(struct str rest, char type, struct marshal_value *value);

#endif
