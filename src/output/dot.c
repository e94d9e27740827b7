#include "output/dot.h"

#include <inttypes.h>

#include "base/utf8.h"
#include "output/escape.h"

static void colour(struct buf *out, const char *name, struct colour c)
{
    buf_format(out, " %s=\"#%02x%02x%02x\"", name, c.red, c.green, c.blue);
}

/* Graphviz reads no string of more than 16,384 bytes: keeps both ends of what would be longer. */
static void tooltip(struct buf *out, struct str text)
{
    enum { MOST = 16000, HEAD = 2000, TAIL = 1000 }; /* characters, of five bytes at most */
    size_t start = out->size;
    escape_dot_tooltip(out, text);
    if (out->size - start <= MOST)
        return;
    buf_cut(out, start);
    escape_dot_tooltip(out, utf8_first(text, HEAD));
    buf_text(out, "…");
    escape_dot_tooltip(out, utf8_last(text, TAIL));
}

/* The name, with the number of calls at the right of its first line. */
static void name_rows(struct buf *out, const struct callgraph_node *node)
{
    for (int i = 0; i < node->line_count || i == 0; i++) {
        bool alone = i > 0 || !node->calls.size;
        buf_format(out, "<TR><TD ALIGN=\"LEFT\" CELLPADDING=\"1\"%s><FONT POINT-SIZE=\"11\"><B>",
                   alone ? " COLSPAN=\"2\"" : "");
        escape_dot_html(out, i < node->line_count ? node->lines[i] : STR(" "));
        buf_text(out, "</B></FONT></TD>");
        if (!alone) {
            buf_text(out, "<TD ALIGN=\"RIGHT\">   ");
            escape_dot_html(out, node->calls);
            buf_text(out, "</TD>");
        }
        buf_text(out, "</TR>\n");
    }
}

static void value_rows(struct buf *out, const struct callgraph_node *node)
{
    for (int i = 0; i < node->row_count; i++) {
        const struct callgraph_row *row = &node->rows[i];
        buf_text(out, "<TR>");
        buf_format(out, "<TD ALIGN=\"LEFT\"%s>", row->right.size ? "" : " COLSPAN=\"2\"");
        escape_dot_html(out, row->left);
        buf_text(out, "</TD>");
        if (row->right.size) {
            buf_text(out, "<TD ALIGN=\"RIGHT\">  ");
            escape_dot_html(out, row->right);
            buf_text(out, "</TD>");
        }
        buf_text(out, "</TR>\n");
    }
}

/* The bar of own time: a fill of two colours with a sharp edge between them grows with its cell,
   whose width only the layout knows. A part too thin to see, or the whole, takes one colour. */
static void bar_row(struct buf *out, const struct callgraph_node *node)
{
    const char *strong = node->text.red ? "#ffffffcc" : "#000000aa";
    const char *faint = node->text.red ? "#ffffff33" : "#00000020";
    buf_text(out, "<TR><TD COLSPAN=\"2\" HEIGHT=\"3\" BGCOLOR=\"");
    if (node->own_part < 0.004)
        buf_text(out, faint);
    else if (node->own_part > 0.996)
        buf_text(out, strong);
    else
        buf_format(out, "%s;%.3f:%s", strong, node->own_part, faint);
    buf_text(out, "\"></TD></TR>\n");
}

static void write_node(struct buf *out, const struct callgraph *graph, uint32_t index)
{
    const struct callgraph_node *node = &graph->nodes[index];
    buf_format(out, "n%" PRIu32 " [id=\"n%" PRIu32 "\"", index, index);
    if (!graph->plain) {
        colour(out, "fillcolor", node->fill);
        colour(out, "color", node->border);
        colour(out, "fontcolor", node->text);
    }
    buf_text(out, " tooltip=\"");
    tooltip(out, node->tooltip);
    buf_text(out, "\" label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                  "CELLPADDING=\"0\">\n");
    name_rows(out, node);
    value_rows(out, node);
    bar_row(out, node);
    buf_text(out, "</TABLE>>];\n");
}

static void edge_label(struct buf *out, const struct callgraph *graph,
                       const struct callgraph_edge *edge)
{
    if (graph->labels == EDGE_NO_LABELS)
        return;
    buf_format(out, " %s=\" ", graph->labels == EDGE_LABELS ? "label" : "xlabel");
    escape_dot_tooltip(out, edge->label[0]);
    buf_text(out, "\\l ");
    escape_dot_tooltip(out, edge->label[1]);
    buf_text(out, "\\l\"");
}

static void write_edge(struct buf *out, const struct callgraph *graph, uint32_t index)
{
    const struct callgraph_edge *edge = &graph->edges[index];
    buf_format(out, "n%" PRIu32 " -> n%" PRIu32 " [id=\"e%" PRIu32 "\" penwidth=%.2f weight=%d",
               edge->from, edge->to, index, edge->width, edge->weight);
    buf_format(out, " arrowsize=%.2f", 0.45 + 0.1 * edge->width);
    colour(out, "color", edge->pen);
    edge_label(out, graph, edge);
    buf_text(out, " tooltip=\"");
    tooltip(out, edge->tooltip);
    buf_text(out, "\"];\n");
}

static void write_head(struct buf *out, const struct callgraph *graph)
{
    buf_text(out, "digraph prof2dot {\n"
                  "graph [id=\"prof2dot\" rankdir=TB newrank=true ranksep=0.4 nodesep=0.2 "
                  "splines=true bgcolor=white charset=\"UTF-8\" fontname=\"Helvetica\" fontsize=9 "
                  "fontcolor=\"#444444\" labelloc=b labeljust=l tooltip=\"");
    tooltip(out, graph->title);
    buf_text(out, "\" label=<");
    for (int i = 0; i < graph->caption_count; i++) {
        escape_dot_html(out, graph->caption[i]);
        buf_text(out, "<BR ALIGN=\"LEFT\"/>");
    }
    buf_text(out, ">];\n");
    buf_format(out,
               "node [shape=box style=\"%s\" fontname=\"Helvetica\" fontsize=9 "
               "margin=\"0.08,0.05\" width=0 height=0 penwidth=1];\n",
               graph->plain ? "rounded" : "filled,rounded");
    buf_text(out, "edge [fontname=\"Helvetica\" fontsize=8 fontcolor=\"#444444\"];\n");
}

void dot_write(const struct callgraph *graph, struct buf *out)
{
    write_head(out, graph);
    for (uint32_t i = 0; i < graph->node_count; i++)
        write_node(out, graph, i);
    for (uint32_t i = 0; i < graph->edge_count; i++)
        write_edge(out, graph, i);
    buf_text(out, "}\n");
}
