#include "base/utf8.h"

static bool continues(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* The second byte's range depends on the first (table 3-7); the others are plain continuations. */
static bool second_fits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xe0:
        return second >= 0xa0 && second <= 0xbf;
    case 0xed:
        return second >= 0x80 && second <= 0x9f;
    case 0xf0:
        return second >= 0x90 && second <= 0xbf;
    case 0xf4:
        return second >= 0x80 && second <= 0x8f;
    default:
        return continues(second);
    }
}

size_t utf8_length(struct str text)
{
    const unsigned char *at = (const unsigned char *)text.data;
    if (at[0] < 0x80)
        return 1;
    size_t length = at[0] >= 0xc2 && at[0] <= 0xdf   ? 2
                    : at[0] >= 0xe0 && at[0] <= 0xef ? 3
                    : at[0] >= 0xf0 && at[0] <= 0xf4 ? 4
                                                     : 0;
    if (!length || text.size < length || !second_fits(at[0], at[1]))
        return 0;
    for (size_t i = 2; i < length; i++)
        if (!continues(at[i]))
            return 0;
    return length;
}

bool utf8_is_surrogate(struct str text)
{
    const unsigned char *at = (const unsigned char *)text.data;
    return text.size >= 3 && at[0] == 0xed && at[1] >= 0xa0 && continues(at[1]) && continues(at[2]);
}

void utf8_from_latin(struct buf *out, struct str latin)
{
    for (size_t i = 0; i < latin.size; i++) {
        unsigned char byte = (unsigned char)latin.data[i];
        if (byte >= 0x80)
            buf_char(out, (char)(0xc0 | byte >> 6));
        buf_char(out, (char)(byte < 0x80 ? byte : 0x80 | (byte & 0x3f)));
    }
}

bool utf8_turns_direction(struct str text)
{
    static const char *const controls[] = {"\xd8\x9c",     "\xe2\x80\x8e", "\xe2\x80\x8f",
                                           "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac",
                                           "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa6",
                                           "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9"};
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++)
        if (str_starts(text, str_of(controls[i])))
            return true;
    return false;
}

/* Bytes of the character at the start that may be shown as it is; 0 if it may not. C1 controls are
   well formed but steer terminals; U+FFFE and U+FFFF are not XML. */
static size_t showable(struct str text)
{
    const unsigned char *at = (const unsigned char *)text.data;
    size_t length = utf8_length(text);
    if ((at[0] == 0xd8 || at[0] == 0xe2) && utf8_turns_direction(text))
        return 0;
    if (length == 1)
        return at[0] >= 0x20 && at[0] != 0x7f ? 1 : at[0] == '\n' || at[0] == '\t';
    if (length == 2 && at[0] == 0xc2 && at[1] < 0xa0)
        return 0;
    if (length == 3 && at[0] == 0xef && at[1] == 0xbf && at[2] >= 0xbe)
        return 0;
    return length;
}

/* How much of the text one U+FFFD stands for. */
static size_t unshowable(struct str text)
{
    if (utf8_is_surrogate(text))
        return 3;
    size_t length = utf8_length(text);
    return length ? length : 1;
}

/* Nearly all names are printable ASCII. */
static size_t ascii_prefix(struct str text)
{
    size_t size = 0;
    while (size < text.size && text.data[size] >= 0x20 && text.data[size] < 0x7f)
        size++;
    return size;
}

/* Bytes of the character at the start that stays as it is; 0 if it becomes U+FFFD. */
typedef size_t judge(struct str text);

static struct str repair(struct arena *arena, struct str text, judge *keeps)
{
    size_t clean = ascii_prefix(text);
    size_t length;
    while (clean < text.size && (length = keeps(str_from(text, clean))) > 0)
        clean += length;
    if (clean == text.size)
        return text;
    struct buf mended = {0};
    buf_bytes(&mended, text.data, clean);
    for (struct str rest = str_from(text, clean); rest.size; rest = str_from(rest, length)) {
        length = keeps(rest);
        if (length) {
            buf_bytes(&mended, rest.data, length);
        } else {
            buf_text(&mended, "\xef\xbf\xbd");
            length = unshowable(rest);
        }
    }
    struct str copy = arena_copy(arena, buf_slice(&mended));
    buf_free(&mended);
    return copy;
}

struct str utf8_repair(struct arena *arena, struct str text)
{
    return repair(arena, text, showable);
}

/* As showable, without what ends a line. */
static size_t showable_in_line(struct str text)
{
    static const char *const ends[] = {"\n", "\t", "\xe2\x80\xa8", "\xe2\x80\xa9"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (str_starts(text, str_of(ends[i])))
            return 0;
    return showable(text);
}

struct str utf8_show(struct arena *arena, struct str text)
{
    return repair(arena, text, showable_in_line);
}

static size_t showable_in_lines(struct str text)
{
    return text.data[0] == '\n' || text.data[0] == '\t' ? 1 : showable_in_line(text);
}

struct str utf8_show_lines(struct arena *arena, struct str text)
{
    return repair(arena, text, showable_in_lines);
}

size_t utf8_count(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += !continues((unsigned char)text.data[i]);
    return count;
}

struct str utf8_first(struct str text, size_t characters)
{
    size_t end = 0;
    while (end < text.size && (characters || continues((unsigned char)text.data[end])))
        characters -= !continues((unsigned char)text.data[end++]);
    return str_first(text, end);
}

struct str utf8_cut(struct str text, size_t bytes)
{
    while (bytes < text.size && bytes > 0 && continues((unsigned char)text.data[bytes]))
        bytes--;
    return str_first(text, bytes);
}

struct str utf8_last(struct str text, size_t characters)
{
    size_t start = text.size;
    while (start > 0 && characters)
        characters -= !continues((unsigned char)text.data[--start]);
    return str_from(text, start);
}
