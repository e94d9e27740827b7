#ifndef PROF2DOT_BUILTIN_NAMES_H
#define PROF2DOT_BUILTIN_NAMES_H

#include <stdbool.h>

#include "base/str.h"

/* Whether Python itself has a builtin function or type of this name, or a builtin type or one of
   datetime's a method. Case counts. */
bool builtin_names_have(struct str name);

/* Whether the language gives the name a meaning, such as __init__; any program may use it. */
bool builtin_names_special(struct str name);

#endif
