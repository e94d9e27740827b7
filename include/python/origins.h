#ifndef PROF2DOT_ORIGINS_H
#define PROF2DOT_ORIGINS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/profile.h"
#include "python/origin.h"
#include "python/pattern.h"

/* Where the code of all functions of a profile comes from. This is the one place that decides it;
   everything else is handed the result. Owns its arrays: origins_free. */
struct origins {
    enum origin *of; /* of each function */
    bool *is_own;    /* of each function: of[f] == ORIGIN_OWN */
};

/* Decides by the path of each file, the function's name, and the user's patterns: what one of them
   fits (pattern_matches_either) is own. What is not sure is own.
   Short paths ("json/decoder.py", as py-spy writes them) are the standard library's, or a widely
   installed package's, by their first component, where the profile names no file of the standard
   library in full; except for the script that was run. Where stacks are known, a package's are
   also those of modules that a package imports by a statement, or that packages alone import and
   nothing else calls. Linear. */
struct origins origins_find(const struct profile *profile, const struct patterns *own);

void origins_free(struct origins *origins);

/* "own", "stdlib", "site", "builtin", "frozen", "generated". */
const char *origins_name(enum origin origin);

/* Whether the function, of this origin, finds and loads modules: it is part of importlib,
   zipimport, imp or pkgutil, a C function that only these call, or a finder of an installed
   package. A module's own code is not, nor is runpy: the program runs within it. */
bool origins_is_import(const struct profile *profile, uint32_t function, enum origin origin);

/* The same of all functions, with `of` for their origins: marks[i] for each. Looks at a file once.
 */
void origins_mark_imports(const struct profile *profile, const enum origin *of, bool *marks);

/* Whether the function, of this origin, runs tests: pytest and its like, unittest, Python's own
   tests. A project's tests are own code. */
bool origins_is_test_runner(const struct profile *profile, uint32_t function, enum origin origin);

#endif
