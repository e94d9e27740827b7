#ifndef PROF2DOT_TERMINAL_H
#define PROF2DOT_TERMINAL_H

#include "output/terminal/terminal_style.h"
#include "view/terminal/tree_rows.h"
#include "view/words/summary.h"

/* A profile as text for people. */
struct terminal_text {
    const struct profile *profile;
    const struct totals *whole;
    const struct summary *summary;
    const struct tree_rows *rows;
    const struct str *names;    /* of each row: its function */
    const struct str *packages; /* of each run: what it is called after */
    const char *hint;           /* the last line: what to do next; or NULL */
};

/* Appends verdict and hot path. */
void terminal_lead(const struct terminal_text *text, const struct terminal_style *style,
                   struct buf *out);

/* Appends what a run was made of, if it was made of several threads or processes. */
void terminal_parts(const struct terminal_text *text, const struct terminal_style *style,
                    struct buf *out);

/* Appends findings, what own functions cost, and what is odd in the data. */
void terminal_findings(const struct terminal_text *text, const struct terminal_style *style,
                       struct buf *out);

/* Appends the rows of the tree under a head, then how many were left out, then the hint. */
void terminal_tree(const struct terminal_text *text, const struct terminal_style *style,
                   struct buf *out);

#endif
