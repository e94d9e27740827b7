#ifndef PROF2DOT_WORDS_H
#define PROF2DOT_WORDS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/text/nearest.h"

/* A word that an option takes. */
struct word {
    const char *text;
    const char *note; /* what the help says of it, in parentheses; or NULL */
};

/* All words that an option takes. */
struct words {
    const struct word *items;
    size_t count;
};

/* Appends the word at `index` of a list of `count`: "a", ", b", " or c". */
void words_add(struct buf *out, const char *word, size_t index, size_t count);

/* Appends the list: "a, b or c", with its notes: "a (note), b or c". */
void words_list(const struct words *words, bool with_notes, struct buf *out);

/* Finds the place of a word; false where it is none of them. */
bool words_find(const struct words *words, const char *word, size_t *index);

/* Appends what was meant, with `before` before each: "; did you mean --a or --b?", or nothing. */
void words_mean(const struct nearest *nearest, const char *before, struct buf *out);

/* Appends which of the words was meant by one that is none of them, as words_mean does. */
void words_suggest(const struct words *words, struct str word, struct buf *out);

#endif
