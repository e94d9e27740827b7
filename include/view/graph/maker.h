#ifndef PROF2DOT_MAKER_H
#define PROF2DOT_MAKER_H

#include "analysis/picture/ledger.h"
#include "base/buf.h"
#include "view/graph/callgraph.h"
#include "view/graph/names.h"

/* What the steps of making a graph share. */
struct maker {
    const struct callgraph_subject *subject;
    const struct callgraph_style *style;
    struct callgraph *graph;
    const struct ledger *ledger; /* NULL: plain boxes, one for each place of the selection */
    bool narrow;                 /* names in boxes are kept short */
    uint32_t *node_of;           /* of each place: its box; NO_NODE */
    uint32_t first_entry;        /* the place that the program begins with: maker_first_entry */
    struct names *names;
    double named_own;     /* of a ledger: Own of all that is named in it, in seconds, */
    uint32_t named_count; /* and how many functions that are */
};

#define NO_NODE UINT32_MAX

/* Moves what a buffer holds into the graph's arena, and empties it. */
struct str maker_settle(struct maker *maker, struct buf *text);

/* The style's palette for the colours at index 0, that of the dark theme for those at 1. */
struct palette maker_palette(const struct maker *maker, int index);

/* Appends what the box of imports stands for. There has to be one. */
void maker_add_imports(const struct maker *maker, struct buf *text);

/* Appends how often something was called, or of a sampled profile was met: "×10 001", "242
   samples"; nothing if that was not counted. */
void maker_add_count(const struct maker *maker, int64_t count, struct buf *out);

/* "Total 12.3 s  4.5 %" and the like, in a tooltip. */
void maker_add_time(const struct maker *maker, const char *word, double time, struct buf *text);

/* The first place that is an entry; the number of places where none is. */
uint32_t maker_first_entry(const struct callgraph_subject *subject);

/* What a box says to which no arrow leads: "no caller recorded" or "callers not shown"; NULL where
   one does, of the box that the program begins with, and where no calls are known at all. */
const char *maker_root_words(const struct maker *maker, uint32_t place);

/* Appends how often a function was called: "×10 001", "×8 361/1" where 1 of the calls is primitive
   (as pstats has it), or of a sampled profile "242 samples", unless Total says just that. */
void maker_add_calls(const struct maker *maker, const struct function *function, struct buf *out);

#endif
