#ifndef PROF2DOT_CANVASES_H
#define PROF2DOT_CANVASES_H

#include "render/drawing.h"
#include "view/canvas.h"

/* The hot path as a column, and where the time goes: as SVGs that are made without Graphviz, and as
   PNGs that Graphviz' renderer makes of the same shapes. Fail with ERROR_INPUT where a selector
   fits nothing, PNGs with ERROR_RENDER where there is no renderer or no font. */
drawing_maker canvases_spine, canvases_flow, canvases_spine_png, canvases_flow_png;

/* Writes a canvas in the looks that the drawing asks for. The PNG's title begins with `kind`; its
   canvas is a wide one. Fails with ERROR_RENDER. */
void canvases_write_svg(const struct drawing *drawing, const struct canvas *canvas,
                        struct buf *out);
bool canvases_write_png(const struct drawing *drawing, const struct canvas *canvas,
                        const char *kind, struct buf *out, struct buf *notes, struct error *error);

#endif
