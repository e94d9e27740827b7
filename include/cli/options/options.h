#ifndef PROF2DOT_OPTIONS_H
#define PROF2DOT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "cli/run/program.h"
#include "cli/terminal.h"
#include "input/format.h"
#include "render/request.h"

/* As --theme takes it. */
enum theme_choice { CHOOSE_LIGHT, CHOOSE_DARK, CHOOSE_AUTO };

/* As --boxes takes it, or without it. */
enum boxes_choice { CHOOSE_LEDGER, CHOOSE_PLAIN, CHOOSE_BY_NUMBER };

/* As --generate takes it, or without it. */
enum generated { GENERATE_MAN, GENERATE_BASH, GENERATE_ZSH, GENERATE_FISH, GENERATE_NOTHING };

/* prof2dot run: a program to be profiled first. */
struct run_options {
    struct program program; /* program.words: NULL where there is none */
    bool wanted;
    bool per_process; /* children get files of their own */
    bool is_child;    /* the profile is a child's own */
};

/* What the command line asks for. Strings are borrowed from it; options_free. */
struct options {
    struct request request; /* what is to be made of the profile that is read */
    struct run_options run;
    const char **inputs;
    size_t input_count;
    const struct input_groups *groups; /* which of these are shown as one; NULL: each by itself */
    const char *files_from; /* where to read the names of further inputs; NULL: nowhere */
    struct input_options input;
    struct patterns bases;   /* profiles that the inputs are compared with */
    const char *bases_from;  /* where to read the names of such; NULL: nowhere */
    struct patterns fail_if; /* expressions of budgets */
    const char *budget_file; /* that holds more of them, or NULL */
    bool compares;           /* --compare: the first of two inputs is one of them */

    /* What settle() puts into the request, once all options are read. */
    const struct output_format *format; /* -T; NULL: by the outputs' names */
    double node_percent, edge_percent;  /* negative: not given */
    double max_nodes;                   /* negative: not given */
    double tolerance;                   /* of --compare; negative: not given */
    double depth;                       /* negative: any */
    enum theme_choice theme;
    enum boxes_choice boxes;
    bool lines; /* text is sources with what their lines cost */
    enum colour_use colour;

    bool open, watch;
    bool is_default_output; /* no output was named */
    const char *report;     /* to be shown at the end (open_prepare); or NULL */

    bool as_gprof2dot; /* started under that name */
    bool fields_given; /* some option has named fields of labels */
    bool help, version, list_formats;
    enum generated generated;
    struct arena arena; /* what had to be cut out of the command line */
};

/* Adds an output to the request, of a format to be settled; the path is borrowed. */
void options_add_output(struct options *options, const char *path);

void options_free(struct options *options);

#endif
