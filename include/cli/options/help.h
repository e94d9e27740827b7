#ifndef PROF2DOT_HELP_H
#define PROF2DOT_HELP_H

#include "cli/options/option.h"

/* What the program does, and what its exit status says, as the help and the man page have it. */
#define HELP_PURPOSE                                                                               \
    "Draws the call graph of Python profiles (several are added up; '-' is standard input)."
#define HELP_STATUS                                                                                \
    "0 done, 1 a file cannot be read, drawn or written, 2 wrong usage, 3 over budget"

/* The title of a group of options. */
const char *help_group(enum option_group group);

/* Appends what the help says of an option that has a help, its "{}" filled in. */
void help_of(const struct option *option, struct buf *out);

/* Appends all options, made of their table. */
void help_options(struct buf *out);

/* Appends the text of --help alone: examples, and the topics that there is more to read about. */
void help_short(struct buf *out);

/* Appends the options of a topic, or of all; false where there is no such topic. */
bool help_topic(const char *word, struct buf *out);

/* Sets *error to what there is instead of such a topic; returns false. */
bool help_refuse(const char *word, struct error *error);

/* Appends the formats that can be read, a line each. */
void help_formats(struct buf *out);

#endif
