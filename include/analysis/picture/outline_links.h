#ifndef PROF2DOT_OUTLINE_LINKS_H
#define PROF2DOT_OUTLINE_LINKS_H

#include <stdbool.h>
#include <stdint.h>

#include "analysis/graph/contract.h"

/* A link of an outline: places in the selection's list of functions instead of functions. */
struct outline_link {
    uint32_t from, to;
    struct link link;
    double share; /* of the total: link.total, at most what the callee has in all */
    bool is_back; /* closes a cycle: leads to an entry, or against the way from there */
    bool on_hot_path;
    bool on_tree;  /* by which the way from the entry to the callee is widest */
    bool on_spine; /* on the hot path, or on the chain of largest links from its end */
};

/* The graph of what was selected: what leads where, over removed functions too, so that nothing
   stands alone that something leads to. outline_free. */
struct outline {
    struct outline_link *links; /* largest share first */
    uint32_t link_count;
    uint32_t all_count;    /* with those that were left out, which come after the others */
    uint32_t links_below;  /* direct ones left out that are smaller than the edge threshold */
    uint32_t links_over;   /* and that are beyond the edge budget */
    double *pruned;        /* of each selected function: own time below it that is not shown */
    uint32_t *pruned_from; /* and of how many functions */
    double unplaced;       /* own time not shown that no selected function leads to */
    uint32_t unplaced_from;
    bool *is_entry; /* where the program begins: nothing shown leads there, but by a cycle */
    bool *in_cycle; /* reaches itself over other shown functions */
    uint32_t *hot;  /* the shown part of the hot path: places, the entry first */
    uint32_t hot_count;
};

#endif
