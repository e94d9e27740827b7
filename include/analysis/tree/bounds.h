#ifndef PROF2DOT_TREE_BOUNDS_H
#define PROF2DOT_TREE_BOUNDS_H

#include "analysis/tree/nodes.h"

/* Between what the width of a block lies, given that of the block it is called from; in flows.unit
   seconds. */
struct bounds {
    double low, high;
    bool is_caller_guessed; /* the width is exact, but it may stand below another caller */
};

/* Bounds of each node, by what the file tells of the functions' calls. A block of a function that
   is never called while it runs holds of a call with time M, where w of the function's W lies in
   it, at least w + M - W and at most the smaller of M and w (M. Frechet, "Sur les tableaux de
   correlation dont les marges sont donnees", 1951); all its blocks' calls are exact where it has
   one block only. Below others, the callees' sum tells less. The arena's. Linear in the blocks and
   in the calls that their functions make. */
struct bounds *bounds_find(const struct flows *flows, const struct nodes *nodes,
                           struct arena *arena);

#endif
