#include "render/outputs/report.h"

#include <inttypes.h>

#include "output/page/html_write.h"
#include "render/insight.h"
#include "render/outputs/paths.h"
#include "render/outputs/report_base.h"

/* What the page shows. */
struct parts {
    struct tree tree;
    struct report_picture picture;
    struct report_base base;   /* where there is a profile to compare with */
    struct html_input *inputs; /* where there are several */
    struct tree *input_trees;
    uint32_t input_count;
    struct arena arena;
};

/* Texts of functions after, and those that functions that are gone bring along. */
static const struct str *widen_names(const struct str *qualified, uint32_t count,
                                     const struct profile *joined, struct arena *arena)
{
    struct str *wide = arena_new(arena, joined->function_count, sizeof *wide);
    for (uint32_t i = 0; i < joined->function_count; i++)
        wide[i] = i < count ? qualified[i] : joined->functions[i].alias;
    return wide;
}

/* Files that only the profile before has lead nowhere. */
static const struct str *widen_links(const struct str *links, uint32_t count,
                                     const struct profile *joined, struct arena *arena)
{
    struct str *wide = arena_new(arena, joined->name_count, sizeof *wide);
    for (uint32_t i = 0; i < count; i++)
        wide[i] = links[i];
    return wide;
}

/* Puts in what the page has of a profile to compare with. */
static void add_base(const struct drawing *drawing, struct parts *parts, struct html_page *page)
{
    const struct profile *joined = &parts->base.joined.profile;
    page->profile = joined;
    page->origins = parts->base.joined.origins;
    page->base = &parts->base.page;
    page->qualified =
        widen_names(page->qualified, drawing->shown->function_count, joined, &parts->arena);
    if (page->links)
        page->links = widen_links(page->links, drawing->shown->name_count, joined, &parts->arena);
}

/* What the page calls an input: made anonymous, its number. */
static struct str name_input(const struct drawing *drawing, uint32_t index, struct arena *arena)
{
    struct buf name = {0};
    if (drawing->request->disguise.anonymize)
        buf_format(&name, "profile %" PRIu32, index + 1);
    else
        buf_str(&name, drawing->inputs->items[index].name);
    struct str copy = arena_copy(arena, buf_slice(&name));
    buf_free(&name);
    return copy;
}

/* What several inputs are. */
static const char *inputs_are(const struct run_parts *parts)
{
    bool has_threads = parts->of[RUN_THREADS].count, has_processes = parts->of[RUN_PROCESSES].count;
    return has_threads && has_processes ? "Threads, processes"
           : has_threads                ? "Threads"
           : has_processes              ? "Processes"
                                        : "Profiles";
}

/* Puts in what the page has of several inputs by themselves. */
static void add_inputs(const struct drawing *drawing, struct parts *parts, struct html_page *page)
{
    struct inputs *inputs = drawing->inputs;
    inputs_prepare(inputs, drawing->request, drawing->profile);
    if (!inputs->are_apart || inputs->count > INPUTS_MOST) {
        page->added_up = inputs->count > 1 ? (uint32_t)inputs->count : 0;
        return;
    }
    page->inputs = parts->inputs = arena_new(&parts->arena, inputs->count, sizeof *parts->inputs);
    page->inputs_are = inputs_are(&inputs->parts);
    parts->input_trees = arena_new(&parts->arena, inputs->count, sizeof *parts->input_trees);
    page->input_count = parts->input_count = (uint32_t)inputs->count;
    for (uint32_t i = 0; i < page->input_count; i++) {
        const struct input *input = &inputs->items[i];
        parts->input_trees[i] = paths_part(&input->tree, PATHS_OF_PAGE);
        parts->inputs[i] =
            (struct html_input){name_input(drawing, i, &parts->arena), &input->profile, input->has,
                                input->whole.total, &parts->input_trees[i]};
    }
}

static bool make_parts(const struct drawing *drawing, struct parts *parts, struct buf *notes,
                       struct error *error)
{
    struct drawing own = *drawing;
    own.compared = NULL; /* boxes lead to functions of this profile */
    if (!report_draw(&own, "graph-", &parts->picture, notes, error) ||
        (drawing->compared && !report_base_make(drawing, &parts->base, notes, error)))
        return false;
    parts->tree = paths_tree(drawing, PATHS_OF_PAGE);
    return true;
}

static void free_parts(struct parts *parts)
{
    report_base_free(&parts->base);
    report_free_picture(&parts->picture);
    tree_free(&parts->tree);
    for (uint32_t i = 0; i < parts->input_count; i++)
        tree_free(&parts->input_trees[i]);
    arena_free(&parts->arena);
}

bool report_make(const struct drawing *drawing, struct buf *out, struct buf *notes,
                 struct error *error)
{
    struct parts parts = {0};
    bool ok = make_parts(drawing, &parts, notes, error);
    if (ok) {
        const struct knowledge *knowledge = insight_knowledge(drawing);
        struct html_page page = {.profile = drawing->shown,
                                 .whole = &drawing->whole,
                                 .origins = drawing->origins->of,
                                 .qualified = knowledge->qualified,
                                 .links = knowledge->links,
                                 .sources = knowledge->sources,
                                 .source_count = knowledge->source_count,
                                 .summary = insight_summary(drawing),
                                 .tree = &parts.tree,
                                 .graph = &parts.picture.graph,
                                 .palette = &drawing->request->style.palette,
                                 .title = drawing->title};
        if (drawing->compared)
            add_base(drawing, &parts, &page);
        else
            add_inputs(drawing, &parts, &page);
        html_write(&page, out);
    }
    free_parts(&parts);
    return ok;
}
