#ifndef PROF2DOT_PICTURE_VIEW_H
#define PROF2DOT_PICTURE_VIEW_H

#include "analysis/picture/abridged.h"
#include "render/drawing.h"

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

void picture_view_free(struct picture_view *view);

#endif
