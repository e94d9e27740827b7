#ifndef PROF2DOT_PALETTE_H
#define PROF2DOT_PALETTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct colour {
    uint8_t red, green, blue;
};

enum palette_kind {
    PALETTE_HOT,   /* green over yellow to red: the default */
    PALETTE_SAFE,  /* blue to orange, for readers who cannot tell red from green */
    PALETTE_COLOR, /* this and the following: gprof2dot's, by its names */
    PALETTE_PINK,
    PALETTE_GRAY,
    PALETTE_BW,
    PALETTE_PRINT,
    PALETTE_KINDS
};

/* What the drawing lies on. On light the ramps of our own fall in lightness, on dark they rise: the
   hottest stands out most from the page, and a grey copy keeps the order. */
enum theme { THEME_LIGHT, THEME_DARK, THEMES };

/* Text on the page: what is to be read, and what is only to be found. */
enum ink { INK_STRONG, INK_MUTED, INKS };

/* How shares become colours. `skew` bends the scale as gprof2dot's option does: below 1 small
   shares differ more, above 1 less; it is positive. */
struct palette {
    enum palette_kind kind;
    double skew;
    enum theme theme;
};

/* Whether boxes are outlines in ink, without a fill: bw and print. */
bool palette_plain(const struct palette *palette);

/* The fill of a box of this share (clamped to 0 to 1) of the total. gprof2dot's palettes have its
   colours, on both themes; of a plain palette the fill is not to be drawn. */
struct colour palette_fill(const struct palette *palette, double share);

/* The fill of what changed, on any palette: blue below 0 (faster), orange above (slower), grey at 0;
   `part` is -1 to 1. On dark the ends are lighter. */
struct colour palette_signed(enum theme theme, double part);

/* The pen of an ordinary edge of this share: a grey, from faint for the smallest (at least 1.6 : 1
   against the page) to strong for the largest (at least 4.5 : 1); ink if the palette is plain. */
struct colour palette_pen(const struct palette *palette, double share);

/* The pen of an edge beside the hot path that is worth a colour: that of a box of its share, darker
   on light. A grey where a palette has no heat. */
struct colour palette_warm_pen(const struct palette *palette, double share);

/* The pen of an edge on the hot path: nearly full heat whatever the share, at least 3 : 1 against
   the page; strong ink where a palette has no heat (gray and the plain ones). */
struct colour palette_hot_pen(const struct palette *palette, double share);

/* A border for a box of this fill: a step darker on light, a step lighter on dark, at least 1.5 : 1
   against the page. On light too a fill that is very dark has a lighter one. A plain box: ink. */
struct colour palette_border(const struct palette *palette, struct colour fill);

/* Text on a fill: black or white, whichever stands out more, never below 4.58 : 1. In a plain box
   there is no fill, and text is palette_ink. */
struct colour palette_text(struct colour fill);

/* What the drawing lies on. */
struct colour palette_page(const struct palette *palette);

/* Text on the page and in plain boxes: strong at least 7 : 1, muted at least 4.5 : 1. */
struct colour palette_ink(const struct palette *palette, enum ink ink);

/* The contrast of two colours, 1 to 21, as WCAG 2.1 defines it. */
double palette_contrast(struct colour a, struct colour b);

#endif
