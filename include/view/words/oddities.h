#ifndef PROF2DOT_ODDITIES_H
#define PROF2DOT_ODDITIES_H

#include "analysis/prepare/health.h"
#include "base/buf.h"

/* Where an oddity is told. */
enum oddity_place {
    ODDITY_IN_PICTURE = 1, /* the graph's legend: what makes its numbers mislead */
    ODDITY_IN_SUMMARY = 2, /* the report */
    ODDITY_IN_NOTES = 4    /* everything, for those who ask */
};

/* The name of an oddity in data. */
const char *oddities_id(enum oddity oddity);

/* Whether it is only so or not so: its count says nothing more. */
bool oddities_is_flag(enum oddity oddity);

/* Appends a sentence about an oddity, or nothing (and returns false) where it is not told in that
   place. Costs have the given unit. Plain text, without a line end. */
bool oddities_say(const struct health *health, enum oddity oddity, enum oddity_place place,
                  const struct unit *unit, struct buf *out);

#endif
