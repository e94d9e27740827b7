#ifndef PROF2DOT_HTML_H
#define PROF2DOT_HTML_H

#include "analysis/compare/joined.h"
#include "base/buf.h"
#include "model/profile.h"
#include "model/tree.h"
#include "python/origins.h"
#include "view/palette.h"
#include "view/words/changes_told.h"
#include "view/words/summary.h"

/* An edge of the picture, by its boxes. */
struct html_edge {
    uint32_t from, to;
};

/* The call graph as it stands in the page. */
struct html_graph {
    struct str svg;            /* empty: there is none */
    struct str dark;           /* CSS rules for the dark theme */
    const uint32_t *functions; /* of each box: indices into profile.functions */
    const struct html_edge *edges;
    uint32_t function_count, edge_count;
};

/* The source of a function. */
struct html_source {
    uint32_t function;
    uint32_t left_out; /* lines that follow */
    int64_t line;      /* its first */
    struct str text;
};

/* What the profile of a report is compared with. The page's numbers of functions are those of
   struct joined. */
struct html_base {
    struct str title;
    const struct changes_told *told;
    const struct changes *changes;
    const struct joined *joined;
    const struct str *reasons;     /* of each of changes->items: why; or empty */
    const struct profile *profile; /* the one before, with the names that are shown */
    const struct totals *whole;
    const struct summary *summary;
    const struct tree *tree;
    const struct html_graph *graph;   /* of it, by its own functions */
    const struct html_graph *changed; /* of what changed, by changes->items */
};

/* One of several profiles that were added up. */
struct html_input {
    struct str name;               /* any bytes */
    const struct profile *profile; /* by the numbers of the page's functions */
    const bool *has;               /* of each of these: whether it is in the input */
    double total;
    const struct tree *tree; /* by the same numbers */
};

/* What a report is made of. */
struct html_page {
    const struct profile *profile; /* with the names that are shown; where it is compared, joined */
    const struct totals *whole;
    const enum origin *origins;  /* of all functions */
    const struct str *qualified; /* of all functions: names with their classes, or empty */
    const struct str *links;     /* of all profile.names that are files: where a click on a function
                                    leads, with "{line}" for its line, or empty; NULL: nowhere */
    const struct html_source *sources;
    uint32_t source_count;
    const struct summary *summary;
    const struct html_base *base;    /* what it is compared with; or NULL */
    const struct html_input *inputs; /* that can be told apart */
    uint32_t input_count;            /* of these */
    const char *inputs_are;          /* what these are, in a word or two */
    uint32_t added_up;               /* so many profiles that cannot; 0: none */
    const uint32_t *place; /* of each function, what links call it; NULL: its index in profile */
    const struct tree *tree;
    const struct html_graph *graph;
    const struct palette *palette;
    const char *title; /* a file's name without its path; any bytes */
};

#endif
