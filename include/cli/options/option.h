#ifndef PROF2DOT_OPTION_H
#define PROF2DOT_OPTION_H

#include "base/buf.h"
#include "base/error.h"
#include "cli/options/options.h"
#include "cli/options/words.h"

/* Where an option stands in the help. */
enum option_group {
    GROUP_OUTPUT,
    GROUP_INPUT,
    GROUP_CHOICE,
    GROUP_FILTER,
    GROUP_TABLE,
    GROUP_LOOK,
    GROUP_EMBED,
    GROUP_BUDGET,
    GROUP_RUN,
    GROUP_OTHER,
    GROUP_GPROF2DOT,
    GROUPS
};

/* What an option does with its value. */
enum option_kind {
    OPTION_FLAG,    /* has none, and sets a bool */
    OPTION_TEXT,    /* sets a const char * */
    OPTION_PATTERN, /* adds it to a struct patterns */
    OPTION_WORD,    /* sets an enum, or a bool, to its place among `words` */
    OPTION_NUMBER,  /* sets a double */
    OPTION_CUSTOM,  /* hands it to `apply` */
    OPTION_IGNORED
};

/* What numbers an option takes. */
struct number_range {
    double least, most;
    bool is_whole;
    const char *wanted; /* in words */
    bool is_share;      /* a percent sign may stand behind it */
};

struct option;

/* Takes a value (NULL: there is none) over into the options, or returns false with *error
   (ERROR_USAGE) where it makes no sense. */
typedef bool apply_value(struct options *options, const struct option *option, const char *value,
                         struct error *error);

/* One option: everything about it that the parser and the help need. */
struct option {
    char letter;          /* 0: has none */
    const char *name;     /* without its dashes */
    const char *argument; /* what to call its value; NULL: takes none; "[=...]": may be attached */
    enum option_group group;
    const char
        *help; /* "{}" in it stands for the list of what it takes; NULL: is not in the help */
    enum option_kind kind;
    size_t field, field_size; /* where in struct options */
    struct words words;
    const struct number_range *range;
    apply_value *apply;
    void (*list)(struct buf *out);    /* what it takes, where that is not `words`; or NULL */
    void (*choices)(struct buf *out); /* the same for programs: a word a line; or NULL */
};

/* Sets *error: "OPTION takes WANTED, not 'VALUE'", and `suggestion` behind it, which may be empty;
   returns false. */
bool option_bad_word(const struct option *option, const char *value, const char *wanted,
                     const struct buf *suggestion, struct error *error);

/* The same without a suggestion. */
bool option_bad_value(const struct option *option, const char *value, const char *wanted,
                      struct error *error);

/* Does with a value (NULL without one) what the option is for. Fails with ERROR_USAGE. */
bool option_apply(const struct option *option, struct options *options, const char *value,
                  struct error *error);

/* Appends the words that an option takes, each followed by a newline; nothing where it takes
   others as well. */
void option_add_choices(const struct option *option, struct buf *out);

/* Appends a value to an option's list; it is borrowed. */
void option_add_pattern(struct patterns *patterns, const char *value);

#endif
