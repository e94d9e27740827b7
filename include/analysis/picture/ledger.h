#ifndef PROF2DOT_LEDGER_H
#define PROF2DOT_LEDGER_H

#include <stdbool.h>

#include "analysis/picture/outline.h"
#include "analysis/picture/select.h"
#include "model/profile.h"

/* What a row of a box says of the function that it names. */
enum ledger_mark {
    LEDGER_CALL,      /* the box calls it; it has no box of its own */
    LEDGER_OVER,      /* the same, over functions that are not shown */
    LEDGER_ELSEWHERE, /* the box calls it; its box stands elsewhere */
    LEDGER_BACK,      /* the same, and that closes a cycle */
    LEDGER_FROM       /* it calls the box; no arrow shows that */
};

struct ledger_row {
    enum ledger_mark mark;
    uint32_t place; /* in the selection */
    double share;   /* of the total: what the call carries */
    int64_t calls;  /* by the box (of LEDGER_FROM: into it); 0: not known */
};

/* How much is put into rows. Shares are of the total. */
struct ledger_limits {
    double subtree;   /* functions below this share become rows, with all that only they call */
    double leaf;      /* functions below this share that call nothing shown */
    double second;    /* calls below this share, from the second into a box on */
    double least_own; /* what has this much Own is still named when its caller becomes a row */
    uint32_t rows;    /* the most in a box, but for what is always named (ledger_make) */
};

/* An outline in fewer boxes: what a reader need not see as a box is a row of its caller's. Places
   and links are the outline's. ledger_free. */
struct ledger {
    bool *is_box;            /* of each place */
    bool *is_arrow;          /* of each link */
    struct ledger_row *rows; /* of a place: rows[first[place]] to rows[first[place + 1] - 1] */
    uint32_t *first;
    uint32_t *more;     /* of each box: functions below it that no row names, */
    double *more_share; /* and their part of the total */
    uint32_t box_count, arrow_count;
    double named;         /* Own time of all that a box or row names, in seconds, */
    uint32_t named_count; /* and how many functions that are */
};

/* Puts into rows, in this order: calls that close a cycle; small calls that are not the largest
   into their box; leaves; subtrees. The hot path, the entry and pinned functions (flags by
   place, or NULL) stay boxes. Rows: first those with much Own, then own code and what it calls
   (selection->stays), which is always named, then the largest. Linear, but for sorting. */
struct ledger ledger_make(const struct profile *profile, const struct selection *selection,
                          const struct outline *outline, double total,
                          const struct ledger_limits *limits, const bool *pinned);

void ledger_free(struct ledger *ledger);

#endif
