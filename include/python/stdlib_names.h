#ifndef PROF2DOT_STDLIB_NAMES_H
#define PROF2DOT_STDLIB_NAMES_H

#include <stdbool.h>

#include "base/str.h"

/* Whether a top-level module of this name belongs to the standard library of any Python from 2.7 to
   3.15, on POSIX or Windows; removed and renamed ones too. Case counts. */
bool stdlib_names_have(struct str module);

#endif
