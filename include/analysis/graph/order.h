#ifndef PROF2DOT_ORDER_H
#define PROF2DOT_ORDER_H

#include <stdbool.h>
#include <stdint.h>

struct arc {
    uint32_t from, to; /* nodes, from 0 on */
};

/* Finds which arcs to turn round so that a graph has no cycle. `arcs` stand in the order of their
   weight: an arc is turned (back[i]) if it closes a cycle with heavier ones; the entries of `back`
   that are true beforehand count as turned. What is left stays in order as it is added (D. Pearce,
   P. Kelly, "A dynamic topological sort algorithm for directed acyclic graphs", 2006). */
void order_arcs(uint32_t nodes, const struct arc *arcs, uint32_t count, bool *back);

#endif
