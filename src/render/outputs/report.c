#include "render/outputs/report.h"

#include "output/page/html_write.h"
#include "render/knowledge.h"
#include "render/outputs/changes.h"
#include "render/outputs/paths.h"
#include "render/outputs/pictures.h"

/* Of the ids in the picture, which stands alone in the page. */
static const char id_prefix[] = "graph-";

static bool draw_graph(const struct drawing *drawing, struct drawing_part *part, struct buf *svg,
                       struct buf *notes, struct error *error)
{
    struct request request = *drawing->request;
    struct drawing own = *drawing;
    request.style.id_prefix = id_prefix;
    request.style.both_themes = true;
    request.style.palette.theme = THEME_LIGHT;
    own.request = &request;
    own.compared = NULL; /* boxes lead to functions of this profile */
    own.part = part;
    if (pictures_svg(&own, svg, notes, error)) {
        if (!part->function_count) { /* the page says so itself */
            buf_free(svg);
            buf_free(&part->dark);
        }
        return true;
    }
    if (error->code != ERROR_RENDER)
        return false;
    buf_format(notes, "%s; the report is without a call graph\n", error->message);
    return true;
}

/* What the page shows beside the graph. */
struct parts {
    struct knowledge knowledge;
    struct summary summary;
    struct tree tree;
    struct changes_told changes; /* where there is a profile to compare with */
};

static struct parts make_parts(const struct drawing *drawing)
{
    struct parts parts = {
        .knowledge = knowledge_gather(drawing->profile, drawing->shown, drawing->origins,
                                      drawing->request, drawing->sources),
        .tree = paths_tree(drawing, PATHS_OF_PAGE),
    };
    struct summary_subject subject = {.profile = drawing->profile,
                                      .shown = drawing->shown,
                                      .qualified = parts.knowledge.qualified,
                                      .whole = &drawing->whole,
                                      .health = drawing->health,
                                      .origins = drawing->origins};
    parts.summary = summary_make(&subject);
    if (drawing->compared)
        parts.changes = changes_told_of(drawing);
    return parts;
}

static void free_parts(struct parts *parts)
{
    knowledge_free(&parts->knowledge);
    summary_free(&parts->summary);
    changes_told_free(&parts->changes);
    tree_free(&parts->tree);
}

bool report_make(const struct drawing *drawing, struct buf *out, struct buf *notes,
                 struct error *error)
{
    struct drawing_part part = {0};
    struct buf svg = {0};
    bool ok = draw_graph(drawing, &part, &svg, notes, error);
    if (ok) {
        struct parts parts = make_parts(drawing);
        struct html_graph graph = {.svg = buf_slice(&svg),
                                   .dark = buf_slice(&part.dark),
                                   .functions = part.functions,
                                   .edges = part.edges,
                                   .function_count = part.function_count,
                                   .edge_count = part.edge_count};
        struct html_page page = {.profile = drawing->shown,
                                 .whole = &drawing->whole,
                                 .origins = drawing->origins->of,
                                 .qualified = parts.knowledge.qualified,
                                 .links = parts.knowledge.links,
                                 .sources = parts.knowledge.sources,
                                 .source_count = parts.knowledge.source_count,
                                 .summary = &parts.summary,
                                 .changes = drawing->compared ? &parts.changes : NULL,
                                 .base_title =
                                     drawing->compared ? drawing->compared->titles[0] : STR(""),
                                 .tree = &parts.tree,
                                 .graph = &graph,
                                 .palette = &drawing->request->style.palette,
                                 .title = drawing->title};
        html_write(&page, out);
        free_parts(&parts);
    }
    buf_free(&svg);
    drawing_free_part(&part);
    return ok;
}
