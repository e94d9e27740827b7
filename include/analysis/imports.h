#ifndef PROF2DOT_IMPORTS_H
#define PROF2DOT_IMPORTS_H

#include <stdbool.h>

#include "model/profile.h"

/* Marks, in flags that are false, the functions that find and load modules (classify_is_import) and
   the modules' own code that is run by them: not that of the program itself. Linear. */
void imports_mark(const struct profile *profile, bool *machinery, bool *modules);

#endif
