#ifndef PROF2DOT_DOCUMENT_H
#define PROF2DOT_DOCUMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

/* What the readers of JSON files share, over jansson. */

/* Makes jansson end the program where memory is short, as base/memory.h does. To be called once,
   before any thread parses. */
void document_prepare(void);

/* Parses a JSON file; json_decref the result. Accepts what Python's json writes beyond JSON: NaN
   and infinities become null; halves of surrogate pairs and bytes that are not UTF-8 become U+FFFD.
   Returns NULL, with line and column in *error, if the text is not JSON or nests deeper than
   jansson's limit (2048). */
json_t *document_parse(struct str bytes, struct error *error);

/* Whether the object at the start of a file has this key at its top level, within the file's first
   bytes. */
bool document_has_key(struct str beginning, struct str key);

/* Whether a file begins as an object does. */
bool document_begins(struct str beginning);

/* The text of a string; empty for all else. Borrowed from the value, as are the below. */
struct str document_text(const json_t *string);

/* A member's text; empty where there is none, or it is no string. */
struct str document_text_of(const json_t *object, const char *key);

/* A whole number from 0 to `count` - 1. */
bool document_index(const json_t *value, size_t count, uint32_t *index);

/* A number that is not negative. */
bool document_cost(const json_t *value, double *cost);

/* A number as a line of a source file; 0 (not known) for all that is none. */
int64_t document_line(const json_t *value);

/* Fills *error and returns false: "PLACE is VALUE, not WANTED", where the place is made as by
   printf. */
bool document_wrong(struct error *error, const json_t *value, const char *wanted, const char *place,
                    ...) PRINTF_LIKE(4, 5);

#endif
