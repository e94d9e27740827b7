#include "render/outputs/report.h"

#include "output/page/html_write.h"
#include "render/insight.h"
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

bool report_make(const struct drawing *drawing, struct buf *out, struct buf *notes,
                 struct error *error)
{
    struct drawing_part part = {0};
    struct buf svg = {0};
    bool ok = draw_graph(drawing, &part, &svg, notes, error);
    if (ok) {
        const struct knowledge *knowledge = insight_knowledge(drawing);
        struct tree tree = paths_tree(drawing, PATHS_OF_PAGE);
        struct changes_told changes = {0};
        if (drawing->compared)
            changes = changes_told_of(drawing);
        struct html_graph graph = {.svg = buf_slice(&svg),
                                   .dark = buf_slice(&part.dark),
                                   .functions = part.functions,
                                   .edges = part.edges,
                                   .function_count = part.function_count,
                                   .edge_count = part.edge_count};
        struct html_page page = {.profile = drawing->shown,
                                 .whole = &drawing->whole,
                                 .origins = drawing->origins->of,
                                 .qualified = knowledge->qualified,
                                 .links = knowledge->links,
                                 .sources = knowledge->sources,
                                 .source_count = knowledge->source_count,
                                 .summary = insight_summary(drawing),
                                 .changes = drawing->compared ? &changes : NULL,
                                 .base_title =
                                     drawing->compared ? drawing->compared->titles[0] : STR(""),
                                 .tree = &tree,
                                 .graph = &graph,
                                 .palette = &drawing->request->style.palette,
                                 .title = drawing->title};
        html_write(&page, out);
        changes_told_free(&changes);
        tree_free(&tree);
    }
    buf_free(&svg);
    drawing_free_part(&part);
    return ok;
}
