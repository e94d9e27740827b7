#include "base/utf16.h"

/* A code point below U+110000, surrogates included. */
static void add_character(struct buf *out, uint32_t character)
{
    char bytes[4];
    int more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xc0, 0xe0, 0xf0};
    bytes[0] = (char)(leads[more] | character >> (6 * more));
    for (int i = 1; i <= more; i++)
        bytes[i] = (char)(0x80 | (character >> (6 * (more - i)) & 0x3f));
    buf_bytes(out, bytes, (size_t)more + 1);
}

static void add_unit(struct utf16 *state, uint16_t unit, struct buf *out)
{
    uint16_t high = state->high;
    state->high = 0;
    if (high && unit >= 0xdc00 && unit <= 0xdfff) {
        add_character(out, 0x10000 + ((uint32_t)(high - 0xd800) << 10) + (uint32_t)(unit - 0xdc00));
        return;
    }
    if (high)
        add_character(out, high);
    if (unit >= 0xd800 && unit <= 0xdbff)
        state->high = unit;
    else
        add_character(out, unit);
}

void utf16_add(struct utf16 *state, struct str piece, struct buf *out)
{
    for (size_t i = 0; i < piece.size; i++) {
        unsigned char byte = (unsigned char)piece.data[i];
        if (state->has_byte) {
            unsigned first = state->is_big_endian ? state->byte : byte;
            unsigned second = state->is_big_endian ? byte : state->byte;
            add_unit(state, (uint16_t)(first << 8 | second), out);
        }
        state->byte = byte;
        state->has_byte = !state->has_byte;
    }
}
