#ifndef PROF2DOT_LABEL_H
#define PROF2DOT_LABEL_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/profile.h"

enum { LABEL_LIMIT = 160 };

/* Short names for the given functions, in the arena, one for each, of at most LABEL_LIMIT
   characters: "lookup", "frame.append", "list.append", "main.py" for a module's own code. Where two
   would be equal, more of the path is put before them, at last the line after them, or a number.
   `qualified` holds the names with their classes ("DataFrame.append"), empty where they are not
   known; NULL: no class is known. */
struct str *label_names(const struct profile *profile, const uint32_t *functions,
                        const struct str *qualified, uint32_t count, struct arena *arena);

enum { LABEL_LINES = 3, LABEL_LINE = 32 };

/* Splits a name into at most LABEL_LINES lines of about LABEL_LINE characters, after a '.', '_',
   ':', '/', '\' or blank where one is near, and shortens in the middle what is longer still. With
   `wrap` lines are kept to half of that. Returns the number of lines; they are in the arena. */
int label_wrap(struct str name, bool wrap, struct arena *arena, struct str lines[LABEL_LINES]);

/* The text in one line of at most `most` characters, shortened in the middle, with something in it
   to see. In the arena. */
struct str label_line(struct str text, size_t most, struct arena *arena);

#endif
