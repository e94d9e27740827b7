#ifndef PROF2DOT_GECKO_TABLE_H
#define PROF2DOT_GECKO_TABLE_H

#include "input/json/document.h"

/* Tables of the Firefox Profiler's files: an object of columns, {"frame": [...], ...}, or rows with
   a schema, {"schema": {"frame": 1, ...}, "data": [[...], ...]}. */

/* A column of a table; borrowed from it. Columns that the table lacks are empty. */
struct gecko_column {
    const json_t *list; /* of cells, or of rows */
    size_t index;       /* of the cell in a row */
    bool in_rows;
};

struct gecko_column gecko_column(const json_t *table, const char *name);

size_t gecko_size(const struct gecko_column *column);

/* The cell in a row; NULL where there is none. */
const json_t *gecko_cell(const struct gecko_column *column, size_t row);

/* What the functions of a thread are read from. */
struct gecko_tables {
    const json_t *strings, *frames, *stacks;          /* as they stand in the file */
    struct gecko_column location;                     /* of raw frames: "name (file:line)" */
    struct gecko_column func, line;                   /* of processed frames */
    struct gecko_column name, file, source, resource; /* of functions */
    struct gecko_column resource_name, source_file;
    struct gecko_column prefix, frame; /* of stacks */
};

/* A thread's tables, or those that all threads share. */
struct gecko_tables gecko_tables(const json_t *root, const json_t *thread);

/* What a string index stands for; empty for null. False where it is neither null nor an index. */
bool gecko_string(const struct gecko_tables *tables, const json_t *index, struct str *text);

#endif
