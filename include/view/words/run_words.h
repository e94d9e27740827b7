#ifndef PROF2DOT_RUN_WORDS_H
#define PROF2DOT_RUN_WORDS_H

#include "analysis/prepare/run_parts.h"
#include "base/buf.h"

/* Appends over what the time is parts: "The 116 s are a sum: 20.0 s of the main thread, 58.0 s of 3
   other threads (17.9 ms computing)." Plain text. */
void run_parts_say(const struct run_parts *parts, double total, const struct unit *unit,
                   struct buf *out);

#endif
