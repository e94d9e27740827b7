#ifndef PROF2DOT_CHANGES_SPINE_H
#define PROF2DOT_CHANGES_SPINE_H

#include "view/canvas.h"
#include "view/flame/icicle.h"
#include "view/words/changes_told.h"

/* Draws the path that most of a change runs along as a column, 900 pixels wide, with what else
   changed beside it: from the root always to the callee whose time changed most, while that is at
   least half of its caller's change. The canvas is empty before. canvas_free. */
void changes_spine_make(const struct icicle_subject *subject, const struct changes_told *told,
                        struct canvas *canvas);

#endif
