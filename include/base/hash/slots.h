#ifndef PROF2DOT_SLOTS_H
#define PROF2DOT_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A hash table with open addressing and linear probing. Slots are structs of the user's that begin
   with a uint32_t, which is 0 in free ones. `size` is a power of two, or 0; at least half of the
   slots are free, or a quarter where there may be millions (`is_dense`). Each user searches its own
   slots, from hash & (size - 1) on, and counts `used` when it fills one. */
struct slots {
    void *items;
    size_t size, used;
    bool is_dense;
};

/* The hash of the key in a slot. */
typedef size_t slots_hash(const void *context, const void *slot);

/* Makes room for one more slot, before it is searched. Any change of size moves all slots. */
void slots_make_room(struct slots *slots, size_t slot_size, slots_hash *hash, const void *context);

/* Makes room for about so many slots at once, in an empty table. */
void slots_expect(struct slots *slots, size_t slot_size, size_t count);

void slots_free(struct slots *slots);

/* A seed that who writes a file cannot know, so that no file makes all hashes collide. Nothing that
   is shown depends on it. */
void slots_seed(uint64_t seed[2]);

#endif
