#include "output/graph/dot.h"

#include <inttypes.h>

#include "base/utf8.h"
#include "output/escape.h"
#include "output/graph/dot_front.h"
#include "view/graph/page.h"

static void colour(struct buf *out, const char *name, struct colour c)
{
    buf_format(out, " %s=\"#%02x%02x%02x\"", name, c.red, c.green, c.blue);
}

/* Graphviz reads no string of more than 16,384 bytes: keeps both ends of what would be longer. */
static void tooltip(struct buf *out, struct str text)
{
    enum { MOST = 16000 };             /* bytes */
    enum { HEAD = 2000, TAIL = 1000 }; /* characters, which take five at most */
    size_t start = out->size;
    escape_dot_tooltip(out, text);
    if (out->size - start <= MOST)
        return;
    buf_cut(out, start);
    escape_dot_tooltip(out, utf8_first(text, HEAD));
    buf_text(out, "…");
    escape_dot_tooltip(out, utf8_last(text, TAIL));
}

/* What stands at the left of a box. Two blanks before a text are the mark of what stands at the
   right (svg_finish). */
static void left_text(struct buf *out, struct str text)
{
    while (text.size && text.data[0] == ' ')
        text = str_from(text, 1);
    escape_dot_html(out, text.size ? text : STR(" "));
}

static void id(struct buf *out, const struct callgraph *graph, char kind, uint32_t index)
{
    buf_text(out, "id=\"");
    buf_str(out, graph->id_prefix);
    buf_format(out, "%c%" PRIu32 "\"", kind, index);
}

/* The name, with the number of calls at the right of its first line. */
static void name_rows(struct buf *out, const struct callgraph_node *node)
{
    for (int i = 0; i < node->line_count || i == 0; i++) {
        bool alone = i > 0 || !node->calls.size;
        buf_format(out, "<TR><TD ALIGN=\"LEFT\" CELLPADDING=\"1\"%s><FONT POINT-SIZE=\"%.4g\"><B>",
                   alone ? " COLSPAN=\"2\"" : "", node->name_size);
        left_text(out, i < node->line_count ? node->lines[i] : STR(" "));
        buf_text(out, "</B></FONT></TD>");
        if (!alone) {
            buf_text(out, "<TD ALIGN=\"RIGHT\">  ");
            escape_dot_html(out, node->calls);
            buf_text(out, "</TD>");
        }
        buf_text(out, "</TR>\n");
    }
}

static void value_cell(struct buf *out, struct str text, bool is_left, bool bold)
{
    buf_text(out, bold ? "<B>" : "");
    buf_text(out, is_left ? "" : "  ");
    if (is_left)
        left_text(out, text);
    else
        escape_dot_html(out, text);
    buf_text(out, bold ? "</B></TD>" : "</TD>");
}

/* A ledger's box stresses Own where it is much. */
static void value_rows(struct buf *out, const struct callgraph_node *node, bool ledger)
{
    static const double much = 0.05;
    for (int i = 0; i < node->row_count; i++) {
        const struct callgraph_row *row = &node->rows[i];
        bool bold = ledger && node->own_part >= much && str_starts(row->left, STR("Own"));
        buf_text(out, "<TR>");
        buf_format(out, "<TD ALIGN=\"LEFT\"%s>", row->right.size ? "" : " COLSPAN=\"2\"");
        value_cell(out, row->left, true, bold);
        if (row->right.size) {
            buf_text(out, "<TD ALIGN=\"RIGHT\">");
            value_cell(out, row->right, false, bold);
        }
        buf_text(out, "</TR>\n");
    }
}

/* A cell of a ledger's row, on the page's colour so that it can be read on any heat. */
static void entry_cell(struct buf *out, const struct callgraph *graph, bool is_left, bool muted,
                       struct str text)
{
    const struct colour *page = &graph->page[0];
    const struct colour *ink = muted ? &graph->faint_ink[0] : &graph->ink[0];
    buf_format(out,
               "<TD ALIGN=\"%s\" BGCOLOR=\"#%02x%02x%02xa0\"><FONT POINT-SIZE=\"8\" "
               "COLOR=\"#%02x%02x%02x\">%s",
               is_left ? "LEFT" : "RIGHT", page->red, page->green, page->blue, ink->red, ink->green,
               ink->blue, is_left ? " " : "  ");
    escape_dot_html(out, text);
    buf_text(out, " </FONT></TD>");
}

static void entry_rows(struct buf *out, const struct callgraph *graph,
                       const struct callgraph_node *node)
{
    for (uint32_t i = 0; i < node->entry_count; i++) {
        const struct callgraph_entry *entry = &node->entries[i];
        bool muted = entry->function == NO_FUNCTION;
        buf_text(out, "<TR>");
        entry_cell(out, graph, true, muted, entry->name);
        entry_cell(out, graph, false, muted, entry->share);
        buf_text(out, "</TR>\n");
    }
}

/* The bar of own time: a fill of two colours with a sharp edge between them grows with its cell,
   whose width only the layout knows. A part too thin to see, or the whole, takes one colour. */
