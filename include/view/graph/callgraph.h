#ifndef PROF2DOT_CALLGRAPH_H
#define PROF2DOT_CALLGRAPH_H

#include <stdbool.h>

#include "analysis/filter/filter.h"
#include "analysis/picture/outline.h"
#include "analysis/picture/select.h"
#include "analysis/prepare/health.h"
#include "base/arena.h"
#include "model/profile.h"
#include "python/origins.h"
#include "view/graph/label.h"
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

/* What boxes are put together by. */
enum cluster_by { CLUSTER_NONE, CLUSTER_MODULE, CLUSTER_PACKAGE, CLUSTER_ORIGIN };

/* Where callees stand: below their callers, right of, above, left of them. */
enum direction { DIRECTION_DOWN, DIRECTION_RIGHT, DIRECTION_UP, DIRECTION_LEFT };

/* What boxes hold: small callees as rows, fitted to a page; or each function by itself. */
enum boxes { BOXES_PLAIN, BOXES_LEDGER };

struct callgraph_style {
    enum boxes boxes;
    bool show_imports; /* each function of imports by itself */
    bool has_roots;    /* functions without callers are what stands for inputs */
    struct palette palette;
    bool both_themes; /* colours of the dark theme as well, for what can change over */
    bool transparent; /* no page behind the boxes */
    bool color_by_own;
    bool size_by_own;
    bool wrap;
    unsigned fields;       /* of enum label_field */
    const char *id_prefix; /* before all ids; only letters, digits and _; or NULL */
    enum cluster_by cluster;
    enum direction direction;
};

enum { NODE_ROWS = 5 };

/* A line of a box: what stands at the left and at the right. */
struct callgraph_row {
    struct str left, right;
};

/* A row of a ledger box: a function that the box calls, or is called by. */
struct callgraph_entry {
    struct str name;    /* with its mark: "→ parse" */
    struct str share;   /* "1.4 %" */
    struct str tooltip; /* the name in full and its figures */
    struct str brief;   /* the same in a line; empty for a row that names no function */
    struct str link;    /* where a click leads; may be empty */
    uint32_t function;  /* index into profile.functions; NO_FUNCTION: the row names none */
};

#define NO_FUNCTION UINT32_MAX

/* The colours of a box or edge, in the theme of the palette and, of both_themes, in the dark one.
 */
struct callgraph_paint {
    struct colour fill, text, border;
};

struct callgraph_node {
    uint32_t function;             /* index into profile.functions */
    struct str lines[LABEL_LINES]; /* the name */
    int line_count;
    struct str name;  /* in one line */
    struct str calls; /* "×10 001"; may be empty */
    struct callgraph_row rows[NODE_ROWS];
    int row_count;
    struct callgraph_entry *entries;
    uint32_t entry_count;
    struct str tooltip;
    struct str link;      /* where a click leads; may be empty */
    uint32_t cluster;     /* in callgraph.clusters; NO_CLUSTER */
    uint32_t next;        /* node of that cluster, plus one; 0: the last */
    double own_part;      /* of the total, 0 to 1: the bar along the bottom */
    double scale;         /* of the text's size; 1 is the usual one */
    double name_size;     /* points */
    uint32_t above;       /* box that it is drawn below though nothing connects them, plus one; 0 */
    uint32_t ranks_below; /* and how far */
    bool is_entry;        /* belongs on the first rank */
    bool is_hot;          /* on the hot path */
    bool is_own;          /* the user's own code, no library's */
    struct callgraph_paint paint[2];
};

#define NO_CLUSTER UINT32_MAX

/* Boxes that are drawn together. */
struct callgraph_cluster {
    struct str name;
    uint32_t first; /* node, plus one */
};

struct callgraph_edge {
    uint32_t from, to;   /* nodes: caller and callee */
    struct str label[2]; /* both empty where the boxes say it all */
    struct str tooltip;
    double width;
    int weight;    /* 1 to 1000 */
    bool is_back;  /* closes a cycle: to be laid out the other way round */
    bool residual; /* leads over functions that are not shown */
    bool is_hot;
    struct colour pen[2];
};

/* A stop of the colour key: what share it is, and its box. */
struct callgraph_key {
    struct str share;
    struct callgraph_paint paint[2];
};

enum { LEGEND_LINES = 12, KEY_STOPS = 6 };

enum { FRONT_LINES = 3, FRONT_COSTS = 5, FRONT_NOTES = 12 };

/* A function with much Own, in the head of a picture. */
struct front_cost {
    struct str name, share;
    double part; /* of the largest one's, 0 to 1 */
};

/* The head of a picture: what the profile is, what it comes down to, what the signs mean. */
struct front {
    struct str title;
    struct str verdict[FRONT_LINES];
    struct front_cost costs[FRONT_COSTS];
    struct str notes[FRONT_NOTES];
    int verdict_lines, cost_count, note_count;
};

/* A call graph as it is drawn, whatever draws it. Strings live in the arena: callgraph_free. */
struct callgraph {
    struct arena arena;
    struct callgraph_node *nodes;
    struct callgraph_edge *edges;
    struct callgraph_cluster *clusters;
    uint32_t node_count, edge_count, cluster_count;
    struct str title;
    struct str id_prefix;            /* before all ids */
    bool ledger;                     /* its boxes are ledgers, and it has a head */
    struct front front;              /* the head */
    struct str legend[LEGEND_LINES]; /* what is said below plain boxes, and to screen readers */
    int legend_count;
    struct str key_title; /* what the colours mean; empty where there are none */
    struct callgraph_key key[KEY_STOPS];
    int key_count;
    bool plain;                 /* boxes without fill and colour */
    struct colour page[2];      /* behind it all */
    struct colour ink[2];       /* for the legend */
    struct colour faint_ink[2]; /* for labels of edges */
    bool both_themes, transparent;
    enum direction direction;
    double cost[2]; /* what laying it out costs, with and without room for edge labels */
    enum edge_labels labels;
};

/* What a graph is made of. */
struct callgraph_subject {
    const struct profile *profile;
    const struct profile *full; /* before imports became one function; or NULL: the same */
    const struct selection *selection;
    const struct outline *outline;
    const struct totals *whole;           /* of the profile before anything was filtered */
    const struct select_options *select;  /* thresholds and cap, hot path, what is folded */
    const struct filter_report *filtered; /* what filters did; or NULL */
    const struct health *health;          /* what is odd in the data, for the legend; or NULL */
    const struct str *qualified; /* names with their classes, of each selected function, or empty;
                                    or NULL */
    const enum origin *origins;  /* where each function comes from */
    const struct str *links;     /* where a click on each leads; or NULL */
    const char *title;           /* a file's name without its path */
};

/* The profile in which imports are functions of their own. */
const struct profile *callgraph_full(const struct callgraph_subject *subject);

/* Above these costs (callgraph.cost) a layout takes seconds: without edge labels, then at all. */
#define CALLGRAPH_LABEL_COST 8000.0
#define CALLGRAPH_COST 10000.0

#endif
