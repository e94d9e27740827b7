#ifndef PROF2DOT_NUMBER_H
#define PROF2DOT_NUMBER_H

#include <stdint.h>

#include "base/buf.h"
#include "model/unit.h"

/* Numbers as people read them. Each call appends to `out`. */

/* Seconds, with three significant digits and the unit that suits: "41.8 s", "690 ms", "12.3 µs",
   "5 ns"; at least 1000 s in whole seconds, grouped. */
void number_time(struct buf *out, double seconds);

/* A cost in its unit: a time as above, "1 234 samples", "12.3 M Ir" (with three significant digits
   from 100 000 on). */
void number_cost(struct buf *out, double cost, const struct unit *unit);

/* What the costs of the unit are: "time", "samples" or, of events, "cost". */
const char *number_noun(const struct unit *unit);

/* A fraction as per cent: "94 %", "1.6 %", "<0.1 %", "0 %", ">10 000 %". */
void number_percent(struct buf *out, double share);

/* A count in groups of three digits: "10 001". */
void number_count(struct buf *out, int64_t count);

#endif
