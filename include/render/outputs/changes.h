#ifndef PROF2DOT_CHANGES_OUTPUTS_H
#define PROF2DOT_CHANGES_OUTPUTS_H

#include "render/drawing.h"
#include "view/words/changes_told.h"

/* What is told of the comparison. */
struct changes_subject changes_subject_of(const struct drawing *drawing);

/* The comparison in words; changes_told_free. */
struct changes_told changes_told_of(const struct drawing *drawing);

/* Appends "old.prof → new.prof". */
void changes_title(const struct drawing *drawing, struct buf *title);

/* What changed since the profiles of --base (drawing.compared), as text, Markdown
   and JSON. Never fail. */
drawing_maker changes_make_text, changes_make_markdown, changes_make_json;

#endif
