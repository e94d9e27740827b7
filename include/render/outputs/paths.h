#ifndef PROF2DOT_PATHS_H
#define PROF2DOT_PATHS_H

#include "model/tree.h"
#include "render/drawing.h"
#include "view/flame/icicle.h"

/* How much of the tree of calls an output wants. */
enum paths_detail {
    PATHS_OF_PICTURE, /* what can be seen */
    PATHS_OF_PAGE     /* what can be zoomed to */
};

/* The part of the tree of calls that an output shows. tree_free. */
struct tree paths_tree(const struct drawing *drawing, enum paths_detail detail);

/* The same part of another tree. tree_free. */
struct tree paths_part(const struct tree *tree, enum paths_detail detail);

/* It as collapsed stacks; those of the profile itself, where it holds any. Fails as
   folded_stacks_write does. */
drawing_maker paths_folded;

/* It as an SVG: the flame view. */
drawing_maker paths_icicle;

/* Draws a tree of calls as an SVG. */
void paths_write_svg(const struct drawing *drawing, const struct icicle_subject *subject,
                     struct buf *out);

#endif
