#ifndef PROF2DOT_CHANGES_OUTPUTS_H
#define PROF2DOT_CHANGES_OUTPUTS_H

#include "render/drawing.h"

/* What changed since the profiles of --base (drawing.compared), as text and as Markdown. Never
   fail. */
drawing_maker changes_make_text, changes_make_markdown;

#endif
