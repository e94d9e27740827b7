#ifndef PROF2DOT_TABLE_H
#define PROF2DOT_TABLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "model/profile.h"

/* What columns of seconds are in. */
enum table_unit { TABLE_SECONDS, TABLE_MILLISECONDS, TABLE_MICROSECONDS };

/* The entries of a profile in an order, as pstats.Stats keeps them. */
struct table {
    const struct profile *profile;
    struct str *names; /* of each function, as pstats prints it; in the arena */
    uint32_t *entries; /* indices into profile.functions */
    uint32_t count;
    bool for_terminal;
    enum table_unit unit;
    struct arena arena;
};

/* What entries can be sorted by: pstats' keys, and times per call. */
enum sort_key {
    SORT_CALLS,
    SORT_CUMULATIVE,
    SORT_FILE,
    SORT_LINE,
    SORT_NAME,
    SORT_NFL,          /* name, file, line */
    SORT_OWN_PER_CALL, /* exclusive time per call */
    SORT_PER_CALL,     /* inclusive time per primitive call */
    SORT_PRIMITIVE,
    SORT_STANDARD, /* the name as printed */
    SORT_TIME,
    SORT_KEYS
};

/* Finds a key by one of its names, by a beginning that fits only one of pstats' keys or only one of
   ours, or as -1, 0, 1, 2. */
bool table_find_key(struct str name, enum sort_key *key);

/* What pstats says a table is ordered by: "cumulative time". */
const char *table_key_title(enum sort_key key);

/* The name of a key that help and messages list. */
const char *table_key_word(enum sort_key key);

/* A time divided by a count of calls; 0 where there are none. */
double table_per_call(double time, int64_t count);

/* All entries in the order of the file, their names in the raw bytes of the profile or,
   `for_terminal`, without what a terminal would obey. table_free. */
struct table table_make(const struct profile *profile, bool for_terminal);

/* Sorts by the first key, where that is equal by the second, and so on; else as before. */
void table_sort(struct table *table, const enum sort_key *keys, size_t key_count);

void table_reverse(struct table *table);

/* Keeps the first `count` entries. */
void table_cut(struct table *table, uint32_t count);

/* Appends what Python prints of the code object that a function of the profile module stands for,
   with zeros for its address. */
void table_code_name(const struct profile *profile, uint32_t function, struct buf *out);

/* Order of the keys as Python has them. */
int table_compare_keys(const struct profile *profile, uint32_t a, uint32_t b);

void table_free(struct table *table);

#endif
