#ifndef PROF2DOT_REPORT_BASE_H
#define PROF2DOT_REPORT_BASE_H

#include "analysis/compare/joined.h"
#include "render/drawing.h"
#include "render/knowledge.h"

/* A call graph for the page. report_free_picture. */
struct report_picture {
    struct drawing_part part;
    struct buf svg;
    struct html_graph graph;
};

/* Draws the call graph of a drawing, or, where it has a comparison, that of what changed. Ids begin
   with `prefix`. Where Graphviz cannot draw it, there is none, and a note says so; fails where a
   selector fits nothing. report_free_picture, whatever it returns. */
bool report_draw(const struct drawing *drawing, const char *prefix, struct report_picture *picture,
                 struct buf *notes, struct error *error);

void report_free_picture(struct report_picture *picture);

/* The profile before, of a report that compares, and what changed since. report_base_free. */
struct report_base {
    struct html_base page;
    struct joined joined;
    struct changes_told told;
    struct totals whole;
    struct summary summary;
    struct tree tree;
    struct report_picture before, changed;
    struct arena arena;
};

/* Makes it of a drawing that has a comparison. `base` may not move. Fails as report_draw does;
   report_base_free, whatever it returns. */
bool report_base_make(const struct drawing *drawing, struct report_base *base, struct buf *notes,
                      struct error *error);

void report_base_free(struct report_base *base);

#endif
