#include "output/graph/dot_front.h"

#include "output/escape.h"

#define TABLE                                                                                      \
    "<TABLE ALIGN=\"LEFT\" BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"%d\">\n"

/* A line over both sides of a table, in this size. */
static void line(struct buf *out, struct str text, int size, int columns, bool bold,
                 const struct colour *ink)
{
    buf_format(out,
               "<TR><TD ALIGN=\"LEFT\" COLSPAN=\"%d\"><FONT POINT-SIZE=\"%d\" "
               "COLOR=\"#%02x%02x%02x\">%s",
               columns, size, ink->red, ink->green, ink->blue, bold ? "<B>" : "");
    escape_dot_html(out, text.size ? text : STR(" "));
    buf_text(out, bold ? "</B></FONT></TD></TR>\n" : "</FONT></TD></TR>\n");
}

/* A function with much Own: name, share, and a bar against the largest. */
static void cost(struct buf *out, const struct front_cost *cost, const struct colour *ink)
{
    enum { LONGEST_BAR = 90, SHORTEST_BAR = 2 };
    int bar = (int)(LONGEST_BAR * cost->part);
    buf_text(out, "<TR><TD ALIGN=\"LEFT\"><B>");
    escape_dot_html(out, cost->name.size ? cost->name : STR(" "));
    buf_text(out, "</B></TD><TD ALIGN=\"RIGHT\">  ");
    escape_dot_html(out, cost->share);
    buf_text(out, "  </TD><TD ALIGN=\"LEFT\">");
    buf_format(out, TABLE, 0);
    buf_format(out,
               "<TR><TD ALIGN=\"LEFT\" FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"6\" "
               "BGCOLOR=\"#%02x%02x%02x\"></TD></TR></TABLE></TD></TR>\n",
               bar > SHORTEST_BAR ? bar : SHORTEST_BAR, ink->red, ink->green, ink->blue);
}

static void left_side(struct buf *out, const struct callgraph *graph)
{
    const struct front *front = &graph->front;
    const struct colour *ink = &graph->ink[0], *faint = &graph->faint_ink[0];
    buf_format(out, TABLE, 1);
    line(out, front->title, 13, 3, true, ink);
    for (int i = 0; i < front->verdict_lines; i++)
        line(out, front->verdict[i], 10, 3, false, ink);
    if (front->cost_count)
        line(out, STR("Most time in the function itself (Own):"), 9, 3, false, faint);
    for (int i = 0; i < front->cost_count; i++)
        cost(out, &front->costs[i], faint);
    buf_text(out, "</TABLE>");
}

static void key(struct buf *out, const struct callgraph *graph)
{
    buf_text(out, "<TR><TD ALIGN=\"LEFT\">");
    buf_format(out, TABLE, 2);
    buf_text(out, "<TR>");
    for (int i = 0; i < graph->key_count; i++) {
        const struct callgraph_paint *paint = &graph->key[i].paint[0];
        buf_format(out,
                   "<TD BGCOLOR=\"#%02x%02x%02x\"><FONT POINT-SIZE=\"8\" "
                   "COLOR=\"#%02x%02x%02x\"> ",
                   paint->fill.red, paint->fill.green, paint->fill.blue, paint->text.red,
                   paint->text.green, paint->text.blue);
        escape_dot_html(out, graph->key[i].share);
        buf_text(out, " </FONT></TD>");
    }
    buf_text(out, "</TR></TABLE></TD></TR>\n");
}

static void right_side(struct buf *out, const struct callgraph *graph)
{
    const struct front *front = &graph->front;
    buf_format(out, TABLE, 0);
    if (graph->key_count)
        key(out, graph);
    for (int i = 0; i < front->note_count; i++)
        line(out, front->notes[i], 8, 1, false, &graph->faint_ink[0]);
    buf_text(out, "</TABLE>");
}

void dot_front(const struct callgraph *graph, struct buf *out)
{
    bool has_right = graph->key_count || graph->front.note_count;
    buf_text(out, " label=<");
    buf_format(out, TABLE, 0);
    buf_text(out, "<TR><TD ALIGN=\"LEFT\" VALIGN=\"TOP\">");
    left_side(out, graph);
    buf_text(out, "</TD>");
    if (has_right) {
        buf_text(out, "<TD WIDTH=\"24\"></TD><TD ALIGN=\"LEFT\" VALIGN=\"TOP\">");
        right_side(out, graph);
        buf_text(out, "</TD>");
    }
    buf_text(out, "</TR></TABLE>>");
}
