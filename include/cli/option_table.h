#ifndef PROF2DOT_OPTION_TABLE_H
#define PROF2DOT_OPTION_TABLE_H

#include "cli/apply.h"
#include "cli/options.h"

/* Where an option stands in the help. */
enum option_group {
    GROUP_OUTPUT,
    GROUP_INPUT,
    GROUP_CHOICE,
    GROUP_FILTER,
    GROUP_TABLE,
    GROUP_LOOK,
    GROUP_EMBED,
    GROUP_RUN,
    GROUP_OTHER,
    GROUP_GPROF2DOT,
    GROUPS
};

/* What an option does with its value. */
enum option_kind {
    OPTION_VALUE,  /* hands it to `apply` */
    OPTION_FLAG,   /* has none, and sets a bool */
    OPTION_TEXT,   /* sets a const char * */
    OPTION_PATTERN /* adds it to a struct patterns */
};

/* One option: everything about it that the parser and the help need. */
struct option {
    char letter;          /* 0: has none */
    const char *name;     /* without its dashes */
    const char *argument; /* what to call its value; NULL: takes none; "[=...]": may be attached */
    enum option_group group;
    const char *help;
    enum option_kind kind;
    size_t field; /* where in struct options, for all but OPTION_VALUE */
    apply_value *apply;
};

extern const struct option option_table[];
extern const size_t option_count;

#endif
