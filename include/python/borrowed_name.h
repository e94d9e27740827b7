#ifndef PROF2DOT_BORROWED_NAME_H
#define PROF2DOT_BORROWED_NAME_H

#include "base/buf.h"
#include "model/profile.h"

/* Looks up the name of a function with its classes; empty where it is not known. */
typedef struct str borrowed_name_ask(void *context, uint32_t function);

/* Appends a name for code whose own name tells nothing, borrowed from what it calls or from its
   file. False, with nothing appended, where these do not tell one.
   - A decorator's wrapper is called after the function that it calls each time, if that is only one
     in Python: "Series.__mul__ (new_method)".
   - "__init__" that dataclasses made is called after the class of its __post_init__, that attrs made
     after the class that the file names: "Cart.__init__".
   - The constructor of a named tuple, which is a lambda, is "namedtuple.__new__". */
bool borrowed_name(const struct profile *profile, uint32_t function, borrowed_name_ask *ask,
                   void *context, struct buf *out);

#endif
