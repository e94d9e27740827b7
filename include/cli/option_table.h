#ifndef PROF2DOT_OPTION_TABLE_H
#define PROF2DOT_OPTION_TABLE_H

#include "cli/options.h"

/* Where an option stands in the help. */
enum option_group {
    GROUP_OUTPUT,
    GROUP_CHOICE,
    GROUP_TABLE,
    GROUP_LOOK,
    GROUP_OTHER,
    GROUP_GPROF2DOT,
    GROUPS
};

/* One option: everything about it that the parser and the help need. */
struct option {
    char letter;          /* 0: has none */
    const char *name;     /* without its dashes */
    const char *argument; /* what to call its value; NULL: takes none */
    enum option_group group;
    const char *help;
    /* Takes the value (NULL without one) over into the options; false, with *error set, where it
       makes no sense. */
    bool (*apply)(struct options *options, const char *value, struct error *error);
};

extern const struct option option_table[];
extern const size_t option_count;

#endif
