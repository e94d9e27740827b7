#include "render/insight.h"

#include "analysis/tree/call_tree.h"

/* Inputs that are roots each have a tree of their own; those of stacks are exact anyway. */
static bool make_tree_of_inputs(const struct drawing *drawing, struct tree *tree)
{
    return drawing->request->per_file && !drawing->compared && !drawing->profile->stacks.count &&
           inputs_tree(drawing->inputs, drawing->request, drawing->profile, tree);
}

const struct tree *insight_tree(const struct drawing *drawing)
{
    struct insight *insight = drawing->insight;
    if (!insight->has_tree && !make_tree_of_inputs(drawing, &insight->tree))
        insight->tree = call_tree_make(drawing->profile);
    insight->has_tree = true;
    return &insight->tree;
}

const struct tree *insight_tree_before(const struct drawing *drawing)
{
    struct insight *insight = drawing->insight;
    if (!insight->has_tree_before)
        insight->tree_before = call_tree_make(&drawing->compared->sides[0].profile);
    insight->has_tree_before = true;
    return &insight->tree_before;
}

const struct causes *insight_causes(const struct drawing *drawing)
{
    struct insight *insight = drawing->insight;
    if (insight->has_causes)
        return &insight->causes;
    const struct compared *compared = drawing->compared;
    const struct origins origins[2] = {compared->origins, *drawing->origins};
    const struct tree trees[2] = {*insight_tree_before(drawing), *insight_tree(drawing)};
    insight->causes =
        causes_find(&compared->sides[0], &compared->sides[1], origins, trees, &compared->changes);
    insight->has_causes = true;
    return &insight->causes;
}

const struct imports *insight_imports(const struct drawing *drawing)
{
    struct insight *insight = drawing->insight;
    if (!insight->has_imports)
        insight->imports = imports_find(drawing->profile, drawing->origins);
    insight->has_imports = true;
    return &insight->imports;
}

const struct hot_path *insight_path(const struct drawing *drawing)
{
    struct insight *insight = drawing->insight;
    if (!insight->has_path)
        insight->path =
            hot_path_find(drawing->profile, drawing->origins->is_own, insight_imports(drawing));
    insight->has_path = true;
    return &insight->path;
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

/* The text of a line without what it is indented by; of sources that may be shown. */
static struct str read_line(const void *context, uint32_t function, int64_t line)
{
    const struct knowledge *knowledge = context;
    for (uint32_t i = 0; i < knowledge->source_count; i++) {
        const struct html_source *source = &knowledge->sources[i];
        if (source->function != function || line < source->line)
            continue;
        struct str text = source->text;
        for (int64_t at = source->line; at < line && text.size; at++)
            text = str_from(text, str_find(text, '\n') + (str_find(text, '\n') < text.size));
        while (text.size && (text.data[0] == ' ' || text.data[0] == '\t'))
            text = str_from(text, 1);
        return str_first(text, str_find(text, '\n'));
    }
    return STR("");
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
                                      .imports = insight_imports(drawing),
                                      .path = insight_path(drawing),
                                      .tree = insight_tree(drawing),
                                      .source = {read_line, insight_knowledge(drawing)}};
    insight->summary = summary_make(&subject);
    insight->has_summary = true;
    return &insight->summary;
}

struct callgraph_style insight_style(const struct drawing *drawing)
{
    struct callgraph_style style = drawing->request->style;
    style.has_roots = drawing->request->per_file;
    style.color_by_own |= profile_own_exceeds_total(drawing->profile);
    return style;
}

struct svg_style insight_svg_style(const struct drawing *drawing)
{
    const struct callgraph_style *look = &drawing->request->style;
    return (struct svg_style){.theme = look->palette.theme,
                              .both_themes = look->both_themes,
                              .transparent = look->transparent,
                              .id_prefix = look->id_prefix};
}

void insight_free(struct insight *insight)
{
    if (insight->has_summary)
        summary_free(&insight->summary);
    if (insight->has_knowledge)
        knowledge_free(&insight->knowledge);
    if (insight->has_path)
        hot_path_free(&insight->path);
    if (insight->has_imports)
        imports_free(&insight->imports);
    if (insight->has_causes)
        causes_free(&insight->causes);
    if (insight->has_tree_before)
        tree_free(&insight->tree_before);
    if (insight->has_tree)
        tree_free(&insight->tree);
    *insight = (struct insight){0};
}
