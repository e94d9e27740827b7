#ifndef PROF2DOT_SENTENCE_H
#define PROF2DOT_SENTENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

#define SENTENCE_PLAIN UINT32_MAX

/* A stretch of a sentence: a function's name, or plain text. */
struct sentence_piece {
    struct str text;
    uint32_t function; /* SENTENCE_PLAIN: plain text */
};

/* What is said of a profile, for a reader who can follow the names of functions. */
struct sentence {
    struct sentence_piece *pieces;
    uint32_t count; /* 0: nothing is said */
};

/* Reads source: the text of a function's line, empty where it is not known. `line` is NULL where no
   source is to be read. */
struct line_reader {
    struct str (*line)(const void *context, uint32_t function, int64_t line);
    const void *context;
};

/* A sentence being written. `{.arena = ...}` is an empty one, which the caller ends with
   sentence_end. */
struct sentence_writer {
    struct arena *arena;
    struct buf plain; /* what follows the last piece; number_... may append here */
    struct sentence_piece *pieces;
    size_t count, room;
};

void sentence_text(struct sentence_writer *writer, const char *text);

/* Appends a function's name. */
void sentence_function(struct sentence_writer *writer, uint32_t function, struct str name);

/* Appends "1 call", "2 calls", "10 001 calls". */
void sentence_count(struct sentence_writer *writer, int64_t count, const char *one,
                    const char *many);

/* ", " or " and ", or nothing, before an item of a list. */
void sentence_between(struct sentence_writer *writer, uint32_t item, uint32_t count);

/* Ends the sentence, with its pieces in the arena, and empties the writer. */
struct sentence sentence_end(struct sentence_writer *writer);

#endif
