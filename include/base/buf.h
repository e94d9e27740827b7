#ifndef PROF2DOT_BUF_H
#define PROF2DOT_BUF_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* Bytes that grow. `{0}` is an empty buffer; data is NULL or malloc'ed and, after any buf_ call
   that adds, followed by a NUL that size does not count. The holder frees it with buf_free. */
struct buf {
    char *data;
    size_t size;
    size_t capacity;
};

/* Makes room for `more` bytes beyond size (and the NUL). */
void buf_reserve(struct buf *buf, size_t more);

void buf_bytes(struct buf *buf, const void *bytes, size_t size);
void buf_str(struct buf *buf, struct str text);
void buf_text(struct buf *buf, const char *text);
void buf_char(struct buf *buf, char byte);

/* Appends as printf would. */
void buf_format(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);

/* The contents as a slice, valid until the buffer changes. */
struct str buf_slice(const struct buf *buf);

/* The contents as a C string in the arena; the buffer is freed. */
const char *buf_keep(struct buf *buf, struct arena *arena);

/* Drops all but the first `size` bytes. */
void buf_cut(struct buf *buf, size_t size);

/* Frees the bytes and leaves an empty buffer. */
void buf_free(struct buf *buf);

#endif
