#ifndef PROF2DOT_TREE_ROWS_H
#define PROF2DOT_TREE_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/profile.h"
#include "model/tree.h"
#include "python/origins.h"

enum tree_row_kind {
    TREE_ROW_FUNCTION, /* a function on a path */
    TREE_ROW_RUN,      /* frames of libraries that hang together, as one */
    TREE_ROW_SPOT,     /* a function within the run above, with what it costs there by itself */
    TREE_ROW_GAP       /* time that the file does not tell */
};

#define TREE_ROW_TOP UINT32_MAX

/* A line of the call tree. Times are in the profile's unit. */
struct tree_row {
    enum tree_row_kind kind;
    uint32_t parent;   /* the row that it hangs below, or TREE_ROW_TOP */
    uint32_t depth;    /* 0 at the top */
    uint32_t function; /* of a run: the first of its frames */
    uint32_t caller;   /* the function that calls it here, or TREE_ROOT */
    uint32_t namesake; /* of a run: the frame whose package it is called after */
    uint32_t frames;   /* of a run: how many there are */
    double total, own; /* of a spot both are the exclusive time; a run's own has what was cut below
                          it, so that own time and the rows below a run add up */
    int64_t calls;     /* that the caller makes of the function here; 0: not known */
    int64_t each;      /* of these in each call of the caller, where all its calls agree; or 0 */
    bool is_part;      /* they are shared out among all paths: by those of the caller here where all
                          its calls agree, else by time */
};

struct tree_rows {
    struct tree_row *items; /* each row before those below it */
    uint32_t count;
    uint32_t left_out; /* rows that were too small */
};

/* How a tree is made into rows. */
struct tree_rows_options {
    double least;  /* rows with less time are left out */
    uint32_t most; /* at most so many rows, the largest; 0: any number */
    bool fold;     /* frames of libraries become runs; own functions stay open */
};

/* Makes rows of a call tree, whose largest parts stand first. `whole` is the tree that it is a
   coarser view of (or the same): among all paths of that are calls shared out. Linear but for
   sorting and looking up. tree_rows_free. */
struct tree_rows tree_rows_make(const struct profile *profile, const struct tree *tree,
                                const struct tree *whole, const struct origins *origins,
                                const struct tree_rows_options *options);

void tree_rows_free(struct tree_rows *rows);

#endif
