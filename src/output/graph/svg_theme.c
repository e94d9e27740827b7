#include "output/graph/svg_theme.h"

#include <inttypes.h>

enum { DARK = 1 };

/* "#p1a2b3c_n12", and what follows it in a selector. */
static void select_part(struct buf *out, struct str prefix, char kind, uint32_t index,
                        const char *rest)
{
    buf_char(out, '#');
    buf_str(out, prefix);
    buf_format(out, "%c%" PRIu32 " %s", kind, index, rest);
}

static void select_graph(struct buf *out, struct str prefix, const char *rest)
{
    buf_char(out, '#');
    buf_str(out, prefix);
    buf_format(out, "prof2dot%s", rest);
}

static void declare(struct buf *out, const char *property, struct colour c)
{
    buf_format(out, "%s:#%02x%02x%02x", property, c.red, c.green, c.blue);
}

static void node_rules(struct buf *out, struct str prefix, uint32_t index,
                       const struct callgraph_node *node, bool plain)
{
    const struct callgraph_paint *paint = &node->paint[DARK];
    select_part(out, prefix, 'n', index, "path{");
    if (!plain) {
        declare(out, "fill", paint->fill);
        buf_char(out, ';');
    }
    declare(out, "stroke", paint->border);
    buf_text(out, "}\n");
    select_part(out, prefix, 'n', index, "text,");
    /* The bar is one, unless a gradient fills it: url(#...), whose stops are below. */
    select_part(out, prefix, 'n', index, "polygon:not([fill^=u]){");
    declare(out, "fill", paint->text);
    buf_text(out, "}\n");
    select_part(out, prefix, 'n', index, "stop{");
    declare(out, "stop-color", paint->text);
    buf_text(out, "}\n");
}

static void edge_rules(struct buf *out, struct str prefix, uint32_t index,
                       const struct callgraph_edge *edge)
{
    select_part(out, prefix, 'e', index, "path,");
    select_part(out, prefix, 'e', index, "polygon{");
    declare(out, "stroke", edge->pen[DARK]);
    buf_text(out, "}\n");
    select_part(out, prefix, 'e', index, "polygon{");
    declare(out, "fill", edge->pen[DARK]);
    buf_text(out, "}\n");
}

/* The rows of ledger boxes: on the page's colour, so that they can be read on any heat. */
static void row_rules(struct buf *out, const struct callgraph *graph, struct str prefix)
{
    select_graph(out, prefix, " .row polygon{");
    declare(out, "fill", graph->page[DARK]);
    buf_text(out, "}\n");
    select_graph(out, prefix, " .row text{");
    declare(out, "fill", graph->ink[DARK]);
    buf_text(out, "}\n");
}

/* The page is the graph's first polygon; those of the head's bars and of the key follow. Its texts
   are the legend or the head, the key's the last ones but for the notes of a head. */
static void page_rules(struct buf *out, const struct callgraph *graph, struct str prefix)
{
    if (!graph->transparent) {
        select_graph(out, prefix, ">polygon{");
        declare(out, "fill", graph->page[DARK]);
        buf_text(out, "}\n");
    }
    select_graph(out, prefix, ">text{");
    declare(out, "fill", graph->ink[DARK]);
    buf_text(out, "}\n");
    select_graph(out, prefix, " .edge text,");
    select_graph(out, prefix, " .cluster text{");
    declare(out, "fill", graph->faint_ink[DARK]);
    buf_text(out, "}\n");
    select_graph(out, prefix, " .cluster path{fill:none;");
    declare(out, "stroke", graph->faint_ink[DARK]);
    buf_text(out, "}\n");
    for (int i = 0; i < graph->front.cost_count; i++) {
        select_graph(out, prefix, "");
        buf_format(out, ">polygon:nth-of-type(%d){", i + 2);
        declare(out, "fill", graph->faint_ink[DARK]);
        buf_text(out, "}\n");
    }
    for (int i = 0; i < graph->key_count; i++) {
        select_graph(out, prefix, "");
        buf_format(out, ">polygon:nth-last-of-type(%d){", graph->key_count - i);
        declare(out, "fill", graph->key[i].paint[DARK].fill);
        buf_text(out, "}\n");
        select_graph(out, prefix, "");
        buf_format(out, ">text:nth-last-of-type(%d){",
                   graph->key_count - i + graph->front.note_count);
        declare(out, "fill", graph->key[i].paint[DARK].text);
        buf_text(out, "}\n");
    }
}

void svg_theme_dark(const struct callgraph *graph, struct str prefix, struct buf *out)
{
    page_rules(out, graph, prefix);
    for (uint32_t i = 0; i < graph->node_count; i++)
        node_rules(out, prefix, i, &graph->nodes[i], graph->plain);
    for (uint32_t i = 0; i < graph->edge_count; i++)
        edge_rules(out, prefix, i, &graph->edges[i]);
    if (graph->ledger)
        row_rules(out, graph, prefix);
}

void svg_theme_write(const struct callgraph *graph, struct str prefix, struct buf *out)
{
    buf_text(out, "<style>\n#");
    buf_str(out, prefix);
    buf_text(out, "svg:not(:root){max-width:100%;height:auto}\n");
    if (graph->both_themes) {
        buf_text(out, "@media (prefers-color-scheme:dark){\n");
        svg_theme_dark(graph, prefix, out);
        buf_text(out, "}\n");
    }
    buf_text(out, "</style>\n");
}
