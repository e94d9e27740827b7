#ifndef PROF2DOT_INTERN_H
#define PROF2DOT_INTERN_H

#include "base/arena.h"
#include "base/hash/slots.h"
#include "base/str.h"

/* The distinct texts of a set, numbered 0, 1, 2... in the order in which they were seen first.
   Holds copies, which stay where they are until intern_free. */
struct intern {
    struct str *texts;
    uint32_t count;
    size_t room;
    struct slots slots;
    uint64_t seed[2];
    struct arena arena;
};

struct intern intern_start(void);

/* The number of a text; added when seen first. */
uint32_t intern_add(struct intern *intern, struct str text);

void intern_free(struct intern *intern);

/* Numbers for pairs of integers, 0, 1, 2... in the order in which they were seen first. */
struct intern_pairs {
    struct slots slots;
    uint64_t seed[2];
};

struct intern_pairs intern_pairs_start(void);

/* The number of a pair; the count so far when seen first. */
uint32_t intern_pairs_add(struct intern_pairs *pairs, uint32_t first, uint32_t second);

void intern_pairs_free(struct intern_pairs *pairs);

#endif
