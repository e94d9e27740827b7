#include "base/hash/slots.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"

enum { LEAST_SIZE = 256 };

static char *slot_at(const struct slots *slots, size_t slot_size, size_t at)
{
    return (char *)slots->items + at * slot_size;
}

static bool is_free(const void *slot)
{
    uint32_t first;
    memcpy(&first, slot, sizeof first);
    return first == 0;
}

static void place(struct slots *slots, size_t slot_size, size_t hash, const void *slot)
{
    size_t at = hash & (slots->size - 1);
    while (!is_free(slot_at(slots, slot_size, at)))
        at = (at + 1) & (slots->size - 1);
    memcpy(slot_at(slots, slot_size, at), slot, slot_size);
}

void slots_make_room(struct slots *slots, size_t slot_size, slots_hash *hash, const void *context)
{
    if (slots->used < (slots->is_dense ? slots->size / 4 * 3 : slots->size / 2))
        return;
    struct slots larger = *slots;
    larger.size = slots->size ? slots->size * 2 : LEAST_SIZE;
    larger.items = memory_new(larger.size, slot_size);
    for (size_t i = 0; i < slots->size; i++) {
        const void *slot = slot_at(slots, slot_size, i);
        if (!is_free(slot))
            place(&larger, slot_size, hash(context, slot), slot);
    }
    free(slots->items);
    *slots = larger;
}

void slots_expect(struct slots *slots, size_t slot_size, size_t count)
{
    slots->size = LEAST_SIZE;
    while (slots->size / 2 < count)
        slots->size *= 2;
    slots->items = memory_new(slots->size, slot_size);
}

void slots_free(struct slots *slots)
{
    free(slots->items);
    *slots = (struct slots){0};
}

void slots_seed(uint64_t seed[2])
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    seed[0] = (uint64_t)now.tv_nsec << 32 ^ (uint64_t)now.tv_sec ^ (uint64_t)getpid() << 20;
    seed[1] = (uint64_t)(uintptr_t)seed ^ (uint64_t)(uintptr_t)&slots_seed << 16;
}
