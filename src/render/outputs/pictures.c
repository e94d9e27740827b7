#include "render/outputs/pictures.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/version.h"
#include "output/graph/dot.h"
#include "output/graph/png.h"
#include "output/graph/svg.h"
#include "render/outputs/changes_picture.h"
#include "render/outputs/picture_view.h"
#include "view/graph/callgraph_make.h"

/* One way to draw: the first is as the request wants it, each further one is simpler. */
struct attempt {
    const char *note; /* what to say when it is tried */
    bool only_xlabels, no_labels, hurry, halved;
};

static const struct attempt attempts[] = {
    {.note = NULL},
    {.note = "drawing again with the labels beside the edges", .only_xlabels = true},
    {.note = "drawing again without labels on edges", .no_labels = true, .hurry = true},
    {.note = "drawing again with half the functions and no labels on edges",
     .no_labels = true,
     .hurry = true,
     .halved = true},
};

static bool draw_graph(const struct callgraph_subject *subject, const struct callgraph_style *style,
                       void *graph)
{
    *(struct callgraph *)graph = callgraph_make(subject, style);
    return true;
}

/* The graph of at most so many functions. */
static bool make_graph(const struct drawing *drawing, uint32_t max_nodes, struct callgraph *graph,
                       struct error *error)
{
    if (drawing->compared)
        return changes_picture_make(drawing, max_nodes, graph, error);
    struct selection selection;
    struct picture_view view;
    picture_view_make(drawing, drawing->request->style.boxes != BOXES_PLAIN, &view);
    struct select_options select = picture_view_select(drawing, &view);
    if (select.most_own && select.max_nodes != max_nodes)
        select.most_own = max_nodes;
    select.max_nodes = max_nodes;
    select.for_ledger = drawing->request->style.boxes == BOXES_LEDGER;
    bool ok = select_functions(view.profile, &select, &selection, error) &&
              picture_view_draw(drawing, &view, &select, &selection, draw_graph, graph);
    select_free(&selection);
    picture_view_free(&view);
    return ok;
}

/* Caps the functions until dot can lay them out in seconds. */
static bool make_affordable(const struct drawing *drawing, struct callgraph *graph,
                            struct buf *notes, struct error *error)
{
    if (!make_graph(drawing, drawing->request->select.max_nodes, graph, error))
        return false;
    uint32_t wanted = graph->node_count;
    while (graph->cost[1] > CALLGRAPH_COST && graph->node_count > 1) {
        double factor = sqrt(CALLGRAPH_COST / graph->cost[1]);
        uint32_t fewer = (uint32_t)(graph->node_count * (factor < 0.9 ? factor : 0.9));
        callgraph_free(graph);
        if (!make_graph(drawing, fewer ? fewer : 1, graph, error))
            return false;
    }
    if (graph->node_count < wanted)
        buf_format(notes,
                   "laying out %u functions would take too long: %u are drawn; raise "
                   "--node-thres, or lay the DOT out yourself\n",
                   wanted, graph->node_count);
    return true;
}

static void note_part(const struct callgraph *graph, struct drawing_part *part)
{
    part->functions = memory_new(graph->node_count, sizeof *part->functions);
    part->edges = memory_new(graph->edge_count, sizeof *part->edges);
    part->function_count = graph->node_count;
    part->edge_count = graph->edge_count;
    for (uint32_t i = 0; i < graph->node_count; i++)
        part->functions[i] = graph->nodes[i].function;
    for (uint32_t i = 0; i < graph->edge_count; i++)
        part->edges[i] = (struct html_edge){graph->edges[i].from, graph->edges[i].to};
}

static void note_picture(const struct drawing *drawing, enum graphviz_format format,
                         const struct graphviz_picture *picture, struct buf *notes)
{
    if (format == GRAPHVIZ_SVG && picture->no_fonts)
        buf_text(notes, "no font is installed: text may not fit its boxes; install one "
                        "(Debian: fonts-dejavu-core)\n");
    if (format == GRAPHVIZ_PNG && picture->dpi < drawing->request->dpi)
        buf_format(notes, "the picture would be too large at %g dpi: drawn at %.3g dpi\n",
                   drawing->request->dpi, picture->dpi);
}

