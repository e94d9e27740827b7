#ifndef PROF2DOT_VERDICT_H
#define PROF2DOT_VERDICT_H

#include "view/graph/names.h"

/* Appends what the hot path comes down to, in a sentence without its stop: "99 % of the time is in
   lookup, mostly by way of concat; most in itself: isin, 11 %". Nothing where there is no path and
   no time. */
void verdict_tell(const struct callgraph_subject *subject, const struct names *names,
                  struct buf *text);

#endif
