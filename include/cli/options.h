#ifndef PROF2DOT_OPTIONS_H
#define PROF2DOT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/filter/filter.h"
#include "analysis/picture/select.h"
#include "analysis/prepare/disguise.h"
#include "analysis/table/restrict.h"
#include "base/buf.h"
#include "base/error.h"
#include "input/format.h"
#include "view/graph/callgraph.h"

enum output_format {
    OUTPUT_BY_NAME,
    OUTPUT_DOT,
    OUTPUT_SVG,
    OUTPUT_PNG,
    OUTPUT_HTML,
    OUTPUT_ICICLE,
    OUTPUT_FOLDED,
    OUTPUT_JSON,
    OUTPUT_LINES, /* text, with --lines */
    OUTPUT_TEXT,  /* pstats' tables: this and the two following */
    OUTPUT_CALLERS,
    OUTPUT_CALLEES,
    OUTPUT_PSTATS
};

/* A file to be written; "-" is standard output. */
struct output {
    const char *path;
    enum output_format format;
};

/* How pstats' tables are ordered and cut. */
struct table_options {
    enum sort_key *keys;
    struct restriction *restrictions;
    size_t key_count, restriction_count;
    bool reverse, strip_dirs;
};

/* Whether source files are looked into, for names of classes; and whether the report holds what
   they say. */
enum source_use { SOURCE_AUTO, SOURCE_NEVER, SOURCE_EMBED };

/* What the command line asks for. Strings are borrowed from it; options_free. */
struct options {
    const char **inputs;
    struct output *outputs;
    struct input_options input;
    struct patterns line_patterns; /* of functions whose lines are wanted */
    struct patterns threads;       /* ids of those that are wanted; none: all */
    size_t input_count, output_count;
    enum output_format format; /* -T */
    struct select_options select;
    struct filter_options filter;
    struct disguise_options disguise;
    struct callgraph_style style;
    struct table_options table;
    const char *files_from; /* where to read the names of inputs; NULL: nowhere */
    const char *list_functions;
    const char *link;     /* a template for where a click leads; or NULL */
    const char *revision; /* for it */
    struct arena arena;   /* what had to be cut out of the command line */
    enum source_use source;
    double dpi;
    double layout_timeout;
    bool as_gprof2dot; /* started under that name */
    bool fields_given, node_share_given, edge_share_given, max_nodes_given;
    bool lines;   /* text is sources with what their lines cost */
    bool rescale; /* shares are of what filters leave */
    bool verbose, help, version, list_formats;
};

/* Reads the command line, argv[0] included. Fails with ERROR_USAGE. */
bool options_parse(int argc, char **argv, struct options *options, struct error *error);

/* Appends the help text. */
void options_help(struct buf *out);

/* Appends the formats that can be read, a line each. */
void options_list_formats(struct buf *out);

/* The format that goes by a word as -T takes it, or by a file's ending (with its dot);
   OUTPUT_BY_NAME if none does. */
enum output_format options_format(struct str word);

void options_free(struct options *options);

#endif
