#ifndef PROF2DOT_CLASSIFY_H
#define PROF2DOT_CLASSIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/profile.h"
#include "python/pattern.h"

/* Where a function's code comes from. */
enum origin {
    ORIGIN_OWN,     /* the program itself, and whatever nothing else is known of */
    ORIGIN_STDLIB,  /* Python's standard library */
    ORIGIN_SITE,    /* an installed package */
    ORIGIN_BUILTIN, /* C */
    ORIGIN_FROZEN,  /* standard library that is part of the interpreter */
    ORIGIN_TEST,    /* tests, and what runs them */
    ORIGINS
};

/* "own", "stdlib", "site", "builtin", "frozen", "test". */
const char *classify_origin_name(enum origin origin);

/* Where the function's code comes from, told by its file's path and its name. What is not sure is
   own. Allocates nothing. */
enum origin classify_function(const struct profile *profile, uint32_t function);

/* The same, but the user's own where one of the patterns fits it (pattern_matches_either). */
enum origin classify_origin(const struct profile *profile, uint32_t function,
                            const struct patterns *own);

/* Whether classify_origin says so. */
bool classify_is_own(const struct profile *profile, uint32_t function, const struct patterns *own);

/* Whether the function is a part of what finds and loads modules, whatever its origin: of
   importlib, zipimport, imp and pkgutil, the C functions that only these call, and the finders of
   installed packages. A module's own code is not, nor is runpy: the program runs within it. */
bool classify_is_import(const struct profile *profile, uint32_t function);

/* Appends the dotted module that the function belongs to, as far as the path tells:
   "numpy.linalg.linalg", "json.decoder". Of own code it is the folder and the file
   ("actions.move"), of C functions what their name says or "builtins", of code without a file what
   stands for it ("<string>"). Never appends nothing. */
void classify_module(const struct profile *profile, uint32_t function, struct buf *out);

/* Appends the top-level package: "numpy", "json", "builtins"; of own code the folder that holds the
   file, or the module where no folder is known. Never appends nothing. */
void classify_package(const struct profile *profile, uint32_t function, struct buf *out);

#endif
