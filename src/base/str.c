#include "base/str.h"

#include <string.h>

#include "base/search.h"

struct str str_of(const char *text)
{
    return (struct str){text, strlen(text)};
}

int str_compare(struct str a, struct str b)
{
    size_t shared = a.size < b.size ? a.size : b.size;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

size_t str_find(struct str text, char byte)
{
    const char *found = text.size ? memchr(text.data, byte, text.size) : NULL;
    return found ? (size_t)(found - text.data) : text.size;
}

size_t str_find_last(struct str text, char byte)
{
    for (size_t i = text.size; i > 0; i--)
        if (text.data[i - 1] == byte)
            return i - 1;
    return text.size;
}

struct str str_after_last(struct str text, char byte)
{
    size_t last = str_find_last(text, byte);
    return last < text.size ? str_from(text, last + 1) : text;
}

struct str str_base_name(struct str path)
{
    return str_after_last(path, '/');
}

bool str_contains(struct str text, struct str needle)
{
    if (!needle.size)
        return true;
    while (text.size >= needle.size) {
        size_t at = str_find(text, needle.data[0]);
        text = str_from(text, at);
        if (str_starts(text, needle))
            return true;
        text = str_from(text, 1);
    }
    return false;
}

/* A text, and the sorted ones among which it is looked for. */
struct sorted {
    struct str text;
    const char *const *items;
};

static bool is_before(const void *context, size_t index)
{
    const struct sorted *sorted = context;
    return str_compare(str_of(sorted->items[index]), sorted->text) < 0;
}

bool str_is_among(struct str text, const char *const *sorted, size_t count)
{
    struct sorted context = {text, sorted};
    size_t place = search_place(count, is_before, &context);
    return place < count && str_equal(text, str_of(sorted[place]));
}

static uint64_t rotate(uint64_t word, int bits)
{
    return word << bits | word >> (64 - bits);
}

struct sip {
    uint64_t a, b, c, d;
};

static inline struct sip sip_round(struct sip v)
{
    v.a += v.b;
    v.c += v.d;
    v.b = rotate(v.b, 13) ^ v.a;
    v.d = rotate(v.d, 16) ^ v.c;
    v.a = rotate(v.a, 32) + v.d;
    v.c += v.b;
    v.d = rotate(v.d, 21) ^ v.a;
    v.b = rotate(v.b, 17) ^ v.c;
    v.c = rotate(v.c, 32);
    return v;
}

static inline struct sip sip_word(struct sip v, uint64_t word)
{
    v.d ^= word;
    v = sip_round(v);
    v.a ^= word;
    return v;
}

uint64_t str_hash(struct str text, const uint64_t seed[2])
{
    struct sip v = {seed[0] ^ UINT64_C(0x736f6d6570736575), seed[1] ^ UINT64_C(0x646f72616e646f6d),
                    seed[0] ^ UINT64_C(0x6c7967656e657261), seed[1] ^ UINT64_C(0x7465646279746573)};
    const char *at = text.data;
    size_t left = text.size;
    uint64_t word = 0;
    for (; left >= 8; left -= 8, at += 8) {
        memcpy(&word, at, 8);
        v = sip_word(v, word);
    }
    word = 0;
    if (left)
        memcpy(&word, at, left);
    v = sip_word(v, word | (uint64_t)text.size << 56);
    v.c ^= 0xff;
    v = sip_round(sip_round(sip_round(v)));
    return v.a ^ v.b ^ v.c ^ v.d;
}
