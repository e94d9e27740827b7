#ifndef PROF2DOT_CALLGRAPH_H
#define PROF2DOT_CALLGRAPH_H

#include <stdbool.h>

#include "analysis/select.h"
#include "base/arena.h"
#include "model/profile.h"
#include "view/label.h"
#include "view/palette.h"

/* What a box says below its name. */
enum label_field {
    FIELD_TOTAL_TIME = 1 << 0,
    FIELD_TOTAL_SHARE = 1 << 1,
    FIELD_OWN_TIME = 1 << 2,
    FIELD_OWN_SHARE = 1 << 3,
    FIELD_CALLS = 1 << 4,
    FIELD_PLACE = 1 << 5 /* file and line */
};

/* How edges are labelled: by the layout, beside it at no cost, or not at all. */
enum edge_labels { EDGE_LABELS, EDGE_XLABELS, EDGE_NO_LABELS };

struct callgraph_style {
    struct palette palette;
    bool color_by_own;
    bool wrap;
    unsigned fields; /* of enum label_field */
};

enum { NODE_ROWS = 3, CAPTION_LINES = 3 };

/* A line of a box: what stands at the left and at the right. */
struct callgraph_row {
    struct str left, right;
};

struct callgraph_node {
    struct str lines[LABEL_LINES]; /* the name */
    int line_count;
    struct str name;  /* in one line */
    struct str calls; /* "×10 001"; may be empty */
    struct callgraph_row rows[NODE_ROWS];
    int row_count;
    struct str tooltip;
    double own_part; /* of the total, 0 to 1: the bar along the bottom */
    struct colour fill, text, border;
};

struct callgraph_edge {
    uint32_t from, to; /* nodes */
    struct str label[2];
    struct str tooltip;
    double width;
    int weight; /* 1 to 1000 */
    struct colour pen;
};

/* A call graph as it is drawn, whatever draws it. Strings live in the arena: callgraph_free. */
struct callgraph {
    struct arena arena;
    struct callgraph_node *nodes;
    struct callgraph_edge *edges;
    uint32_t node_count, edge_count;
    struct str title;
    struct str caption[CAPTION_LINES];
    int caption_count;
    bool plain;     /* boxes without fill and colour */
    double cost[2]; /* what laying it out costs, with and without room for edge labels */
    enum edge_labels labels;
};

/* The graph of what was selected. `title` is a file's name without its path. */
struct callgraph callgraph_make(const struct profile *profile, const struct selection *selection,
                                const struct callgraph_style *style, const char *title);

void callgraph_free(struct callgraph *graph);

/* Above these costs (callgraph.cost) a layout takes seconds: without edge labels, then at all. */
#define CALLGRAPH_LABEL_COST 8000.0
#define CALLGRAPH_COST 10000.0

#endif
