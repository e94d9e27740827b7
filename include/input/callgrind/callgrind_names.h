#ifndef PROF2DOT_CALLGRIND_NAMES_H
#define PROF2DOT_CALLGRIND_NAMES_H

#include "base/hash/intern.h"
#include "model/builder.h"

/* The program that wrote a callgrind file; each writes names in its own way. */
enum callgrind_dialect {
    CALLGRIND_PLAIN,          /* yappi, lsprofcalltree, xdebug, ... */
    CALLGRIND_VALGRIND,       /* the object of files that are not known is worth knowing */
    CALLGRIND_PPROFILE,       /* names end in ":FIRSTLINE" */
    CALLGRIND_PYPROF2CALLTREE /* names are raw, each function's costs are at its first line */
};

/* A name that has not been seen. */
#define CALLGRIND_NO_NAME UINT32_MAX

/* The names of a callgrind file, and the functions that they lead to. From callgrind_names_start;
   callgrind_names_free. */
struct callgrind_names {
    struct intern texts;
    struct intern_pairs numbers;      /* of a kind, in a part */
    struct intern_pairs combinations; /* of two texts */
    uint32_t *meaning;                /* by number: the text it stands for, plus one */
    uint32_t *function;               /* by combination: the profile's function, plus one */
    size_t meaning_room, function_room;
    uint32_t meaning_count, function_count;
    uint32_t part; /* of the file: numbers mean something else in the next one */
    uint64_t undefined;
};

struct callgrind_names callgrind_names_start(void);

/* The text that stands behind '=': a name, "(number) name", which defines what the number means,
   or "(number)". `kind` tells files ('f'), functions ('n') and objects ('o') apart. A number that
   has no meaning yet is its own name, and is counted. */
uint32_t callgrind_name(struct callgrind_names *names, char kind, struct str text);

/* The profile's function of these names, added to `builder` when seen first. Any of them may be
   CALLGRIND_NO_NAME. */
uint32_t callgrind_function(struct callgrind_names *names, struct builder *builder,
                            enum callgrind_dialect dialect, uint32_t object, uint32_t file,
                            uint32_t name);

void callgrind_names_free(struct callgrind_names *names);

#endif
