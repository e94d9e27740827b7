#ifndef PROF2DOT_MARSHAL_H
#define PROF2DOT_MARSHAL_H

#include "input/pstats/marshal_state.h"

/* A pull reader of Python's marshal format, versions 0 to 6 (CPython 2.7 and 3.0 to 3.15, PyPy),
   after CPython's Python/marshal.c. It keeps one small record for each object that the file marks
   as referable and nothing else, never recurses, and never believes a size that the file claims. */

/* Starts on bytes that stay the caller's and must outlive the reader and all text it hands out.
   `error` is where a failing call says what and at which byte. */
struct marshal marshal_start(struct str bytes, struct error *error);

void marshal_end(struct marshal *marshal);

/* Reads one value; of a tuple, set or dict only its head: the caller then reads its children and
   calls marshal_leave, or calls marshal_skip. False on malformed data. */
bool marshal_read(struct marshal *marshal, struct marshal_value *value);

/* To be called when all children of a container have been read. False where a small file has had
   itself read over and over through references. */
bool marshal_leave(struct marshal *marshal, const struct marshal_value *value);

/* Passes over all children of a container just read; nothing to do for other kinds. */
bool marshal_skip(struct marshal *marshal, const struct marshal_value *value);

/* A number (0 at first) that the caller may keep with a referable object, so as to know it when it
   is referred to again. `slot` is value.slot, not 0. Valid until the next call. */
uint32_t *marshal_memo(struct marshal *marshal, uint32_t slot);

#endif
