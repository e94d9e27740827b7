#ifndef PROF2DOT_NAMING_H
#define PROF2DOT_NAMING_H

#include "base/buf.h"
#include "model/profile.h"

/* Appends a short name of a function with `parts` components of its path before it: "append",
   "frame.append", "core.frame.append"; "list.append" and "len" for what is built in, "main.py" for
   a module's own code. `qualified` is the name with its classes ("DataFrame.append"), empty where
   that is not known. */
void naming_short(const struct profile *profile, uint32_t function, struct str qualified, int parts,
                  struct buf *out);

#endif
