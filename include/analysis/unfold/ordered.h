#ifndef PROF2DOT_UNFOLD_ORDERED_H
#define PROF2DOT_UNFOLD_ORDERED_H

#include <stdint.h>

#include "base/arena.h"

/* Several sets of things that are numbered, each thing in one of them at most, each set ordered by
   size and then by number: a treap whose priorities are the numbers, multiplied (C. Aragon,
   R. Seidel, "Randomized search trees", 1989; D. Knuth's multiplicative hashing). */
struct ordered {
    struct arena *arena;
    uint32_t *roots;            /* of each set */
    struct ordered_node *nodes; /* of each thing */
    size_t room;
};

#define ORDERED_NONE UINT32_MAX

/* That many empty sets. */
struct ordered ordered_make(struct arena *arena, uint32_t sets);

/* Adds a thing that is in no set. */
void ordered_add(struct ordered *ordered, uint32_t set, uint32_t thing, double size);

/* Removes a thing from the set that it is in. */
void ordered_remove(struct ordered *ordered, uint32_t set, uint32_t thing);

double ordered_size(const struct ordered *ordered, uint32_t thing);

/* The smallest thing of at least that size; ORDERED_NONE: there is none. */
uint32_t ordered_at_least(const struct ordered *ordered, uint32_t set, double size);

/* The largest; ORDERED_NONE: the set is empty. */
uint32_t ordered_last(const struct ordered *ordered, uint32_t set);

/* The next larger or smaller one than a thing that is in the set; ORDERED_NONE: there is none. */
uint32_t ordered_next(const struct ordered *ordered, uint32_t thing);

uint32_t ordered_previous(const struct ordered *ordered, uint32_t thing);

#endif
