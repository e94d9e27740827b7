#ifndef PROF2DOT_OPTIONS_H
#define PROF2DOT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/select.h"
#include "base/buf.h"
#include "base/error.h"
#include "view/callgraph.h"

enum output_format { OUTPUT_BY_NAME, OUTPUT_DOT, OUTPUT_SVG, OUTPUT_PNG };

/* A file to be written; "-" is standard output. */
struct output {
    const char *path;
    enum output_format format;
};

/* What the command line asks for. Strings are borrowed from it; options_free. */
struct options {
    const char **inputs;
    struct output *outputs;
    size_t input_count, output_count;
    enum output_format format; /* -T */
    struct select_options select;
    struct callgraph_style style;
    const char *list_functions;
    double dpi;
    double layout_timeout;
    bool as_gprof2dot; /* started under that name */
    bool fields_given, verbose, help, version;
};

/* Reads the command line, argv[0] included. Fails with ERROR_USAGE. */
bool options_parse(int argc, char **argv, struct options *options, struct error *error);

/* Appends the help text. */
void options_help(struct buf *out);

void options_free(struct options *options);

#endif
