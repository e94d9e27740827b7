#include "base/text/base64.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static unsigned byte_at(struct str bytes, size_t index)
{
    return index < bytes.size ? (unsigned char)bytes.data[index] : 0;
}

void base64_write(struct buf *out, struct str bytes)
{
    buf_reserve(out, bytes.size / 3 * 4 + 4);
    for (size_t i = 0; i < bytes.size; i += 3) {
        unsigned group =
            byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
        char *to = out->data + out->size;
        to[0] = digits[group >> 18];
        to[1] = digits[group >> 12 & 63];
        to[2] = i + 1 < bytes.size ? digits[group >> 6 & 63] : '=';
        to[3] = i + 2 < bytes.size ? digits[group & 63] : '=';
        to[4] = '\0';
        out->size += 4;
    }
}
