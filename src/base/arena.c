#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct arena_chunk {
    struct arena_chunk *older;
    size_t size;
    alignas(max_align_t) char bytes[];
};

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 20 };

/* Doubling chunk sizes keep small profiles small and large ones few; a request larger than a chunk
   gets one of its own size. */
static void add_chunk(struct arena *arena, size_t need)
{
    size_t size = arena->chunk ? arena->chunk->size * 2 : FIRST_CHUNK;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    if (size < need)
        size = need;
    if (size > SIZE_MAX - sizeof(struct arena_chunk))
        memory_die();
    struct arena_chunk *chunk = memory_new(1, sizeof *chunk + size);
    chunk->size = size;
    chunk->older = arena->chunk;
    arena->chunk = chunk;
    arena->used = 0;
}

static void *take(struct arena *arena, size_t bytes, size_t alignment)
{
    size_t start = (arena->used + alignment - 1) & ~(alignment - 1);
    if (!arena->chunk || start > arena->chunk->size || bytes > arena->chunk->size - start) {
        add_chunk(arena, bytes);
        start = 0;
    }
    arena->used = start + bytes;
    return arena->chunk->bytes + start;
}

void *arena_new(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        memory_die();
    return take(arena, count * size, alignof(max_align_t));
}

void *arena_grow(struct arena *arena, void *array, size_t *capacity, size_t need, size_t size)
{
    enum { LEAST = 16 };
    if (need <= *capacity)
        return array;
    size_t room = *capacity > SIZE_MAX / 2 ? SIZE_MAX : *capacity * 2;
    room = room < LEAST ? LEAST : room;
    room = room < need ? need : room;
    void *grown = arena_new(arena, room, size);
    if (*capacity)
        memcpy(grown, array, *capacity * size);
    *capacity = room;
    return grown;
}

struct str arena_copy(struct arena *arena, struct str text)
{
    if (!text.size)
        return (struct str){"", 0};
    char *room = take(arena, text.size, 1);
    memcpy(room, text.data, text.size);
    return (struct str){room, text.size};
}

void arena_free(struct arena *arena)
{
    while (arena->chunk) {
        struct arena_chunk *older = arena->chunk->older;
        free(arena->chunk);
        arena->chunk = older;
    }
    arena->used = 0;
}
