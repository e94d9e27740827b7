#ifndef PROF2DOT_LIBRARY_H
#define PROF2DOT_LIBRARY_H

#include <stdbool.h>

#include "base/str.h"

/* Whose library a file stands in. */
enum library {
    LIBRARY_NONE,
    LIBRARY_STDLIB, /* what comes with Python */
    LIBRARY_SITE,   /* what was installed beside it */
};

struct library_file {
    enum library library;
    struct str module; /* the path below the library's folder: "json/decoder.py" */
};

/* Finds the library that the path stands in, by the layouts that Pythons are installed in: POSIX,
   Windows and PyPy folders, archives, eggs. A folder named lib proves nothing by itself. The result
   is a part of the path. Allocates nothing. */
struct library_file library_find(struct str path);

/* Whether a byte separates the components of a path, of POSIX or Windows. */
bool library_separates(char byte);

/* Whether a byte is one of 0 to 9, in any locale. */
bool library_is_digit(char byte);

/* The last component of a path that does not end in a separator. */
struct str library_last(struct str path);

/* The path without its last component and the separators around it; empty if there is no other. */
struct str library_folder(struct str path);

/* The first component of a path that does not start with a separator. */
struct str library_first(struct str path);

/* The path without the ending of a source file: of Python, Cython or C. */
struct str library_without_ending(struct str path);

/* The top-level module of a path below a library's folder: "json", "os" of "os.py". */
struct str library_top(struct str path);

#endif
