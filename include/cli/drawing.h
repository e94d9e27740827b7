#ifndef PROF2DOT_DRAWING_H
#define PROF2DOT_DRAWING_H

#include "cli/options.h"
#include "model/profile.h"
#include "output/graphviz.h"

/* The picture of a profile as the options want it, in the given format, appended to `out`; an SVG
   or PNG by `renderer`, if it has been started. Where Graphviz fails on an SVG or PNG, simpler
   drawings are tried (labels beside the edges, none, half the functions); notes about that, a line
   each, go to `notes`. Fails with ERROR_INPUT where a selector fits nothing, with ERROR_RENDER
   where no drawing can be made. */
bool drawing_make(const struct profile *profile, const struct options *options, const char *title,
                  enum output_format format, struct graphviz_renderer *renderer, struct buf *out,
                  struct buf *notes, struct error *error);

#endif
