#ifndef PROF2DOT_MODULES_H
#define PROF2DOT_MODULES_H

#include "base/buf.h"
#include "model/profile.h"
#include "python/origin.h"

/* The module of "<frozen importlib._bootstrap>" and of PyPy's "<builtin>/frozen zipimport"; empty
   for other files. */
struct str modules_frozen(struct str file);

/* Whether the file is numpy's dispatchers, compiled from text. */
bool modules_is_numpy(struct str file);

/* Appends the dotted module of the function, of this origin, from its path: "numpy.linalg.linalg",
   "json.decoder". Of own code it is the folder and the file
   ("actions.move"), of C functions what their name says or "builtins", of code without a file what
   stands for it ("<string>"). Never appends nothing. */
void modules_name(const struct profile *profile, uint32_t function, enum origin origin,
                  struct buf *out);

/* Appends the top-level package: "numpy", "json", "builtins"; of own code the folder that holds the
   file, or the module where no folder is known. Never appends nothing. */
void modules_package(const struct profile *profile, uint32_t function, enum origin origin,
                     struct buf *out);

#endif
