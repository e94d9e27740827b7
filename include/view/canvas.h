#ifndef PROF2DOT_CANVAS_H
#define PROF2DOT_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "view/palette.h"

/* A picture as a list of shapes, whatever draws them. Pixels; y grows downwards. */

enum canvas_kind {
    CANVAS_RECT,
    CANVAS_TEXT,   /* (x, y) is where its baseline begins, `width` how long it is */
    CANVAS_LINE,   /* from (x, y) by (width, height) */
    CANVAS_ARROW,  /* a triangle in its box that points down */
    CANVAS_RIBBON, /* a band of one thickness, `height`, from (x, y) to (x + width, y2) */
    CANVAS_HATCH,  /* stripes in the box */
    CANVAS_OPEN,   /* a group with a tooltip, perhaps a link, begins */
    CANVAS_CLOSE   /* and ends */
};

struct canvas_font {
    double size;
    bool bold, italic;
    uint16_t ink;
};

struct canvas_shape {
    enum canvas_kind kind;
    double x, y, width, height, y2;
    double round;       /* radius of a rectangle's corners */
    double thick;       /* of the outline or line */
    double opacity;     /* of the fill; 0 stands for 1 */
    double dash, space; /* lengths of dashes, and between them; 0: solid */
    bool ends;          /* of text: where it ends counts, should its font be another */
    const char *role;   /* a class, for who reads the picture; or NULL */
    uint16_t fill, pen; /* inside, outline: indices from 1 on of canvas.inks; 0: none */
    struct canvas_font font;
    struct str text; /* or the tooltip */
    struct str link; /* may be empty */
};

/* Strings and roles outlive it or live in the arena. `{.wide = ...}` is empty; canvas_free. */
struct canvas {
    struct canvas_shape *shapes;
    struct colour (*inks)[THEMES];
    size_t count, room, ink_count, ink_room;
    double width, height;
    bool wide; /* texts are measured as in the widest fonts, for who cannot give them a length */
    uint16_t page;
    struct str title;       /* a line that says what is shown */
    struct str description; /* for who does not see it */
    struct arena arena;
};

/* The ink (an index from 1 on) of this colour in each theme; equal ones are kept once. */
uint16_t canvas_mix(struct canvas *canvas, struct colour light, struct colour dark);

/* Appends a shape as it is. */
void canvas_add(struct canvas *canvas, const struct canvas_shape *shape);

/* Writes text from x on; returns its width (measure_text). */
double canvas_text(struct canvas *canvas, double x, double y, struct str text,
                   const struct canvas_font *font);

/* Writes text that ends at `right`; returns its width. */
double canvas_text_right(struct canvas *canvas, double right, double y, struct str text,
                         const struct canvas_font *font);

/* The text's width in the font, and the text cut to a width (measure_cut). */
double canvas_width(const struct canvas *canvas, struct str text, const struct canvas_font *font);
struct str canvas_cut(struct canvas *canvas, struct str text, double width,
                      const struct canvas_font *font);

void canvas_line(struct canvas *canvas, double x, double y, double width, double height,
                 uint16_t pen);

void canvas_open(struct canvas *canvas, struct str tooltip, struct str link);
void canvas_close(struct canvas *canvas);

/* The buffer's text, in the canvas' arena; the buffer is emptied. */
struct str canvas_settle(struct canvas *canvas, struct buf *text);

/* To a tenth of a pixel. */
double canvas_round(double value);

void canvas_free(struct canvas *canvas);

#endif
