#ifndef PROF2DOT_IMPORTS_H
#define PROF2DOT_IMPORTS_H

#include <stdbool.h>

#include "model/profile.h"

/* Marks, in flags that are false, the functions that find and load modules (classify_is_import) and
   the modules' own code that is run by them. Returns the module that is the program itself, which
   is run just as they are but is none of them, or function_count where none is known. Linear. */
uint32_t imports_mark(const struct profile *profile, bool *machinery, bool *modules);

#endif
