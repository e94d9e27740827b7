#ifndef PROF2DOT_PALETTE_H
#define PROF2DOT_PALETTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct colour {
    uint8_t red, green, blue;
};

enum palette_kind {
    PALETTE_HOT,   /* green over yellow to red, lightness falling: the default */
    PALETTE_SAFE,  /* blue to orange, for readers who cannot tell red from green */
    PALETTE_COLOR, /* this and the following: gprof2dot's, by its names */
    PALETTE_PINK,
    PALETTE_GRAY,
    PALETTE_BW,
    PALETTE_PRINT,
    PALETTE_KINDS
};

/* How shares become colours. `skew` bends the scale as gprof2dot's option does: below 1 small
   shares differ more, above 1 less; it is positive. */
struct palette {
    enum palette_kind kind;
    double skew;
};

/* "hot", "safe", ... */
const char *palette_name(enum palette_kind kind);

/* Finds a palette by name. */
bool palette_find(struct str name, enum palette_kind *kind);

/* The fill of a box of this share (clamped to 0 to 1) of the total. */
struct colour palette_fill(const struct palette *palette, double share);

/* The pen of an edge of this share: grey for the smallest, the heat for the largest. */
struct colour palette_pen(const struct palette *palette, double share);

/* A border for a box of this fill: one step darker. */
struct colour palette_border(struct colour fill);

/* Black or white, whichever stands out more: the contrast is never below 4.58 : 1. */
struct colour palette_text(struct colour fill);

/* The contrast of two colours, 1 to 21, as WCAG 2.1 defines it. */
double palette_contrast(struct colour a, struct colour b);

#endif
