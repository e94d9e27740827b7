#ifndef PROF2DOT_INSIGHT_H
#define PROF2DOT_INSIGHT_H

#include "model/tree.h"
#include "render/drawing.h"
#include "render/knowledge.h"
#include "view/words/summary.h"

/* What the outputs of a job share: each part is made when the first one asks for it, so that all
   show the same. insight_free. */
struct insight {
    struct tree tree;
    struct knowledge knowledge;
    struct summary summary;
    bool has_tree, has_knowledge, has_summary;
};

/* The tree of calls that all views take from. */
const struct tree *insight_tree(const struct drawing *drawing);

const struct knowledge *insight_knowledge(const struct drawing *drawing);

const struct summary *insight_summary(const struct drawing *drawing);

void insight_free(struct insight *insight);

#endif
