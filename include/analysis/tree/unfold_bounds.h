#ifndef PROF2DOT_UNFOLD_BOUNDS_H
#define PROF2DOT_UNFOLD_BOUNDS_H

#include "analysis/tree/unfold_grow.h"

/* Between what the weight of a block lies, in flows.unit seconds. */
struct bounds {
    double low, high;
};

/* Bounds of each sprout, which has its final weight; the caller frees them. A block that has R
   below it, of S that its function has below it in all, and whose callee has C of that, holds at
   least R + C - S and at most the smaller of R and C of the callee's time (M. Frechet, "Sur les
   tableaux de correlation dont les marges sont donnees", 1951). Within cycles the
   lower bounds are less: recursion is folded, and no profile tells how much of it there is. */
struct bounds *bounds_find(const struct flows *flows, const struct growth *growth);

#endif
