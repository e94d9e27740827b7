#ifndef PROF2DOT_DRAWING_H
#define PROF2DOT_DRAWING_H

#include "analysis/prepare/health.h"
#include "cli/options.h"
#include "model/profile.h"
#include "output/graph/graphviz.h"
#include "output/page/html.h"
#include "render/sources.h"

/* What a page that the picture stands in wants of it; drawing_free_part. */
struct drawing_part {
    struct buf dark;     /* CSS rules of the dark theme, which are not in the picture then */
    uint32_t *functions; /* that are in boxes: indices into profile.functions, by box */
    struct html_edge *edges;
    uint32_t function_count, edge_count;
};

/* What a picture is made of. */
struct drawing {
    const struct profile *profile; /* what is chosen from */
    const struct profile *shown;   /* the same with the names that are shown */
    const struct options *options;
    struct totals whole;                  /* of the profile before anything was filtered */
    const struct filter_report *filtered; /* what filters did */
    const struct health *health;          /* what is odd in the data */
    const char *title;
    struct sources *sources;            /* of the profile; shared by all outputs */
    struct graphviz_renderer *renderer; /* that may have been started */
    struct drawing_part *part;          /* of a page that is being made; or NULL */
};

/* Appends the picture in the given format. Where Graphviz fails on an SVG or PNG, simpler drawings
   are tried (labels beside the edges, none, half the functions); notes about that, a line each, go
   to `notes`. Fails with ERROR_INPUT where a selector fits nothing, with ERROR_RENDER where no
   drawing can be made. */
bool drawing_make(const struct drawing *drawing, enum output_format format, struct buf *out,
                  struct buf *notes, struct error *error);

void drawing_free_part(struct drawing_part *part);

#endif