static void bar_row(struct buf *out, const struct callgraph_node *node, bool ledger)
{
    bool on_dark = node->paint[0].text.red > 0x7f;
    const char *strong = on_dark ? "#ffffffcc" : "#000000aa";
    const char *faint = on_dark ? "#ffffff33" : "#00000020";
    buf_format(out, "<TR><TD COLSPAN=\"2\" HEIGHT=\"%d\" BGCOLOR=\"", ledger ? 4 : 3);
    if (node->own_part < 0.004)
        buf_text(out, faint);
    else if (node->own_part > 0.996)
        buf_text(out, strong);
    else
        buf_format(out, "%s;%.3f:%s", strong, node->own_part, faint);
    buf_text(out, "\"></TD></TR>\n");
}

/* Graphviz gives rows no tooltips of their own: the box's says theirs too. */
static void node_tooltip(struct buf *out, const struct callgraph_node *node)
{
    struct buf text = {0};
    buf_str(&text, node->tooltip);
    for (uint32_t i = 0; i < node->entry_count; i++) {
        if (!node->entries[i].brief.size)
            continue;
        buf_char(&text, '\n');
        buf_str(&text, node->entries[i].brief);
    }
    buf_text(out, " tooltip=\"");
    tooltip(out, buf_slice(&text));
    buf_char(out, '"');
    buf_free(&text);
}

static void write_node(struct buf *out, const struct callgraph *graph, uint32_t index)
{
    const struct callgraph_node *node = &graph->nodes[index];
    buf_format(out, "n%" PRIu32 " [", index);
    id(out, graph, 'n', index);
    if (!graph->plain)
        colour(out, "fillcolor", node->paint[0].fill);
    colour(out, "color", node->paint[0].border);
    colour(out, "fontcolor", node->paint[0].text);
    if (node->is_hot)
        buf_text(out, graph->ledger ? " penwidth=2.2" : " penwidth=2");
    else if (!node->is_own)
        buf_text(out, " penwidth=0.5");
    if (node->scale > 1)
        buf_format(out, " fontsize=%.4g", 9 * node->scale);
    if (node->link.size) {
        buf_text(out, " URL=\"");
        escape_dot_tooltip(out, node->link);
        buf_char(out, '"');
    }
    node_tooltip(out, node);
    buf_text(out, " label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                  "CELLPADDING=\"0\">\n");
    name_rows(out, node);
    value_rows(out, node, graph->ledger);
    bar_row(out, node, graph->ledger);
    entry_rows(out, graph, node);
    buf_text(out, "</TABLE>>];\n");
}

static void write_cluster(struct buf *out, const struct callgraph *graph, uint32_t cluster)
{
    buf_format(out, "subgraph cluster_%" PRIu32 " {\ngraph [", cluster);
    id(out, graph, 'c', cluster);
    colour(out, "color", graph->faint_ink[0]);
    colour(out, "fontcolor", graph->faint_ink[0]);
    buf_text(out, " style=\"rounded\" penwidth=0.5 margin=6 fontsize=10 labelloc=t label=<");
    escape_dot_html(out, graph->clusters[cluster].name);
    buf_text(out, "> tooltip=\"");
    tooltip(out, graph->clusters[cluster].name);
    buf_text(out, "\"];\n");
    for (uint32_t i = graph->clusters[cluster].first; i; i = graph->nodes[i - 1].next)
        write_node(out, graph, i - 1);
    buf_text(out, "}\n");
}

static void edge_label(struct buf *out, const struct callgraph *graph,
                       const struct callgraph_edge *edge)
{
    if (graph->labels == EDGE_NO_LABELS || !edge->label[0].size)
        return;
    if (graph->ledger) {
        buf_text(out, " label=\" ");
        escape_dot_tooltip(out, edge->label[0]);
        buf_char(out, '"');
        return;
    }
    buf_format(out, " %s=\" ", graph->labels == EDGE_LABELS ? "label" : "xlabel");
    escape_dot_tooltip(out, edge->label[0]);
    if (edge->label[1].size) {
        buf_text(out, graph->labels == EDGE_LABELS ? "\\l " : " ");
        escape_dot_tooltip(out, edge->label[1]);
    }
    buf_text(out, "\\l\"");
}

/* An edge that closes a cycle is laid out from its callee to its caller, with its head at the tail:
   what it returns to stays above. */
static void write_edge(struct buf *out, const struct callgraph *graph, uint32_t index)
{
    const struct callgraph_edge *edge = &graph->edges[index];
    buf_format(out, "n%" PRIu32 " -> n%" PRIu32 " [", edge->is_back ? edge->to : edge->from,
               edge->is_back ? edge->from : edge->to);
    id(out, graph, 'e', index);
    buf_format(out, " penwidth=%.2f weight=%d arrowsize=%.2f", edge->width, edge->weight,
               0.45 + 0.05 * edge->width);
    buf_text(out, edge->is_back ? " dir=back" : "");
    buf_text(out, edge->residual ? " style=dotted" : "");
    colour(out, "color", edge->pen[0]);
    edge_label(out, graph, edge);
    buf_text(out, " tooltip=\"");
    tooltip(out, edge->tooltip);
    buf_text(out, "\"];\n");
}

