#ifndef PROF2DOT_MATCH_FILES_H
#define PROF2DOT_MATCH_FILES_H

#include "model/builder.h"
#include "model/profile.h"

/* What functions of two profiles are compared by: numbers that are equal where both are in the same
   file, or have the same name. match_keys_free. */
struct match_keys {
    uint32_t *file, *name; /* of each function */
};

struct match_pair_keys {
    struct match_keys before, after;
    uint32_t count;       /* the numbers are below this */
    struct builder texts; /* that the numbers stand for */
};

/* Numbers the files and names of both profiles. Linear but for sorting. */
struct match_pair_keys match_keys_make(const struct profile *before, const struct profile *after);

/* Whether many functions of a program may have the name: "<module>", "<lambda>", "__init__". */
bool match_keys_is_common(const struct match_pair_keys *keys, uint32_t name);

void match_keys_free(struct match_pair_keys *keys);

#endif
