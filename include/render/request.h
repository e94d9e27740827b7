#ifndef PROF2DOT_REQUEST_H
#define PROF2DOT_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/budget/budget.h"
#include "analysis/compare/change.h"
#include "analysis/filter/filter.h"
#include "analysis/picture/select.h"
#include "analysis/prepare/disguise.h"
#include "analysis/table/restrict.h"
#include "analysis/table/table.h"
#include "output/terminal/terminal_style.h"
#include "view/graph/callgraph.h"

struct output_format;

/* An output that is wanted. */
struct wanted_output {
    const char *path; /* of the file it is for; "-": standard output */
    const struct output_format *format;
    bool is_message;   /* it goes to standard error; the path says nothing */
    bool for_terminal; /* it goes to a terminal, which obeys control characters */
};

/* How pstats' tables are ordered and cut. */
struct table_options {
    enum sort_key *keys;
    struct restriction *restrictions;
    size_t key_count, restriction_count;
    bool reverse, strip_dirs;
    enum table_unit unit;
};

/* Least shares and the cap of outputs that hold all of a profile unless they are told otherwise; as
   in struct select_options. */
struct data_limits {
    double node_share, edge_share;
    uint32_t max_nodes;
};

/* What is told of a comparison. */
struct compare_options {
    struct change_options noise;
    uint32_t most_rows;            /* of tables; 0: all functions that changed */
    bool only_slower, only_faster; /* rows and boxes */
    bool color_by_highest;         /* boxes by the larger of both times */
};

/* Limits that the profile is checked against. */
struct budget_options {
    const struct budget *items;
    size_t count;
    bool allow_missing; /* a pattern of functions may fit none */
    bool for_github;    /* what is exceeded is told as GitHub's runners read it, too */
};

/* Whether source files are looked into, for names of classes; and whether the report holds what
   they say. */
enum source_use { SOURCE_AUTO, SOURCE_NEVER, SOURCE_EMBED };

/* What is to be made of a profile, whoever asks for it. Plain data: everything is borrowed, and
   nothing of it is changed. */
struct request {
    struct wanted_output *outputs;
    size_t output_count;
    struct patterns threads; /* ids of threads whose stacks are wanted; none: all */
    struct filter_options filter;
    struct select_options select; /* for pictures */
    struct data_limits data;      /* for JSON */
    struct disguise_options disguise;
    struct callgraph_style style;
    struct table_options table;
    struct budget_options budgets;
    bool per_file;                  /* each input stands below a function of its own */
    bool trend;                     /* the profiles are stages of one program, in order */
    struct compare_options compare; /* used where there is something to compare with */
    struct patterns line_patterns;  /* of functions whose lines are wanted; none: the costliest */
    struct terminal_style terminal; /* of text for people */
    const char *list_functions;     /* the pattern of the list of functions; or NULL */
    const char *source_root;        /* the folder below which sources may be embedded; or NULL */
    const char *link;               /* a template for where a click leads; or NULL */
    const char *revision;           /* for it */
    enum source_use source;
    double dpi;            /* of a PNG */
    double layout_timeout; /* seconds for one attempt at a layout */
    bool rescale;          /* shares are of what filters leave */
    bool tell_oddities;    /* notes say what is odd in the data */
};

#endif
