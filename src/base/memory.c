#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

void memory_die(void)
{
    static const char message[] = "prof2dot: out of memory\n";
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
        _exit(1);
    _exit(1);
}

void *memory_new(size_t count, size_t size)
{
    void *room = calloc(count ? count : 1, size ? size : 1);
    if (!room)
        memory_die();
    return room;
}

void *memory_grow(void *array, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity)
        return array;
    size_t wanted = *capacity > SIZE_MAX / 2 ? SIZE_MAX : *capacity * 2;
    if (wanted < need)
        wanted = need;
    if (wanted < 16)
        wanted = 16;
    void *moved = wanted > SIZE_MAX / size ? NULL : realloc(array, wanted * size);
    if (!moved)
        memory_die();
    *capacity = wanted;
    return moved;
}
