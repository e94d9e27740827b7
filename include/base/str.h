#ifndef PROF2DOT_STR_H
#define PROF2DOT_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A slice of bytes that somebody else owns; may hold NUL, is not terminated. */
struct str {
    const char *data;
    size_t size;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* The bytes of a C string, borrowed. */
struct str str_of(const char *text);

/* The part of `text` from `start` (clamped) on. */
static inline struct str str_from(struct str text, size_t start)
{
    if (start > text.size)
        start = text.size;
    if (!start)
        return text;
    return (struct str){text.data + start, text.size - start};
}

/* The first `size` (clamped) bytes of `text`. */
static inline struct str str_first(struct str text, size_t size)
{
    return (struct str){text.data, size < text.size ? size : text.size};
}

/* These stand here because most texts differ in size from what they are compared with: the compiler
   sees that without a call. */
static inline bool str_equal(struct str a, struct str b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool str_starts(struct str text, struct str prefix)
{
    return text.size >= prefix.size && str_equal(str_first(text, prefix.size), prefix);
}

static inline bool str_ends(struct str text, struct str suffix)
{
    return text.size >= suffix.size && str_equal(str_from(text, text.size - suffix.size), suffix);
}

/* Order by bytes, a prefix first: negative, 0 or positive. */
int str_compare(struct str a, struct str b);

/* Index of the first (last) `byte` in `text`; text.size if there is none. */
size_t str_find(struct str text, char byte);
size_t str_find_last(struct str text, char byte);

/* What follows the last `byte`; the whole text if there is none. */
struct str str_after_last(struct str text, char byte);

/* What follows the last slash of a path. */
struct str str_base_name(struct str path);

/* Whether `needle` stands anywhere in `text`. */
bool str_contains(struct str text, struct str needle);

/* Whether `text` is one of the texts, which are sorted by bytes (str_compare). */
bool str_is_among(struct str text, const char *const *sorted, size_t count);

/* SipHash-1-3 of the bytes (J.-P. Aumasson, D. Bernstein, "SipHash: a fast short-input PRF", 2012):
   who does not know the seed cannot choose texts with equal hashes. */
uint64_t str_hash(struct str text, const uint64_t seed[2]);

/* Behind a declaration: the compiler checks the arguments from number `first` on against `text`. */
#if defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#else
#define PRINTF_LIKE(text, first)
#endif

#endif
