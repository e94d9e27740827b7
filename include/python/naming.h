#ifndef PROF2DOT_NAMING_H
#define PROF2DOT_NAMING_H

/* How a function is written as text, wherever that is. Two forms stay as others define them: the
   rows of pstats' tables (table_make) and the keys in -T json have the profile's own
   names, since other tools read them. */

#include "base/buf.h"
#include "model/profile.h"

/* How many components of its path a function's name needs in front so that it can be recognised: 1
   for "__init__", "<lambda>" and code compiled from a string or template, else 0. */
int naming_parts(const struct profile *profile, uint32_t function, struct str qualified);

/* Appends a short name of a function with `parts` components of its path before it: "append",
   "frame.append", "core.frame.append"; "list.append" and "len" for what is built in, "main.py" for
   a module's own code. `qualified` is the name with its classes ("DataFrame.append"), empty where
   that is not known. */
void naming_short(const struct profile *profile, uint32_t function, struct str qualified, int parts,
                  struct buf *out);

/* Appends the name of a function in full, as pstats prints it: "file:line(name)", or the bare name
   of a C function. */
void naming_full(const struct profile *profile, uint32_t function, struct buf *out);

/* Appends the name by which a function is selected: "module:line:name", where module is the file's
   base name without its extension, as gprof2dot has it. */
void naming_selector(const struct profile *profile, uint32_t function, struct buf *out);

/* Appends a frame of a folded stack: "name (file:line)", as far as they are known (line 0, an empty
   file or "~": not known). */
void naming_frame(struct str name, struct str file, int64_t line, struct buf *out);

#endif
