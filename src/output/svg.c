#include "output/svg.h"

#include <stdlib.h>

#include "output/escape.h"

struct pass {
    const struct callgraph *graph;
    struct buf *out;
    struct str id;   /* of the group that was opened last: "n0", "e0" */
    bool in_link;    /* inside the link that Graphviz makes of a tooltip */
    bool drop_close; /* the link's group is to be closed next */
};

static struct str caption(const struct callgraph *graph, struct buf *text)
{
    for (int i = 0; i < graph->legend_count; i++) {
        buf_text(text, i ? "\n" : "");
        buf_str(text, graph->legend[i]);
    }
    return buf_slice(text);
}

/* The tag is Graphviz' own, with size and viewBox; ours are the attributes put before them. */
static void open_svg(struct pass *pass, struct str tag)
{
    struct buf text = {0};
    buf_text(pass->out, "<svg role=\"img\" aria-labelledby=\"prof2dot-title prof2dot-desc\"");
    buf_str(pass->out, str_from(tag, STR("<svg").size));
    buf_text(pass->out, "<title id=\"prof2dot-title\">Call graph of ");
    escape_xml(pass->out, pass->graph->title);
    buf_text(pass->out, "</title>\n<desc id=\"prof2dot-desc\">");
    escape_xml(pass->out, caption(pass->graph, &text));
    buf_text(pass->out, "</desc>\n");
    buf_free(&text);
}

/* What the box or edge of this id is called; empty for the graph itself. */
static struct str name_of(const struct callgraph *graph, struct str id)
{
    char *end = NULL;
    char digits[16] = {0};
    for (size_t i = 1; i < id.size && i < sizeof digits; i++)
        digits[i - 1] = id.data[i];
    unsigned long index = strtoul(digits, &end, 10);
    if (end == digits || *end)
        return STR("");
    if (id.data[0] == 'n' && index < graph->node_count)
        return graph->nodes[index].tooltip;
    if (id.data[0] == 'e' && index < graph->edge_count)
        return graph->edges[index].tooltip;
    return STR("");
}

static void write_title(struct pass *pass)
{
    struct str name = name_of(pass->graph, pass->id);
    if (!name.size)
        return;
    buf_text(pass->out, "<title>");
    escape_xml(pass->out, name);
    buf_text(pass->out, "</title>\n");
}

static void note_group(struct pass *pass, struct str line)
{
    struct str id = str_from(line, STR("<g id=\"").size);
    pass->id = str_first(id, str_find(id, '"'));
}

/* Graphviz writes each element at the start of a line, and text with '<' escaped. A tooltip comes
   as a link to nowhere in a group of its own; the title says the same. */
static void write_line(struct pass *pass, struct str line)
{
    if (str_starts(line, STR("<!-- ")) || str_starts(line, STR(" -->"))) {
        return;
    } else if (str_starts(line, STR("<title>"))) {
        write_title(pass);
    } else if (str_starts(line, STR("<g id=\"a_"))) {
        pass->in_link = true;
    } else if (pass->in_link && str_equal(line, STR("</a>\n"))) {
        pass->in_link = false;
        pass->drop_close = true;
    } else if (pass->drop_close && str_equal(line, STR("</g>\n"))) {
        pass->drop_close = false;
    } else {
        if (str_starts(line, STR("<g id=\"")))
            note_group(pass, line);
        buf_str(pass->out, line);
    }
}

void svg_finish(struct str picture, const struct callgraph *graph, struct buf *out)
{
    struct pass pass = {.graph = graph, .out = out};
    while (picture.size && !str_starts(picture, STR("<svg")))
        picture = str_from(picture, str_find(picture, '\n') + 1);
    size_t tag = str_find(picture, '>') + 1;
    while (tag < picture.size && picture.data[tag - 1] != '\n')
        tag++;
    open_svg(&pass, str_first(picture, tag));
    for (struct str rest = str_from(picture, tag); rest.size;) {
        size_t end = str_find(rest, '\n') + 1;
        write_line(&pass, str_first(rest, end));
        rest = str_from(rest, end);
    }
}
