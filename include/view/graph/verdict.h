#ifndef PROF2DOT_VERDICT_H
#define PROF2DOT_VERDICT_H

#include "view/graph/names.h"

/* Appends what a picture is of, under that title: "out.prof: 53.7 s in 62 205 787 calls", or where
   filters took paths away "out.prof: 441 ms of 6.88 s". */
void verdict_title(const struct callgraph_subject *subject, struct str title, struct buf *text);

/* Appends what the hot path comes down to, in a sentence without its stop: "99 % of the time is in
   lookup, mostly by way of concat; most in itself: isin, 11 %". Nothing where there is no path and
   no time; and of no function that -z, -l, -p or --depth leave out. */
void verdict_tell(const struct callgraph_subject *subject, const struct names *names,
                  struct buf *text);

#endif
