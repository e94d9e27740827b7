#ifndef PROF2DOT_INSIGHT_H
#define PROF2DOT_INSIGHT_H

#include "analysis/compare/cause.h"
#include "analysis/findings/imports.h"
#include "analysis/tree/hot_path.h"
#include "model/tree.h"
#include "output/svg_style.h"
#include "render/drawing.h"
#include "render/knowledge.h"
#include "view/words/summary.h"

/* What the outputs of a job share: each part is made when the first one asks for it, so that all
   show the same. insight_free. */
struct insight {
    struct tree tree, tree_before;
    struct causes causes;
    struct imports imports;
    struct hot_path path;
    struct knowledge knowledge;
    struct summary summary;
    bool has_tree, has_tree_before, has_causes, has_imports, has_path, has_knowledge, has_summary;
};

/* The tree of calls that all views take from. */
const struct tree *insight_tree(const struct drawing *drawing);

/* Likewise, of the profile that the drawing's is compared with. */
const struct tree *insight_tree_before(const struct drawing *drawing);

/* Why the profile differs from the one that it is compared with. */
const struct causes *insight_causes(const struct drawing *drawing);

const struct imports *insight_imports(const struct drawing *drawing);

/* The path that summary and pictures share, with the times of the table. */
const struct hot_path *insight_path(const struct drawing *drawing);

const struct knowledge *insight_knowledge(const struct drawing *drawing);

const struct summary *insight_summary(const struct drawing *drawing);

/* The look that was asked for; where threads are mixed, colours tell exclusive time, as inclusive
   times are not right there. */
struct callgraph_style insight_style(const struct drawing *drawing);

/* How SVGs that Graphviz does not draw are to look, and to be embedded. */
struct svg_style insight_svg_style(const struct drawing *drawing);

void insight_free(struct insight *insight);

#endif
