#ifndef PROF2DOT_CHANGES_OUTPUTS_H
#define PROF2DOT_CHANGES_OUTPUTS_H

#include "render/drawing.h"

/* What changed since the profiles of --base (drawing.compared), as text, Markdown
   and JSON. Never
   fail. */
drawing_maker changes_make_text, changes_make_markdown, changes_make_json;

#endif
