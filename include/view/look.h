#ifndef PROF2DOT_LOOK_H
#define PROF2DOT_LOOK_H

#include "view/canvas.h"
#include "view/palette.h"

/* The colours of a picture that is drawn on a canvas, mixed for both themes. */
struct look {
    struct canvas *canvas;
    struct palette palettes[THEMES];
    bool is_plain; /* boxes are outlines without a fill */
    uint16_t page;
    uint16_t strong, muted; /* text on the page */
    uint16_t line, track;   /* thin lines; what a bar stands on */
    uint16_t dark;          /* bars on the page */
    uint16_t hot;           /* the hot path */
};

/* Mixes what each picture needs, and the page. The canvas must outlive it. */
struct look look_make(struct canvas *canvas, const struct palette *palette);

/* A box of this share of the total: its fill (0: none), outline, and the text in it. Shares that
   cannot be told apart have the same. */
struct look_box {
    uint16_t fill, border, text;
};

struct look_box look_heat(const struct look *look, double share);

#endif
