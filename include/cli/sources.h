#ifndef PROF2DOT_SOURCES_H
#define PROF2DOT_SOURCES_H

#include "base/arena.h"
#include "model/profile.h"

/* The sources that a profile's functions are in, each read and scanned once, however many outputs
   want to know. `{0}` has read none; sources_free. */
struct sources {
    struct source_file *files;
    size_t file_count, file_room;
    uint32_t *file_of; /* for each of profile.names: an index plus one; 0: not read */
    uint32_t calls;    /* of sources_qualify so far */
};

/* Writes the qualified name ("DataFrame.append", python_source_qualified) of each of the functions
   to `qualified`, which has room for `count`; empty where the source is not readable or does not
   agree. Bytes are in the arena. Looks into 500 files at most: those of the functions that come
   first, whatever was read before. The profile must be the same in all calls. */
void sources_qualify(struct sources *sources, const struct profile *profile,
                     const uint32_t *functions, uint32_t count, struct arena *arena,
                     struct str *qualified);

void sources_free(struct sources *sources);

#endif
