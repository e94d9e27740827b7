#ifndef PROF2DOT_DRAWING_H
#define PROF2DOT_DRAWING_H

#include "analysis/prepare/health.h"
#include "model/profile.h"
#include "output/budgets.h"
#include "output/graph/graphviz.h"
#include "output/page/html.h"
#include "render/compared.h"
#include "render/inputs.h"
#include "render/request.h"
#include "render/sources.h"

/* What the HTML report needs from the drawn graph; drawing_free_part. */
struct drawing_part {
    struct buf dark;     /* CSS rules of the dark theme, which are not in the picture then */
    uint32_t *functions; /* that are in boxes: indices into profile.functions, by box */
    struct html_edge *edges;
    uint32_t function_count, edge_count;
};

struct insight;

/* What an output is made of. Borrowed. */
struct drawing {
    const struct profile *profile; /* what is chosen from */
    const struct profile *shown;   /* the same with the names that are shown */
    const struct origins *origins; /* whose code its functions are */
    const struct request *request;
    struct totals whole;                  /* of the profile before anything was filtered */
    const struct filter_report *filtered; /* what filters did */
    const struct health *health;          /* what is odd in the data */
    const struct compared *compared;      /* what became of its functions; or NULL */
    const struct budgets *budgets;        /* what came of them; or NULL: there are none */
    const char *title;
    const char *const *files; /* names of the inputs, as they were given; none if anonymized */
    size_t file_count;
    struct inputs *inputs;              /* shared by all outputs */
    struct sources *sources;            /* of the profile; shared by all outputs */
    struct insight *insight;            /* likewise (render/insight.h) */
    struct graphviz_renderer *renderer; /* that may have been started */
    struct drawing_part *part;          /* of a page that is being made; or NULL */
};

/* Makes an output: appends its bytes to `out`, and to `notes`, a line each, what the user should
   know. False, with *error set, where it cannot be made. */
typedef bool drawing_maker(const struct drawing *drawing, struct buf *out, struct buf *notes,
                           struct error *error);

#endif
