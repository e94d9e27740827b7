#ifndef PROF2DOT_TACHYON_BYTES_H
#define PROF2DOT_TACHYON_BYTES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

/* Where a reader of binary data stands. */
struct tachyon_bytes {
    struct str bytes;
    size_t at;
    bool is_big_endian;
    bool is_unpacked; /* places are not those of the file */
    struct error *error;
};

/* How many bytes are left. */
size_t tachyon_left(const struct tachyon_bytes *in);

/* Reads a whole number of `size` bytes. */
bool tachyon_fixed(struct tachyon_bytes *in, size_t size, uint64_t *value);

/* Reads a whole number of seven bits a byte (LEB128), at most `most`. */
bool tachyon_varint(struct tachyon_bytes *in, uint64_t most, uint64_t *value);

/* Says what is wrong at `at`, and returns false. */
bool tachyon_wrong(const struct tachyon_bytes *in, size_t at, const char *format, ...)
    PRINTF_LIKE(3, 4);

#endif
