#include "base/hash/intern.h"

#include <stdlib.h>

#include "base/memory.h"

struct text_slot {
    uint32_t index; /* of the text, plus one */
    uint32_t hash;
};

/* Holds the whole key: with millions of them, to look it up elsewhere is a cache miss each. */
struct pair_slot {
    uint32_t index; /* plus one */
    uint32_t first, second;
};

struct intern intern_start(void)
{
    struct intern intern = {0};
    slots_seed(intern.seed);
    return intern;
}

static size_t text_hash(const void *context, const void *slot)
{
    (void)context;
    return ((const struct text_slot *)slot)->hash;
}

static uint32_t new_text(struct intern *intern, struct str text)
{
    if (intern->count == UINT32_MAX - 1)
        memory_die();
    intern->texts =
        memory_grow(intern->texts, &intern->room, (size_t)intern->count + 1, sizeof *intern->texts);
    intern->texts[intern->count] = arena_copy(&intern->arena, text);
    return ++intern->count;
}

uint32_t intern_add(struct intern *intern, struct str text)
{
    slots_make_room(&intern->slots, sizeof(struct text_slot), text_hash, NULL);
    struct text_slot *slots = intern->slots.items;
    uint32_t hash = (uint32_t)str_hash(text, intern->seed);
    size_t mask = intern->slots.size - 1, at = hash & mask;
    for (; slots[at].index; at = (at + 1) & mask)
        if (slots[at].hash == hash && str_equal(intern->texts[slots[at].index - 1], text))
            return slots[at].index - 1;
    slots[at] = (struct text_slot){new_text(intern, text), hash};
    intern->slots.used++;
    return slots[at].index - 1;
}

void intern_free(struct intern *intern)
{
    free(intern->texts);
    slots_free(&intern->slots);
    arena_free(&intern->arena);
    *intern = (struct intern){0};
}

struct intern_pairs intern_pairs_start(void)
{
    struct intern_pairs pairs = {.slots = {.is_dense = true}};
    slots_seed(pairs.seed);
    return pairs;
}

static size_t pair_hash(const void *context, const void *slot)
{
    const struct intern_pairs *pairs = context;
    const struct pair_slot *pair = slot;
    uint64_t hash = ((uint64_t)pair->first << 32 | pair->second) ^ pairs->seed[0];
    hash = (hash ^ hash >> 32) * UINT64_C(0x9fb21c651e98df25);
    hash = (hash ^ hash >> 29 ^ pairs->seed[1]) * UINT64_C(0xbf58476d1ce4e5b9);
    return (size_t)(hash >> 24);
}

uint32_t intern_pairs_add(struct intern_pairs *pairs, uint32_t first, uint32_t second)
{
    slots_make_room(&pairs->slots, sizeof(struct pair_slot), pair_hash, pairs);
    struct pair_slot *slots = pairs->slots.items;
    struct pair_slot pair = {0, first, second};
    size_t mask = pairs->slots.size - 1, at = pair_hash(pairs, &pair) & mask;
    for (; slots[at].index; at = (at + 1) & mask)
        if (slots[at].first == first && slots[at].second == second)
            return slots[at].index - 1;
    if (pairs->slots.used == UINT32_MAX - 1)
        memory_die();
    pair.index = (uint32_t)++pairs->slots.used;
    slots[at] = pair;
    return pair.index - 1;
}

void intern_pairs_free(struct intern_pairs *pairs)
{
    slots_free(&pairs->slots);
}
