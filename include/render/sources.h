#ifndef PROF2DOT_SOURCES_H
#define PROF2DOT_SOURCES_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/profile.h"
#include "python/python_source.h"

/* The sources that a profile's functions are in, each read and scanned once, however many outputs
   want to know and however many spellings its path has: 64 MB of them. Empty but for keeps_text, it
   has read none; sources_free. The profile must be the same in all calls. */
struct sources {
    struct source_file *files;
    size_t file_count, file_room;
    size_t scanned;    /* bytes */
    size_t kept;       /* bytes of text */
    uint32_t *file_of; /* for each of profile.names: an index plus one; 0: not read */
    uint32_t round;    /* of questions: how often sources_begin was called */
    uint32_t asked;    /* files that this round asked for */
    bool keeps_text;   /* for sources_lines and sources_file */
};

/* The lines of a function's source. */
struct source_lines {
    struct str text;   /* as it can be shown, lines ending in newlines; empty: not known */
    int64_t first;     /* the number of the first of them */
    uint32_t left_out; /* lines that follow */
};

/* Begins a round of questions, such as an output has. Each looks into 500 files at most, those that
   it asks for first; what others have read makes no difference. */
void sources_begin(struct sources *sources);

/* What a function is better called than by its bare name, in the arena: the name that it borrows
   (borrowed_name), else its qualified one; empty where neither is known. `sources` may be NULL:
   none is to be read. */
struct str sources_better_name(struct sources *sources, const struct profile *profile,
                               uint32_t function, struct arena *arena);

/* The source of a function, from its first decorator on, at most 400 lines and 20,000 bytes; in the
   arena. Not known where the source is not readable or does not agree, of module code, and beyond
   16 MB of sources. */
struct source_lines sources_lines(struct sources *sources, const struct profile *profile,
                                  uint32_t function, struct arena *arena);

/* A source file as a whole. */
struct source_text {
    const struct python_source *scan; /* NULL: it could not be read */
    struct str text; /* as it can be shown, lines end in LF; empty beyond 16 MB of sources */
};

/* The source file of that name (index into profile.names); valid until the next call of another. */
struct source_text sources_file(struct sources *sources, const struct profile *profile,
                                uint32_t name);

void sources_free(struct sources *sources);

#endif
