#ifndef PROF2DOT_HTML_FILLER_H
#define PROF2DOT_HTML_FILLER_H

#include "output/page/html.h"
#include "output/page/page_data.h"
#include "output/page/template.h"

/* What the slots of the report's template are filled from: the page, and what several places need.
 */
struct filler {
    const struct html_page *page;
    struct str title; /* as it can be shown */
    struct page_names names;
    struct page_files files;
    double quantum;
    uint32_t *top; /* the functions with the most own time */
    uint32_t top_count;
    struct arena arena;
};

/* What the costs on the page of a filler are counted in. */
const struct unit *html_unit(const void *filler);

/* What the page calls a function of the filler's profile. */
uint32_t html_function(const void *filler, uint32_t function);

/* Appends which functions are in a picture's boxes, and its edges, as JSON. `place`: what the page
   calls functions; or NULL. */
void html_graph_data(const struct html_graph *graph, const uint32_t *place, struct buf *out);

/* The slots of the summary; their page is a struct filler. */
extern const struct template_slots html_summary_slots;

/* Those of several profiles that were added up; likewise. */
extern const struct template_slots html_inputs_slots;

/* Those of what changed since a profile before; likewise. */
extern const struct template_slots html_changes_slots;

#endif
