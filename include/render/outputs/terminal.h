#ifndef PROF2DOT_TERMINAL_OUTPUTS_H
#define PROF2DOT_TERMINAL_OUTPUTS_H

#include "render/drawing.h"

/* What a profile comes to, as text for people, in request.terminal's style: verdict, hot path and
   the tree of what matters, in 40 lines at most. Never fails. */
drawing_maker terminal_make_answer;

/* Verdict, hot path, findings, what own functions cost, what is odd in the data. Never fails. */
drawing_maker terminal_make_summary;

/* The same as GitHub's Markdown. Never fails. */
drawing_maker terminal_make_markdown;

/* The whole tree of calls down to the least share, a line for each function on a path. Never
   fails. */
drawing_maker terminal_make_tree;

#endif
