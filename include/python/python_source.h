#ifndef PROF2DOT_PYTHON_SOURCE_H
#define PROF2DOT_PYTHON_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* A class or function statement. */
struct python_definition {
    struct str name;
    uint32_t line; /* the first of its code object, counted from 1: that of its first decorator */
    uint32_t last_line; /* of its last statement */
    uint32_t parent;    /* the definition in whose body it stands, or one of the below */
    bool is_lineless;   /* versions of Python do not agree on the line */
};

#define PYTHON_MODULE UINT32_MAX       /* in no definition */
#define PYTHON_UNSURE (UINT32_MAX - 1) /* where it stands does not tell its name */

/* Code without a name of its own. */
enum python_expression {
    PYTHON_LAMBDA = 1,
    PYTHON_LISTCOMP = 2,
    PYTHON_SETCOMP = 4,
    PYTHON_DICTCOMP = 8,
    PYTHON_GENEXPR = 16
};

/* A line on which a bracket or a lambda starts. */
struct python_line {
    uint32_t line;
    uint32_t owner; /* as python_definition.parent; of all that `kinds` tells */
    uint32_t kinds; /* what may have its first line here, as bits of python_expression */
};

/* Where the definitions of a Python source stand. Holds copies of all names. */
struct python_source {
    struct python_definition *definitions; /* by line, ascending */
    struct python_line *lines;             /* by line, ascending */
    size_t definition_count, definition_capacity;
    size_t line_count, line_capacity;
    bool is_python; /* false: nothing is known */
    bool is_utf8; /* names with bytes from 0x80 on are in UTF-8 */
    struct arena arena;
};

/* Scans Python source (any version from 2.7 to 3.15) in time and memory linear in its size; never
   fails: of what is no Python, or nested deeper than Python can be, nothing is kept. The caller
   frees the result with python_source_free. */
struct python_source python_source_scan(struct str text);

/* The qualified name of the code object `name` whose first line is `line` (counted from 1):
   "function", "Class.method", "Class", "outer.inner", and for <lambda>, <listcomp>, <setcomp>,
   <dictcomp> and <genexpr> "Class.method.<lambda>": the chain of classes and functions in which it
   stands, without "<locals>" and other lambdas and comprehensions. In the arena; empty where the
   source has no such thing at that line, or does not tell beyond doubt what it is called. */
struct str python_source_qualified(const struct python_source *source, struct arena *arena,
                                   int64_t line, struct str name);

/* The last line of the code object `name` whose first line is `line`: that of its last statement;
   `line` itself for lambdas and comprehensions, which say no more. 0 where the source has no such
   thing at that line. */
uint32_t python_source_last_line(const struct python_source *source, int64_t line, struct str name);

/* Whether the line `line` can belong to code called `name` (which may have classes before it:
   "Class.method"): it stands in a class or function of that name. Of names in brackets such as
   <module>, and of those that are not ASCII, which Python normalises, nothing is known: true. */
bool python_source_agrees(const struct python_source *source, int64_t line, struct str name);

void python_source_free(struct python_source *source);

/* A file that may be a Python source: open, and identified by its device and inode. */
struct python_file {
    int descriptor;
    dev_t device;
    ino_t inode;
    size_t size;
};

/* Opens the file at `path` if its name ends in .py or .pyw and it is a regular file of at most 4
   MB, not a symbolic link to one: whoever wrote the profile chose the path, and a link called x.py
   may lead to any file. Else returns false without a word. Never waits for another process. End it
   with python_file_close. */
bool python_file_open(const char *path, struct python_file *file);

/* Reads the file into the empty buffer *bytes, which the caller frees, also after a failure. */
bool python_file_read(const struct python_file *file, struct buf *bytes);

void python_file_close(struct python_file *file);

#endif
