#ifndef PROF2DOT_HABIT_H
#define PROF2DOT_HABIT_H

#include "model/profile.h"

/* Functions that people are known to use in a slow way, by what they do instead. */
enum habit {
    HABIT_NONE,
    HABIT_STEPS,       /* a generator: each step counts as a call */
    HABIT_ROWS,        /* a generator of a table's rows */
    HABIT_CELLS,       /* sets one cell of a table */
    HABIT_PARTS,       /* makes a table longer */
    HABIT_SORT,        /* sorts */
    HABIT_LIST_SEARCH, /* looks through a list */
    HABIT_LIST_FRONT,  /* moves all items of a list */
    HABIT_PARSE,       /* parses a text */
    HABIT_YAML,        /* parses YAML in Python */
    HABIT_PATTERN,     /* matches a regular expression */
    HABIT_COPY,        /* copies all that an object holds */
    HABIT_SESSION,     /* opens a connection for each request */
    HABIT_SLOW_HASH,   /* hashes passwords, slowly on purpose */
    HABIT_DATES,       /* guesses the format of a date */
    HABIT_DATE,        /* parses a date by a format, in Python */
    HABIT_EQUAL,       /* compares two objects: what looks through a list calls it for each item */
    HABIT_LESS,        /* compares two objects: what sorts calls it */
    HABIT_ARRAYS,      /* of a library for whole arrays or columns */
    HABIT_FRAMES,      /* makes a table */
    HABIT_TEMPLATE,    /* compiles a template */
    HABIT_REGEX,       /* compiles a regular expression */
    HABIT_PROCESS,     /* starts a process */
    HABIT_REQUEST,     /* sends a request and waits for the answer */
    HABIT_OPEN,        /* opens a file */
    HABIT_COMMIT,      /* ends a transaction */
    HABIT_SAVE,        /* saves one object in a database */
    HABIT_CLIENT,      /* loads certificates */
    HABIT_EXACT,       /* computes a mean with fractions */
    HABIT_RATIO,       /* compares two texts letter by letter */
    HABIT_INSPECT,     /* finds the source of the callers */
    HABIT_LOGGING,     /* logs */
    HABIT_SIGNATURE,   /* looks at a function's parameters */
    HABIT_COLLECT,     /* collects garbage */
    HABIT_FOLDER,      /* lists folders */
    HABIT_SCHEMA,      /* checks data by a schema, and that, too */
    HABIT_FILES,       /* asks the file system about one path */
    HABIT_WALK,        /* looks through elements, such as XML's */
    HABIT_EXTENT,      /* looks at all cells of a sheet to tell how large it is */
    HABIT_KEPT,        /* makes what is meant to be kept */
    HABIT_QUERY,       /* runs an SQL query */
    HABIT_FIXTURE,     /* calls what sets up a test */
    HABIT_SETUP,       /* the same in unittest */
    HABIT_ITEMS,       /* calls a function for each row or item */
    HABITS
};

/* What is known of a function by its file and name; of a C function by naming_short. */
enum habit habit_of(const struct profile *profile, uint32_t function);

/* What a library's function calls back for. */
enum habit habit_of_library(const struct profile *profile, uint32_t function);

/* Whether libraries do it on their own account: it is a cost whoever calls it. */
bool habit_is_deep(enum habit habit);

/* Whether each call of the function is a step of a generator: profilers count these as calls. */
bool habit_is_steps(enum habit habit);

#endif
