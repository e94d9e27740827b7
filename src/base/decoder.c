#include "base/decoder.h"

/* A code point below U+110000, surrogates included. */
static void add_character(struct buf *out, uint32_t character)
{
    static const unsigned char leads[] = {0, 0xc0, 0xe0, 0xf0};
    char bytes[4];
    unsigned more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    bytes[0] = (char)(leads[more] | character >> (6 * more));
    for (unsigned i = 1; i <= more; i++)
        bytes[i] = (char)(0x80 | (character >> (6 * (more - i)) & 0x3f));
    buf_bytes(out, bytes, more + 1);
}

static void add_unit(struct decoder *decoder, uint16_t unit)
{
    uint32_t high = decoder->high;
    decoder->high = 0;
    if (high && unit >= 0xdc00 && unit <= 0xdfff) {
        add_character(&decoder->out, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00U));
        return;
    }
    if (high)
        add_character(&decoder->out, high);
    if (unit >= 0xd800 && unit <= 0xdbff)
        decoder->high = unit;
    else
        add_character(&decoder->out, unit);
}

static struct str decode(struct decoder *decoder, struct str piece)
{
    buf_cut(&decoder->out, 0);
    for (size_t i = 0; i < piece.size; i++) {
        unsigned char byte = (unsigned char)piece.data[i];
        if (decoder->has_byte) {
            unsigned first = decoder->is_big_endian ? decoder->byte : byte;
            unsigned second = decoder->is_big_endian ? byte : decoder->byte;
            add_unit(decoder, (uint16_t)(first << 8 | second));
        }
        decoder->byte = byte;
        decoder->has_byte = !decoder->has_byte;
    }
    return buf_slice(&decoder->out);
}

/* Finds out from the first bytes what the text is in. */
static struct str decode_start(struct decoder *decoder, struct str text)
{
    decoder->state = DECODER_AS_IS;
    if (str_starts(text, STR("\xef\xbb\xbf")))
        return str_from(text, 3);
    decoder->is_big_endian = str_starts(text, STR("\xfe\xff"));
    if (!decoder->is_big_endian && !str_starts(text, STR("\xff\xfe")))
        return text;
    decoder->state = DECODER_UTF16;
    struct buf units = {0};
    buf_str(&units, str_from(text, 2));
    struct str decoded = decode(decoder, buf_slice(&units));
    buf_free(&units);
    return decoded;
}

struct str decoder_next(struct decoder *decoder, struct str piece)
{
    enum { MARK = 3 };
    if (decoder->state == DECODER_UTF16)
        return decode(decoder, piece);
    if (decoder->state == DECODER_AS_IS)
        return piece;
    if (decoder->out.size == 0 && piece.size >= MARK)
        return decode_start(decoder, piece);
    buf_str(&decoder->out, piece);
    return decoder->out.size < MARK ? (struct str){0}
                                    : decode_start(decoder, buf_slice(&decoder->out));
}

struct str decoder_end(struct decoder *decoder)
{
    return decoder->state == DECODER_START ? decode_start(decoder, buf_slice(&decoder->out))
                                           : (struct str){0};
}

void decoder_free(struct decoder *decoder)
{
    buf_free(&decoder->out);
    *decoder = (struct decoder){0};
}