static bool finish(const struct drawing *drawing, const struct callgraph *graph,
                   enum graphviz_format format, const struct graphviz_picture *picture,
                   struct buf *out, struct error *error)
{
    struct drawing_part *part = drawing->part;
    if (format == GRAPHVIZ_SVG) {
        svg_finish(buf_slice(&picture->bytes), graph, out, part ? &part->dark : NULL);
        if (part)
            note_part(graph, part);
        return true;
    }
    struct buf title = {0}, description = {0};
    buf_format(&title, "Call graph of %.*s", (int)graph->title.size, graph->title.data);
    for (int i = 0; i < graph->legend_count; i++) {
        buf_text(&description, i ? "\n" : "");
        buf_str(&description, graph->legend[i]);
    }
    struct png_texts texts = {STR("prof2dot " PROF2DOT_VERSION), buf_slice(&title),
                              buf_slice(&description)};
    const struct colour *page = graph->transparent ? NULL : &graph->page[0];
    bool ok = png_finish(buf_slice(&picture->bytes), picture->dpi, page, &texts, out, error);
    buf_free(&title);
    buf_free(&description);
    return ok;
}

static enum graphviz_result draw(const struct drawing *drawing, struct callgraph *graph,
                                 const struct attempt *attempt, enum graphviz_format format,
                                 struct graphviz_picture *picture, struct error *error)
{
    if (attempt->only_xlabels && graph->labels == EDGE_LABELS)
        graph->labels = EDGE_XLABELS;
    if (attempt->no_labels)
        graph->labels = EDGE_NO_LABELS;
    struct buf dot = {0};
    struct callgraph bare = *graph;
    bare.id_prefix = STR(""); /* svg_finish puts it before all ids, those of Graphviz too */
    dot_write(&bare, &dot);
    struct graphviz_options how = {format, drawing->request->dpi, drawing->request->layout_timeout,
                                   attempt->hurry, false};
    enum graphviz_result result = graphviz_render(drawing->renderer, &dot, &how, picture, error);
    buf_free(&dot);
    return result;
}

static bool halve(const struct drawing *drawing, struct callgraph *graph, struct error *error)
{
    uint32_t half = (graph->node_count + 1) / 2;
    callgraph_free(graph);
    return make_graph(drawing, half, graph, error);
}

/* Tries one drawing after the other until one succeeds. */
static bool draw_somehow(const struct drawing *drawing, enum graphviz_format format,
                         struct callgraph *graph, struct buf *out, struct buf *notes,
                         struct error *error)
{
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        const struct attempt *attempt = &attempts[i];
        if (attempt->only_xlabels && graph->labels != EDGE_LABELS)
            continue;
        if (attempt->note)
            buf_format(notes, "%s; %s\n", error->message, attempt->note);
        if (attempt->halved && !halve(drawing, graph, error))
            return false;
        struct graphviz_picture picture;
        enum graphviz_result result = draw(drawing, graph, attempt, format, &picture, error);
        if (result == GRAPHVIZ_DRAWN)
            note_picture(drawing, format, &picture, notes);
        bool drawn =
            result == GRAPHVIZ_DRAWN && finish(drawing, graph, format, &picture, out, error);
        buf_free(&picture.bytes);
        if (result != GRAPHVIZ_FAILED)
            return drawn;
    }
    size_t said = str_of(error->message).size;
    struct error last = *error;
    return error_set(error, ERROR_RENDER,
                     "%.*s; raise --node-thres or --layout-timeout, or lay it out yourself: "
                     "prof2dot -T dot FILE | dot -Tsvg",
                     (int)(said < 300 ? said : 300), last.message);
}

bool pictures_dot(const struct drawing *drawing, struct buf *out, struct buf *notes,
                  struct error *error)
{
    struct callgraph graph = {0};
    (void)notes;
    bool ok = make_graph(drawing, drawing->request->select.max_nodes, &graph, error);
    if (ok)
        dot_write(&graph, out);
    callgraph_free(&graph);
    return ok;
}

static bool draw_affordable(const struct drawing *drawing, enum graphviz_format format,
                            struct buf *out, struct buf *notes, struct error *error)
{
    struct callgraph graph = {0};
    bool ok = make_affordable(drawing, &graph, notes, error) &&
              draw_somehow(drawing, format, &graph, out, notes, error);
    callgraph_free(&graph);
    return ok;
}

bool pictures_svg(const struct drawing *drawing, struct buf *out, struct buf *notes,
                  struct error *error)
{
    return draw_affordable(drawing, GRAPHVIZ_SVG, out, notes, error);
}

bool pictures_png(const struct drawing *drawing, struct buf *out, struct buf *notes,
                  struct error *error)
{
    return draw_affordable(drawing, GRAPHVIZ_PNG, out, notes, error);
}

void drawing_free_part(struct drawing_part *part)
{
    buf_free(&part->dark);
    free(part->functions);
    free(part->edges);
    *part = (struct drawing_part){0};
}
