#ifndef PROF2DOT_CHANGES_GRAPH_H
#define PROF2DOT_CHANGES_GRAPH_H

#include "analysis/compare/difference.h"
#include "view/graph/callgraph.h"
#include "view/words/changes_told.h"

/* What a difference graph is made of. Borrowed. */
struct changes_graph_subject {
    const struct difference *difference;
    const struct changes *changes;
    const struct changes_told *told;
    const struct selection *selection; /* of difference->profile */
    const struct outline *outline;
    const enum origin *origins[2]; /* of the functions before and after */
    const struct str *qualified;   /* of the functions after: names with classes; or NULL */
    struct str title;
    bool color_by_highest; /* boxes by the larger of both times, as shares of the larger total */
};

/* The call graph of what changed: boxes blue (▼, −) where they became faster, orange (▲, +) where
   they became slower, by the change of Total; arrows likewise. callgraph_free. */
struct callgraph changes_graph_make(const struct changes_graph_subject *subject,
                                    const struct callgraph_style *style);

#endif
