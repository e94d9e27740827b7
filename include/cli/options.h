#ifndef PROF2DOT_OPTIONS_H
#define PROF2DOT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "cli/run/program.h"
#include "input/format.h"
#include "render/request.h"

/* prof2dot run: a program to be profiled first. */
struct run_options {
    struct program program; /* program.words: NULL where there is none */
    bool wanted;
    bool per_process; /* children get files of their own */
};

/* What the command line asks for. Strings are borrowed from it; options_free. */
struct options {
    struct request request; /* for what is read */
    struct run_options run;
    const char **inputs;
    size_t input_count;
    const char *files_from; /* where to read the names of further inputs; NULL: nowhere */
    struct input_options input;
    const struct output_format *format; /* -T; NULL: by the outputs' names */
    struct arena arena;                 /* what had to be cut out of the command line */
    bool as_gprof2dot;                  /* started under that name */
    bool fields_given;
    bool lines; /* text is sources with what their lines cost */
    bool open, watch;
    bool is_default_output; /* no output was named */
    const char *report;     /* to be shown at the end (open_prepare); or NULL */
    bool help, version, list_formats;
};

/* Reads the command line, argv[0] included. Fails with ERROR_USAGE. */
bool options_parse(int argc, char **argv, struct options *options, struct error *error);

/* Appends the help text. */
void options_help(struct buf *out);

/* Appends the formats that can be read, a line each. */
void options_list_formats(struct buf *out);

void options_free(struct options *options);

#endif
