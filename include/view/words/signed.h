#ifndef PROF2DOT_SIGNED_H
#define PROF2DOT_SIGNED_H

#include "base/buf.h"
#include "model/unit.h"

/* Changes of numbers as people read them. Each call appends to `out`. */

/* "+1.20 s", "−58.6 s", "0 s". */
void signed_cost(struct buf *out, double change, const struct unit *unit);

/* "+2", "−10 000", "0". */
void signed_count(struct buf *out, int64_t before, int64_t after);

/* What became of a number, relative to what it was: "+100 %", "−12 %", "×3 334"; "new" and "gone"
   where it was or is nothing; nothing where both are. */
void signed_part(struct buf *out, double before, double after);

/* "8.2 times as fast", "2.0 times as slow"; of less than a factor of 1.5 "12 % faster", "5.0 %
   slower". Costs that stand for no time are "8.2 times less". `before` and `after` are above 0. */
void signed_factor(struct buf *out, double before, double after, const struct unit *unit);

/* "3.0", "12", "1 200": a factor from 1 on. */
void signed_times(struct buf *out, double factor);

#endif
