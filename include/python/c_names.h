#ifndef PROF2DOT_C_NAMES_H
#define PROF2DOT_C_NAMES_H

#include <stdbool.h>

#include "base/buf.h"
#include "model/profile.h"

/* What the name of a C function says. Slices of the profile's names, or literals. */
struct c_name {
    struct str owner; /* module or type: "numpy", "list", "builtins"; empty where it is not told */
    struct str name;  /* "append" */
    bool is_type;     /* `owner` is a type */
    bool is_whole;    /* beside these the text tells nothing but an address */
};

/* Whether the function is written in C: it has no source file, or a C file. Profilers in Python
   know such functions by name only; yappi gives the module's name for the file. */
bool c_names_is_c(const struct profile *profile, uint32_t function);

/* Takes the name of a C function apart, as CPython and its profilers write it:
   "<built-in method numpy.array>", "<method 'append' of 'list' objects>",
   "<built-in method __new__ of type object at 0x7f12>", "<function f at 0x7f12>", "len". */
struct c_name c_names_parse(struct str name);

/* The same of a C function of a profile, whose file may name the module. */
struct c_name c_names_of(const struct profile *profile, uint32_t function);

/* The module of a C function of a profile: that of its type if the owner is one; "pyexpat" of the
   file "pyexpat.c"; "builtins" where none is told. */
struct str c_names_module(const struct profile *profile, uint32_t function);

/* Appends the name as it is shown: "list.append", "numpy.array", "len" of builtins. */
void c_names_show(const struct c_name *name, struct buf *out);

/* Appends the name without the address of the object it speaks of, which differs between two runs:
   "<function f at 0x7f12>" becomes "<function f>". False if it holds none; nothing is appended
   then. */
bool c_names_without_address(struct str name, struct buf *out);

#endif
