#ifndef PROF2DOT_MEASURE_WIDTHS_H
#define PROF2DOT_MEASURE_WIDTHS_H

#include <stddef.h>
#include <stdint.h>

/* The tables of view/measure.h: advance widths in units of which MEASURE_UNITS make an em. */

enum measure_face {
    MEASURE_SANS, /* Arial, Helvetica, Liberation Sans; Roboto, Noto Sans and others come close */
    MEASURE_SANS_BOLD,
    MEASURE_WIDE, /* DejaVu Sans, Verdana: the widest in use */
    MEASURE_WIDE_BOLD,
    MEASURE_FACES
};

enum { MEASURE_UNITS = 2048, MEASURE_ELSEWHERE = 1434 /* of characters in no table */ };

/* Code points, the last included. */
struct measure_range {
    uint32_t first, last;
};

struct measure_block {
    struct measure_range range;
    const uint16_t *widths[MEASURE_FACES]; /* of each character of the range */
};

extern const struct measure_block measure_blocks[];
extern const size_t measure_block_count;

/* Combining and invisible characters, and those of a full em; sorted. */
extern const struct measure_range measure_zero[], measure_full[];
extern const size_t measure_zero_count, measure_full_count;

#endif
