#ifndef PROF2DOT_UNFOLD_DEAL_ITEMS_H
#define PROF2DOT_UNFOLD_DEAL_ITEMS_H

#include "analysis/unfold/dealing.h"

/* Marks the calls that are dealt as whole calls, each to one place: those of hubs to functions that
   are never called while they run, made once, or so rarely that the hub's blocks differ by them. */
bool *deal_find_items(const struct flows *flows);

/* Lets the items wait for being placed. */
void deal_start_items(struct dealing *dealing);

/* Places as many of an item's calls as fit in one piece: in the tightest unopened hub block that
   has room for them and for what is spent on the way to their caller, else in the roomiest. Half as
   many if they fit nowhere, down to one; then it waits. */
void deal_item(struct dealing *dealing, uint32_t item, double size);

/* Places items that wait, even where half their time fits only. Returns whether any was. */
bool deal_force_items(struct dealing *dealing);

#endif
