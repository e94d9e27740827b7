#ifndef PROF2DOT_ARENA_H
#define PROF2DOT_ARENA_H

#include <stddef.h>

#include "base/str.h"

/* Memory that is given out piece by piece and freed at once. `{0}` is an empty arena. */
struct arena {
    struct arena_chunk *chunk; /* the newest; older ones hang behind it */
    size_t used;               /* bytes given out of it */
};

/* Zeroed room for count items of size bytes, aligned for any type; never NULL. */
void *arena_new(struct arena *arena, size_t count, size_t size);

/* Makes room for at least `need` items of size bytes in an array of *capacity items that was taken
   from the arena, or NULL and 0; returns the array, perhaps moved. New room is zeroed. The old
   array stays in the arena, so all copies together take no more than the array itself. */
void *arena_grow(struct arena *arena, void *array, size_t *capacity, size_t need, size_t size);

/* A copy of the bytes. */
struct str arena_copy(struct arena *arena, struct str text);

/* Frees all that was given out. */
void arena_free(struct arena *arena);

#endif
