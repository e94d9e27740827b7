#ifndef PROF2DOT_ORIGIN_H
#define PROF2DOT_ORIGIN_H

/* Where a function's code comes from. */
enum origin {
    ORIGIN_OWN,       /* the program, its tests too, and whatever nothing else is known of */
    ORIGIN_STDLIB,    /* Python's standard library */
    ORIGIN_SITE,      /* an installed package */
    ORIGIN_BUILTIN,   /* C */
    ORIGIN_FROZEN,    /* importlib and zipimport, which are part of the interpreter */
    ORIGIN_GENERATED, /* compiled from text that a program made: "<string>", "<template>" */
    ORIGINS
};

#endif
