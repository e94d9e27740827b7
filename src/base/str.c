#include "base/str.h"

#include <string.h>

struct str str_of(const char *text)
{
    return (struct str){text, strlen(text)};
}

struct str str_from(struct str text, size_t start)
{
    if (start > text.size)
        start = text.size;
    if (!start)
        return text;
    return (struct str){text.data + start, text.size - start};
}

struct str str_first(struct str text, size_t size)
{
    return (struct str){text.data, size < text.size ? size : text.size};
}

bool str_equal(struct str a, struct str b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool str_starts(struct str text, struct str prefix)
{
    return str_equal(str_first(text, prefix.size), prefix);
}

bool str_ends(struct str text, struct str suffix)
{
    return text.size >= suffix.size && str_equal(str_from(text, text.size - suffix.size), suffix);
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

bool str_contains(struct str text, struct str needle)
{
    for (size_t i = 0; i + needle.size <= text.size; i++)
        if (str_equal(str_first(str_from(text, i), needle.size), needle))
            return true;
    return false;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9fb21c651e98df25);
    return hash ^ (hash >> 32);
}

uint64_t str_hash(struct str text, uint64_t seed)
{
    uint64_t hash = seed ^ text.size;
    const char *at = text.data;
    size_t left = text.size;
    for (; left >= 8; left -= 8, at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        hash = mix(hash, word);
    }
    if (left) {
        uint64_t word = 0;
        memcpy(&word, at, left);
        hash = mix(hash, word);
    }
    return mix(hash, seed);
}
