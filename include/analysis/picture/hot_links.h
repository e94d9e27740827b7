#ifndef PROF2DOT_HOT_LINKS_H
#define PROF2DOT_HOT_LINKS_H

#include "analysis/picture/outline_links.h"
#include "analysis/tree/hot_path.h"

#define NO_PLACE UINT32_MAX

/* Draws the hot path in an outline: lists in outline->hot (room for all places) those that are
   shown, and marks the links that lead from one to the next: the one between them, or where the
   path jumps, all on the ways there that carry 3 % of the total. `place` is of each function its
   place in the selection, or NO_PLACE. */
void hot_links_mark(struct outline *outline, const struct hot_path *path, const uint32_t *place,
                    uint32_t place_count);

#endif