static void write_key(struct buf *out, const struct callgraph *graph)
{
    buf_text(out, "<TR><TD ALIGN=\"LEFT\"><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                  "CELLPADDING=\"2\"><TR><TD ALIGN=\"LEFT\" CELLPADDING=\"0\">");
    escape_dot_html(out, graph->key_title);
    buf_text(out, "  </TD>");
    for (int i = 0; i < graph->key_count; i++) {
        const struct callgraph_paint *paint = &graph->key[i].paint[0];
        buf_format(out, "<TD BGCOLOR=\"#%02x%02x%02x\"><FONT COLOR=\"#%02x%02x%02x\"> ",
                   paint->fill.red, paint->fill.green, paint->fill.blue, paint->text.red,
                   paint->text.green, paint->text.blue);
        escape_dot_html(out, graph->key[i].share);
        buf_text(out, " </FONT></TD>");
    }
    buf_text(out, "</TR></TABLE></TD></TR>\n");
}

static void write_legend(struct buf *out, const struct callgraph *graph)
{
    if (graph->ledger) {
        dot_front(graph, out);
        return;
    }
    if (!graph->legend_count)
        return;
    buf_text(out, " label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                  "CELLPADDING=\"1\">\n");
    for (int i = 0; i < graph->legend_count; i++) {
        buf_text(out, "<TR><TD ALIGN=\"LEFT\">");
        buf_text(out, i ? "" : "<B>");
        escape_dot_html(out, graph->legend[i]);
        buf_text(out, i ? "" : "</B>");
        buf_text(out, "</TD></TR>\n");
    }
    if (graph->key_count)
        write_key(out, graph);
    buf_text(out, "</TABLE>>");
}

/* A ledger that is laid out wider than its page after all is drawn smaller. Inches; the height is
   as it comes. */
static void write_size(struct buf *out, const struct callgraph *graph)
{
    static const double inch = 72;
    if (graph->ledger && (graph->direction == DIRECTION_DOWN || graph->direction == DIRECTION_UP))
        buf_format(out, " size=\"%.4f,1000\"", PAGE_WIDTH / inch);
}

static void write_head(struct buf *out, const struct callgraph *graph)
{
    static const char *const directions[] = {"TB", "LR", "BT", "RL"};
    buf_text(out, "digraph prof2dot {\ngraph [id=\"");
    buf_str(out, graph->id_prefix);
    buf_format(out, "prof2dot\" rankdir=%s", directions[graph->direction]);
    if (graph->transparent)
        buf_text(out, " bgcolor=\"transparent\"");
    else
        colour(out, "bgcolor", graph->page[0]);
    colour(out, "fontcolor", graph->ink[0]);
    /* Graphviz 2.43 heeds ranks of boxes in clusters only with newrank, rank=min only without. */
    buf_text(out, graph->cluster_count ? " newrank=true" : "");
    buf_format(out,
               " ranksep=%s splines=true forcelabels=false charset=\"UTF-8\" "
               "fontname=\"Helvetica\" fontsize=9 labelloc=%c labeljust=l tooltip=\"",
               graph->ledger ? "0.24 nodesep=0.1" : "0.22 nodesep=0.08", graph->ledger ? 't' : 'b');
    tooltip(out, graph->title);
    buf_char(out, '"');
    write_size(out, graph);
    write_legend(out, graph);
    buf_format(out,
               "];\nnode [shape=box style=\"%s\" fontname=\"Helvetica\" fontsize=9 "
               "margin=\"0.06,0.04\" width=0 height=0 penwidth=1];\n",
               graph->plain ? "rounded" : "filled,rounded");
    buf_format(out, "edge [fontname=\"Helvetica\" fontsize=%d", graph->ledger ? 9 : 8);
    colour(out, "fontcolor", graph->faint_ink[0]);
    buf_text(out, "];\n");
}

/* The program begins on the first rank, whatever calls it back. */
static void write_entry(struct buf *out, const struct callgraph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (!graph->nodes[i].is_entry)
            continue;
        buf_format(out, "{ rank=min; n%" PRIu32 "; }\n", i);
        return;
    }
}

/* Trees that nothing connects are held below each other by edges that are not seen. */
static void write_shelves(struct buf *out, const struct callgraph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct callgraph_node *node = &graph->nodes[i];
        if (node->above)
            buf_format(out, "n%" PRIu32 " -> n%" PRIu32 " [style=invis minlen=%" PRIu32 "];\n",
                       node->above - 1, i, node->ranks_below);
    }
}

void dot_write(const struct callgraph *graph, struct buf *out)
{
    write_head(out, graph);
    for (uint32_t c = 0; c < graph->cluster_count; c++)
        write_cluster(out, graph, c);
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].cluster == NO_CLUSTER)
            write_node(out, graph, i);
    write_entry(out, graph);
    for (uint32_t i = 0; i < graph->edge_count; i++)
        write_edge(out, graph, i);
    write_shelves(out, graph);
    buf_text(out, "}\n");
}
