#ifndef PROF2DOT_DRAWING_H
#define PROF2DOT_DRAWING_H

#include "cli/options.h"
#include "model/profile.h"
#include "output/graphviz.h"

/* What a picture is made of. */
struct drawing {
    const struct profile *profile; /* what is chosen from */
    const struct profile *shown;   /* the same with the names that are shown */
    const struct options *options;
    struct totals whole;                  /* of the profile before anything was filtered */
    const struct filter_report *filtered; /* what filters did */
    const char *title;
    struct graphviz_renderer *renderer; /* that may have been started */
};

/* Appends the picture in the given format. Where Graphviz fails on an SVG or PNG, simpler drawings
   are tried (labels beside the edges, none, half the functions); notes about that, a line each, go
   to `notes`. Fails with ERROR_INPUT where a selector fits nothing, with ERROR_RENDER where no
   drawing can be made. */
bool drawing_make(const struct drawing *drawing, enum output_format format, struct buf *out,
                  struct buf *notes, struct error *error);

#endif
