#ifndef PROF2DOT_NEAREST_H
#define PROF2DOT_NEAREST_H

#include <stdbool.h>

#include "base/buf.h"

enum { NEAREST = 3 };

/* A text that was offered: how it is like the wanted one, and how far from it. */
struct nearest_item {
    struct str text;
    unsigned kind, edits;
};

/* The texts most like a wanted one, best first. All are borrowed. */
struct nearest {
    struct str wanted;
    struct nearest_item items[NEAREST];
    unsigned count;
};

struct nearest nearest_start(struct str wanted);

/* Keeps the text if it is among the nearest, and like the wanted one at all. First come those that
   are equal but for case and dashes, then those that the wanted text stands in, in the order of
   offers; then those within a few edits, and those that stand in the wanted text, both by edits. A
   text counts once. */
void nearest_offer(struct nearest *nearest, struct str text);

/* Appends the texts as a list, each in quotes and cut at 64 characters, nothing if there are none:
   "'a', 'b'". `last` divides the last two: ", " or " or ". */
void nearest_list(const struct nearest *nearest, const char *last, struct buf *list);

#endif
