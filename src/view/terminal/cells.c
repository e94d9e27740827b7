#include "view/terminal/cells.h"

#include "base/utf8.h"

struct range {
    uint32_t first, last;
};

/* Unicode 15, EastAsianWidth.txt: the blocks whose characters are W or F. */
static const struct range wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97C},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x16FE0, 0x18CD8}, {0x1AFF0, 0x1B2FB}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/* The commonest blocks of combining marks, joiners and selectors. */
static const struct range narrow[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x200B, 0x200D}, {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

static bool is_within(uint32_t character, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count && ranges[i].first <= character; i++)
        if (character <= ranges[i].last)
            return true;
    return false;
}

static uint32_t decode(struct str text, size_t length)
{
    static const uint8_t masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t character = (uint8_t)text.data[0] & masks[length];
    for (size_t i = 1; i < length; i++)
        character = character << 6 | ((uint8_t)text.data[i] & 0x3F);
    return character;
}

/* The cells of the first character, and how many bytes it takes. */
static size_t first_width(struct str text, size_t *length)
{
    *length = utf8_length(text);
    if (*length <= 1) {
        *length = 1;
        return 1;
    }
    uint32_t character = decode(text, *length);
    if (is_within(character, narrow, sizeof narrow / sizeof narrow[0]))
        return 0;
    return is_within(character, wide, sizeof wide / sizeof wide[0]) ? 2 : 1;
}

size_t cells_width(struct str text)
{
    size_t width = 0, length;
    for (; text.size; text = str_from(text, length))
        width += first_width(text, &length);
    return width;
}

/* How many bytes of the text fill at most `most` cells. */
static size_t fitting(struct str text, size_t most)
{
    size_t bytes = 0, width = 0, length;
    while (bytes < text.size) {
        width += first_width(str_from(text, bytes), &length);
        if (width > most)
            break;
        bytes += length;
    }
    return bytes;
}

struct str cells_cut(struct str text, size_t most, struct arena *arena)
{
    size_t width = cells_width(text);
    if (width <= most)
        return text;
    size_t head = fitting(text, (most - 1) / 2), tail = head;
    size_t left = most - 1 - cells_width(str_first(text, head));
    size_t length, rest = width - cells_width(str_first(text, head));
    while (rest > left) {
        rest -= first_width(str_from(text, tail), &length);
        tail += length;
    }
    struct buf cut = {0};
    buf_str(&cut, str_first(text, head));
    buf_text(&cut, "…");
    buf_str(&cut, str_from(text, tail));
    struct str kept = arena_copy(arena, buf_slice(&cut));
    buf_free(&cut);
    return kept;
}

static void blanks(struct buf *out, size_t count)
{
    while (count--)
        buf_char(out, ' ');
}

void cells_left(struct buf *out, struct str text, size_t width)
{
    size_t used = cells_width(text);
    buf_str(out, text);
    blanks(out, used < width ? width - used : 0);
}

void cells_right(struct buf *out, struct str text, size_t width)
{
    size_t used = cells_width(text);
    blanks(out, used < width ? width - used : 0);
    buf_str(out, text);
}
