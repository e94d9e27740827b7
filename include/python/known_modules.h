#ifndef PROF2DOT_KNOWN_MODULES_H
#define PROF2DOT_KNOWN_MODULES_H

#include <stdbool.h>

#include "base/str.h"

/* Whether a top-level module of this name belongs to the standard library of any Python from 2.7 to
   3.15, on POSIX or Windows; removed and renamed ones too. Case counts. */
bool known_modules_stdlib(struct str module);

/* Whether a package (a folder, not a single file) of this name is installed widely. Case counts. Of
   a name that it does not know nothing is said. */
bool known_modules_site(struct str module);

#endif
