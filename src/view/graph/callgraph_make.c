#include "view/graph/callgraph_make.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "view/graph/cost.h"
#include "view/graph/legend.h"
#include "view/graph/node.h"
#include "view/number.h"

/* A graph of so few boxes has room made for all labels of its edges. In a larger one they go where
   there is room, which saves a quarter of the area. */
enum { FEW_NODES = 40 };

/* How straight and short an edge is kept, against others. Larger weights by share make three times
   as many crossings. */
enum { MOST_WEIGHT = 10, HOT_WEIGHT = 500 };

/* An edge that is the only one into its box, and carries all its calls and time, says nothing that
   the box does not. */
static bool says_more(const struct maker *maker, const struct outline_link *link,
                      const uint32_t *incoming)
{
    static const double all = 0.95;
    const struct function *callee = &maker->subject->profile->functions[link->link.callee];
    if (link->from == link->to || link->is_back || incoming[link->to] > 1)
        return true;
    return link->link.total < all * callee->total ||
           (!link->link.residual && link->link.calls != callee->calls);
}

static struct str edge_tooltip(struct maker *maker, const struct outline_link *link,
                               struct str share, struct str calls)
{
    struct buf text = {0};
    buf_str(&text, maker->graph->nodes[link->from].name);
    buf_text(&text, link->is_back ? " ↻ " : " → ");
    buf_str(&text, maker->graph->nodes[link->to].name);
    buf_char(&text, '\n');
    buf_str(&text, share);
    buf_text(&text, "  ");
    number_cost(&text, link->link.total, &maker->subject->profile->unit);
    if (link->link.estimated && !link->link.residual)
        buf_text(&text, " (estimated)");
    if (link->link.residual) {
        buf_text(&text, "\nno direct calls: over functions that are not shown");
    } else {
        bool is_new = maker->subject->profile->unit.kind != UNIT_SAMPLES;
        buf_text(&text, is_new ? "\n" : "");
        buf_str(&text, is_new ? calls : STR(""));
        if (profile_share(link->link.through, maker->subject->whole->total) >= 0.001) {
            buf_text(&text, ", and ");
            number_cost(&text, link->link.through, &maker->subject->profile->unit);
            buf_text(&text, " over functions that are not shown");
        }
    }
    if (link->is_back)
        buf_text(&text, "\ncloses a cycle");
    struct str tooltip = maker_settle(maker, &text);
    buf_free(&text);
    return tooltip;
}

static void paint_edge(const struct maker *maker, struct callgraph_edge *edge, double part)
{
    for (int i = 0; i < 2; i++) {
        struct palette palette = maker_palette(maker, i);
        edge->pen[i] = edge->is_hot ? palette_hot_pen(&palette, part) : palette_pen(&palette, part);
    }
}

static void make_edge(struct maker *maker, struct callgraph_edge *edge,
                      const struct outline_link *link, const uint32_t *incoming)
{
    double part = link->share < 0 ? 0 : link->share > 1 ? 1 : link->share;
    struct buf text = {0};
    bool approximate = link->link.estimated && !maker->subject->profile->sampled;
    buf_text(&text, link->is_back ? "↻ " : "");
    buf_text(&text, approximate ? "≈" : "");
    number_percent(&text, link->share);
    struct str share = maker_settle(maker, &text);
    const struct profile *profile = maker->subject->profile;
    if (!link->link.residual && profile->unit.kind == UNIT_SAMPLES)
        number_cost(&text, link->link.total, &profile->unit);
    else if (!link->link.residual)
        maker_add_count(maker, link->link.calls, &text);
    struct str calls = maker_settle(maker, &text);
    buf_free(&text);
    edge->from = link->from;
    edge->to = link->to;
    edge->is_back = link->is_back;
    edge->residual = link->link.residual;
    edge->is_hot = link->on_hot_path;
    edge->tooltip = edge_tooltip(maker, link, share, calls);
    if (says_more(maker, link, incoming)) {
        edge->label[0] = share;
        edge->label[1] = calls;
    }
    edge->width = .5 + 2.7 * part;
    edge->weight = link->on_spine  ? HOT_WEIGHT
                   : link->is_back ? 1
                                   : 1 + (int)((MOST_WEIGHT - 1) * part);
    paint_edge(maker, edge, part);
}

static void make_edges(struct maker *maker)
{
    struct callgraph *graph = maker->graph;
    const struct outline *outline = maker->subject->outline;
    uint32_t *incoming = memory_new(graph->node_count, sizeof *incoming);
    for (uint32_t i = 0; i < outline->link_count; i++)
        incoming[outline->links[i].to] += outline->links[i].from != outline->links[i].to;
    graph->edge_count = outline->link_count;
    graph->edges = arena_new(&graph->arena, graph->edge_count, sizeof *graph->edges);
    for (uint32_t i = 0; i < graph->edge_count; i++)
        make_edge(maker, &graph->edges[i], &outline->links[i], incoming);
    free(incoming);
}

static void set_page(struct callgraph *graph, const struct maker *maker)
{
    const struct callgraph_style *style = maker->style;
    graph->plain = palette_plain(&style->palette);
    graph->both_themes = style->both_themes;
    graph->transparent = style->transparent;
    graph->direction = style->direction;
    graph->id_prefix = style->id_prefix ? str_of(style->id_prefix) : STR("");
    for (int i = 0; i < 2; i++) {
        struct palette palette = maker_palette(maker, i);
        graph->page[i] = palette_page(&palette);
        graph->ink[i] = palette_ink(&palette, INK_STRONG);
        graph->faint_ink[i] = palette_ink(&palette, INK_MUTED);
    }
}

struct callgraph callgraph_make(const struct callgraph_subject *subject,
                                const struct callgraph_style *style)
{
    struct callgraph graph = {0};
    struct maker maker = {subject, style, &graph};
    graph.title = utf8_repair(&graph.arena, arena_copy(&graph.arena, str_of(subject->title)));
    set_page(&graph, &maker);
    node_make_all(&maker);
    make_edges(&maker);
    legend_make(&maker);
    cost_of_layout(&graph, &graph.cost[0], &graph.cost[1]);
    graph.labels = graph.node_count <= FEW_NODES && graph.cost[0] <= CALLGRAPH_LABEL_COST
                       ? EDGE_LABELS
                   : graph.cost[1] <= CALLGRAPH_COST ? EDGE_XLABELS
                                                     : EDGE_NO_LABELS;
    return graph;
}

void callgraph_free(struct callgraph *graph)
{
    arena_free(&graph->arena);
    *graph = (struct callgraph){0};
}
