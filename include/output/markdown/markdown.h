#ifndef PROF2DOT_MARKDOWN_H
#define PROF2DOT_MARKDOWN_H

#include "view/words/changes_told.h"
#include "view/words/summary.h"
#include "view/words/trend_told.h"

/* GitHub's Markdown, for a pull request or a job's summary: what matters first, details folded
   away. GitHub takes 64 KiB; what does not fit into MARKDOWN_MOST bytes is counted, so that
   budgets have room beside it. */
enum { MARKDOWN_MOST = 48000 };

/* Appends a comparison. */
void markdown_changes(const struct changes_told *told, const struct str titles[2], struct buf *out);

/* Appends a program's stages as a table, a function a line. */
void markdown_trend(const struct trend_told *told, struct buf *out);

/* Appends a profile's summary. Costs are in the unit. */
void markdown_summary(const struct summary *summary, struct str title, const struct unit *unit,
                      struct buf *out);

/* Appends a sentence; names of functions are code. */
void markdown_sentence(const struct sentence *sentence, struct buf *out);

#endif
