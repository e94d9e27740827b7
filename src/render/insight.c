#include "render/insight.h"

#include "analysis/tree/call_tree.h"

const struct tree *insight_tree(const struct drawing *drawing)
{
    struct insight *insight = drawing->insight;
    if (drawing->compared)
        return &drawing->compared->trees[1];
    if (!insight->has_tree)
        insight->tree = call_tree_make(drawing->profile);
    insight->has_tree = true;
    return &insight->tree;
}

const struct knowledge *insight_knowledge(const struct drawing *drawing)
{
    struct insight *insight = drawing->insight;
    if (!insight->has_knowledge)
        insight->knowledge = knowledge_gather(drawing->profile, drawing->shown, drawing->origins,
                                              drawing->request, drawing->sources);
    insight->has_knowledge = true;
    return &insight->knowledge;
}

const struct summary *insight_summary(const struct drawing *drawing)
{
    struct insight *insight = drawing->insight;
    if (insight->has_summary)
        return &insight->summary;
    struct summary_subject subject = {.profile = drawing->profile,
                                      .shown = drawing->shown,
                                      .qualified = insight_knowledge(drawing)->qualified,
                                      .whole = &drawing->whole,
                                      .health = drawing->health,
                                      .origins = drawing->origins,
                                      .tree = insight_tree(drawing)};
    insight->summary = summary_make(&subject);
    insight->has_summary = true;
    return &insight->summary;
}

void insight_free(struct insight *insight)
{
    if (insight->has_summary)
        summary_free(&insight->summary);
    if (insight->has_knowledge)
        knowledge_free(&insight->knowledge);
    if (insight->has_tree)
        tree_free(&insight->tree);
    *insight = (struct insight){0};
}
