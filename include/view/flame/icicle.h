#ifndef PROF2DOT_ICICLE_H
#define PROF2DOT_ICICLE_H

#include <stdbool.h>

#include "analysis/compare/joined_tree.h"
#include "base/arena.h"
#include "model/profile.h"
#include "model/tree.h"
#include "python/origins.h"
#include "view/palette.h"

/* The heat of a block is one of so many steps. */
enum { ICICLE_STEPS = 33, ICICLE_FONT = 11 /* pixels */ };

enum icicle_kind {
    ICICLE_EXACT,     /* the profile tells its time */
    ICICLE_ESTIMATED, /* its time was shared out */
    ICICLE_GUESSED,   /* its time is exact, but it may belong below another caller */
    ICICLE_CUT,       /* what is too small to be shown */
    ICICLE_GAP        /* what the file does not tell the use of */
};

/* A block as it is drawn. Its place is in pixels. */
struct icicle_block {
    double x, width;
    uint32_t row;
    enum icicle_kind kind;
    int step; /* of heat, or of change: the middle one is none */
    bool is_own;
    bool is_quiet;      /* it passes its time on: no heat */
    struct str label;   /* may be empty: no room */
    double label_width; /* of it, as measured */
    struct str tooltip;
};

struct icicle_step {
    struct colour fill[THEMES], text[THEMES];
};

enum { ICICLE_LEGEND = 6 };

/* A tree of calls as it is drawn, whatever draws it: the root on top, callees below their caller,
   widths by time. Strings live in the arena: icicle_free. */
struct icicle {
    struct icicle_block *blocks;
    uint32_t count;
    uint32_t rows;
    double width;
    struct icicle_step steps[ICICLE_STEPS];
    struct colour page[THEMES], ink[THEMES], cut[THEMES];
    struct str title;
    struct str legend[ICICLE_LEGEND];
    int legend_count;
    struct arena arena;
};

/* What became of the paths of a tree that is two in one (struct joined_tree). */
struct icicle_changes {
    const struct joined_block *sides; /* of each block */
    const bool *is_real;              /* of each function: its total changed by more than noise */
    double band;                      /* so small a part of the larger time is noise as well */
    double most;                      /* the change that has the strongest colour */
    struct str verdict;               /* what became of the whole, as it can be shown */
};

/* What an icicle is made of. */
struct icicle_subject {
    const struct profile *profile; /* with the names that are shown */
    const struct tree *tree;
    const double *costs; /* what is told of each block (told_costs); NULL: the tree's weights */
    uint32_t lead;       /* the function that the summary begins with; TREE_ROOT: none */
    const struct icicle_changes *changes; /* or NULL: it is of one profile */
    const struct totals *whole;           /* what shares are of */
    const enum origin *origins;           /* of all functions */
    const struct str *qualified; /* names with their classes, of all functions, or empty; or NULL */
    const struct palette *palette;
    const char *title; /* a file's name without its path */
};

/* Lays a tree out to `width` pixels. Blocks that would be narrower than half a pixel are not drawn.
 */
struct icicle icicle_make(const struct icicle_subject *subject, double width);

void icicle_free(struct icicle *icicle);

#endif
