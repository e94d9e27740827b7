#include "view/measure.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "view/measure_widths.h"

#define ELLIPSIS STR("\u2026")

/* The share of the room that the start of a cut text takes: ends tell names apart. */
static const double HEAD_SHARE = 0.42;

static int compare_ranges(const void *code, const void *range)
{
    uint32_t wanted = *(const uint32_t *)code;
    const struct measure_range *r = range;
    return wanted < r->first ? -1 : wanted > r->last;
}

static bool is_in(uint32_t code, const struct measure_range *ranges, size_t count)
{
    return bsearch(&code, ranges, count, sizeof *ranges, compare_ranges) != NULL;
}

/* Tabs and newlines are drawn as a space. */
static uint32_t width_of(uint32_t code, enum measure_face face)
{
    if (code < ' ')
        code = ' ';
    for (size_t i = 0; i < measure_block_count; i++) {
        const struct measure_block *block = &measure_blocks[i];
        if (code >= block->range.first && code <= block->range.last)
            return block->widths[face][code - block->range.first];
    }
    if (is_in(code, measure_zero, measure_zero_count))
        return 0;
    return is_in(code, measure_full, measure_full_count) ? MEASURE_UNITS : MEASURE_ELSEWHERE;
}

/* The code point at the start of `text`, and its length in bytes; a byte that starts no character
   counts as U+FFFD. */
static uint32_t decode(struct str text, size_t *length)
{
    const unsigned char *bytes = (const unsigned char *)text.data;
    *length = utf8_length(text);
    if (*length <= 1) {
        uint32_t code = *length ? bytes[0] : 0xfffd;
        *length = 1;
        return code;
    }
    uint32_t code = bytes[0] & (0xffU >> (*length + 1));
    for (size_t i = 1; i < *length; i++)
        code = code << 6 | (bytes[i] & 0x3fU);
    return code;
}

static uint64_t units_of(struct str text, enum measure_face face)
{
    uint64_t units = 0;
    size_t length;
    for (; text.size; text = str_from(text, length))
        units += width_of(decode(text, &length), face);
    return units;
}

double measure_text(struct str text, enum measure_face face, double size)
{
    return (double)units_of(text, face) * size / MEASURE_UNITS;
}

/* The longest start of at most `units`, accents included. */
static struct str head_of(struct str text, enum measure_face face, uint64_t units)
{
    size_t at = 0, length;
    for (uint64_t used = 0; at < text.size; at += length) {
        used += width_of(decode(str_from(text, at), &length), face);
        if (used > units)
            break;
    }
    return str_first(text, at);
}

/* The end of a text whose start, of all but `units`, goes. An accent does not stand alone. */
static struct str tail_of(struct str text, enum measure_face face, uint64_t units)
{
    uint64_t left = units_of(text, face);
    size_t length;
    while (text.size) {
        uint32_t width = width_of(decode(text, &length), face);
        if (left <= units && width)
            break;
        left -= width;
        text = str_from(text, length);
    }
    return text;
}

struct str measure_cut(struct str text, enum measure_face face, double size, double width,
                       struct arena *arena)
{
    if (measure_text(text, face, size) <= width)
        return text;
    double room = width / size * MEASURE_UNITS - (double)units_of(ELLIPSIS, face);
    if (!(room >= 0))
        return STR("");
    struct str head = head_of(text, face, (uint64_t)(room * HEAD_SHARE));
    struct str rest = str_from(text, head.size);
    struct str tail = tail_of(rest, face, (uint64_t)room - units_of(head, face));
    struct buf cut = {0};
    buf_str(&cut, head);
    buf_str(&cut, ELLIPSIS);
    buf_str(&cut, tail);
    struct str copy = arena_copy(arena, buf_slice(&cut));
    buf_free(&cut);
    return copy;
}
