#ifndef PROF2DOT_GRAPHVIZ_H
#define PROF2DOT_GRAPHVIZ_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/child.h"
#include "base/error.h"

enum graphviz_format { GRAPHVIZ_SVG, GRAPHVIZ_PNG };

struct graphviz_options {
    enum graphviz_format format;
    double dpi;     /* wanted resolution of a PNG; an SVG has none */
    double timeout; /* seconds that layout and rendering may take */
    bool hurry;     /* spend less on untangling edges */
    bool is_placed; /* the DOT tells where everything stands: nothing is laid out */
};

enum graphviz_result {
    GRAPHVIZ_DRAWN,
    GRAPHVIZ_FAILED, /* took too long, crashed or gave no whole picture: something simpler may do */
    GRAPHVIZ_UNABLE  /* no renderer, no font: nothing will do */
};

struct graphviz_picture {
    struct buf bytes; /* as Graphviz wrote them; the caller frees */
    double dpi;       /* what a PNG was drawn with: less than wanted where it would be too large */
    bool no_fonts;    /* no font is installed: widths of text are guesses */
};

/* A process that has Graphviz set up and waits for a graph: started before the profile is read, it
   shares none of our memory, and sets itself up meanwhile. `{0}` is none. */
struct graphviz_renderer {
    struct child child;
};

/* Starts a renderer, if it can be; graphviz_render starts one otherwise, and says what is wrong. */
void graphviz_start(enum graphviz_format format, struct graphviz_renderer *renderer);

/* Ends a renderer that is not needed. */
void graphviz_drop(struct graphviz_renderer *renderer);

/* Lays out and renders DOT text with libgvc, in a child process with limits on time and memory,
   since the library exits, crashes and hangs on inputs that are not its fault alone. Uses up the
   renderer, if there is one. A PNG is kept to 64 megapixels and 32,000 pixels a side. On anything
   but GRAPHVIZ_DRAWN *error says why. */
enum graphviz_result graphviz_render(struct graphviz_renderer *renderer, const struct buf *dot,
                                     const struct graphviz_options *options,
                                     struct graphviz_picture *picture, struct error *error);

#endif
