#ifndef PROF2DOT_PYTHON_VERSION_H
#define PROF2DOT_PYTHON_VERSION_H

#include "base/str.h"

/* The version of Python 3 whose library a path lies in, as its minor number: 12 for
   "/usr/lib/python3.12/threading.py" and for "C:\Python312\Lib\threading.py"; 0 where the path does
   not tell. */
int version_of_path(struct str path);

#endif
