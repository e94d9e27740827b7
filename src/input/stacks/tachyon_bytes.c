#include "input/stacks/tachyon_bytes.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

size_t tachyon_left(const struct tachyon_bytes *in)
{
    return in->bytes.size - in->at;
}

bool tachyon_wrong(const struct tachyon_bytes *in, size_t at, const char *format, ...)
{
    char what[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return in->is_unpacked
               ? error_set(in->error, ERROR_INPUT, "byte %zu of the unpacked samples: %s", at, what)
               : error_at(in->error, at, "%s", what);
}

bool tachyon_fixed(struct tachyon_bytes *in, size_t size, uint64_t *value)
{
    if (size > tachyon_left(in))
        return tachyon_wrong(in, in->at, "ends in the midst of a number of %zu bytes", size);
    *value = 0;
    for (size_t i = 0; i < size; i++) {
        size_t place = in->is_big_endian ? size - 1 - i : i;
        *value |= (uint64_t)(unsigned char)in->bytes.data[in->at + place] << (8 * i);
    }
    in->at += size;
    return true;
}

bool tachyon_varint(struct tachyon_bytes *in, uint64_t most, uint64_t *value)
{
    enum { BITS = 7, LONGEST = 64 };
    size_t start = in->at;
    *value = 0;
    for (unsigned shift = 0; in->at < in->bytes.size && shift < LONGEST; shift += BITS) {
        unsigned char byte = (unsigned char)in->bytes.data[in->at++];
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80)
            continue;
        return *value <= most ||
               tachyon_wrong(in, start, "%" PRIu64 " is above %" PRIu64, *value, most);
    }
    return tachyon_wrong(in, start, "a number that does not end");
}
