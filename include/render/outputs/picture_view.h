#ifndef PROF2DOT_PICTURE_VIEW_H
#define PROF2DOT_PICTURE_VIEW_H

#include "analysis/picture/abridged.h"
#include "render/drawing.h"
#include "view/graph/callgraph.h"

/* What pictures are made of: the profile, or one in which imports are one function. */
struct picture_view {
    const struct profile *profile, *shown;
    const struct abridged *abridged; /* NULL: nothing is folded */
    struct abridged made;
    struct profile made_shown;
};

/* Folds imports, unless that is not wanted (--imports show), or functions or paths are named: who
   names them wants to see just those. `into` may not move; picture_view_free. */
void picture_view_make(const struct drawing *drawing, bool fold, struct picture_view *into);

/* What was asked to be selected, of a view. */
struct select_options picture_view_select(const struct drawing *drawing,
                                          const struct picture_view *view);

/* Draws a selection; false if it is too much for the picture. */
typedef bool picture_drawer(const struct callgraph_subject *subject,
                            const struct callgraph_style *style, void *picture);

/* Outlines and annotates a selection, and hands it to `draw`, whose answer it returns. */
bool picture_view_draw(const struct drawing *drawing, const struct picture_view *view,
                       const struct select_options *select, const struct selection *selection,
                       picture_drawer *draw, void *picture);

void picture_view_free(struct picture_view *view);

#endif
