#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void buf_reserve(struct buf *buf, size_t more)
{
    if (more > SIZE_MAX - buf->size - 1)
        memory_die();
    buf->data = memory_grow(buf->data, &buf->capacity, buf->size + more + 1, 1);
}

void buf_bytes(struct buf *buf, const void *bytes, size_t size)
{
    buf_reserve(buf, size);
    if (size)
        memcpy(buf->data + buf->size, bytes, size);
    buf->size += size;
    buf->data[buf->size] = '\0';
}

void buf_str(struct buf *buf, struct str text)
{
    buf_bytes(buf, text.data, text.size);
}

void buf_text(struct buf *buf, const char *text)
{
    buf_bytes(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char byte)
{
    buf_bytes(buf, &byte, 1);
}

void buf_format(struct buf *buf, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buf_reserve(buf, 64);
    size_t room = buf->capacity - buf->size;
    int size = vsnprintf(buf->data + buf->size, room, format, arguments);
    va_end(arguments);
    if (size < 0)
        memory_die();
    if ((size_t)size >= room) {
        buf_reserve(buf, (size_t)size);
        va_start(arguments, format);
        vsnprintf(buf->data + buf->size, (size_t)size + 1, format, arguments);
        va_end(arguments);
    }
    buf->size += (size_t)size;
}

struct str buf_slice(const struct buf *buf)
{
    return (struct str){buf->data, buf->size};
}

const char *buf_keep(struct buf *buf, struct arena *arena)
{
    buf_reserve(buf, 0);
    buf->data[buf->size] = '\0';
    struct str kept = arena_copy(arena, (struct str){buf->data, buf->size + 1});
    buf_free(buf);
    return kept.data;
}

void buf_cut(struct buf *buf, size_t size)
{
    if (size < buf->size) {
        buf->size = size;
        buf->data[size] = '\0';
    }
}

void buf_free(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){0};
}
