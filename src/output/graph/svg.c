#include "output/graph/svg.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "output/escape.h"
#include "output/graph/svg_text.h"
#include "output/graph/svg_theme.h"

struct pass {
    const struct callgraph *graph;
    struct buf *out;
    struct buf *dark;  /* where the rules of the dark theme go; NULL: into the picture */
    struct str prefix; /* of ids */
    struct str id;     /* of the group that was opened last: "n0", "e0" */
    bool in_link;      /* inside the link that Graphviz makes of a tooltip */
    bool keeps_link;   /* which leads somewhere */
    bool drop_close;   /* the link's group is to be closed next */
    struct str held[NODE_ROWS + 1]; /* texts at the right of a box, until its edge is known */
    int held_count;
    uint32_t cells;  /* of rows that were met in the box */
    bool in_cell;    /* the text of such a cell comes next; */
    double cell_end; /* its right edge */
};

/* What Graphviz writes into elements, and what becomes of it. The font stands once at the top; a
   style attribute would be refused by a strict content security policy. */
struct change {
    struct str from;
    struct str to;
};

#define TEXT(literal)                                                                              \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static const struct change changes[] = {
    {TEXT(" font-family=\"Helvetica,sans-Serif\""), TEXT("")},
    {TEXT(" font-size=\"9.00\""), TEXT("")},
    {TEXT(" stroke=\"transparent\""), TEXT(" stroke=\"none\"")},
    {TEXT(" fill=\"transparent\""), TEXT(" fill=\"none\"")},
    {TEXT(" style=\"stop-color:"), TEXT(" stop-color=\"")},
    {TEXT(";stop-opacity:"), TEXT("\" stop-opacity=\"")},
    {TEXT(";\"/>"), TEXT("\"/>")},
};

static void add_line(struct buf *text, struct str line)
{
    buf_text(text, text->size ? "\n" : "");
    buf_str(text, line);
}

/* What stands around the boxes, for those who cannot see it. */
static struct str legend(const struct callgraph *graph, struct buf *text)
{
    for (int i = 0; i < graph->legend_count; i++) {
        add_line(text, graph->legend[i]);
        for (int k = 0; i == 0 && k < graph->front.verdict_lines; k++)
            add_line(text, graph->front.verdict[k]);
    }
    return buf_slice(text);
}

/* The tag is Graphviz' own, with size and viewBox; ours are the attributes put before them. */
static void open_svg(struct pass *pass, struct str tag)
{
    struct buf text = {0};
    int size = (int)pass->prefix.size;
    const char *prefix = pass->prefix.data;
    buf_format(pass->out,
               "<svg id=\"%.*ssvg\" role=\"img\" aria-labelledby=\"%.*stitle %.*sdesc\" "
               "font-family=\"Helvetica,sans-Serif\" font-size=\"9\"",
               size, prefix, size, prefix, size, prefix);
    buf_str(pass->out, str_from(tag, STR("<svg").size));
    buf_format(pass->out, "<title id=\"%.*stitle\">Call graph of ", size, prefix);
    escape_xml(pass->out, pass->graph->title);
    buf_format(pass->out, "</title>\n<desc id=\"%.*sdesc\">", size, prefix);
    escape_xml(pass->out, legend(pass->graph, &text));
    buf_text(pass->out, "</desc>\n");
    if (pass->dark)
        svg_theme_dark(pass->graph, pass->prefix, pass->dark);
    else
        svg_theme_write(pass->graph, pass->prefix, pass->out);
    buf_free(&text);
}

/* The index in an id as "n12"; UINT32_MAX if there is none. */
static uint32_t index_of(struct str id)
{
    uint32_t index = 0;
    for (size_t i = 1; i < id.size; i++) {
        if (id.data[i] < '0' || id.data[i] > '9' || i > 9)
            return UINT32_MAX;
        index = index * 10 + (uint32_t)(id.data[i] - '0');
    }
    return id.size > 1 ? index : UINT32_MAX;
}

/* What the box or edge of this id is called; empty for the graph itself. */
static struct str name_of(const struct callgraph *graph, struct str id)
{
    uint32_t index = index_of(id);
    if (id.size && id.data[0] == 'n' && index < graph->node_count)
        return graph->nodes[index].tooltip;
    if (id.size && id.data[0] == 'e' && index < graph->edge_count)
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

/* A box that leads somewhere becomes a link; the tooltip is its title already. */
static void open_link(struct pass *pass)
{
    uint32_t index = index_of(pass->id);
    pass->keeps_link = str_starts(pass->id, STR("n")) && index < pass->graph->node_count &&
                       pass->graph->nodes[index].link.size;
    if (!pass->keeps_link)
        return;
    buf_text(pass->out, "<a xlink:href=\"");
    escape_xml(pass->out, pass->graph->nodes[index].link);
    buf_text(pass->out, "\" target=\"_top\">\n");
}

/* What becomes of the start of an element; NULL: it stays. */
static const struct change *change_of(struct str line)
{
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        if (str_starts(line, changes[i].from))
            return &changes[i];
    return NULL;
}

/* The size of what stands before an id at the start; 0 if none comes there. */
static size_t before_id(struct str line)
{
    static const struct str starts[] = {{" id=\"", 5}, {"\"url(#", 6}};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (str_starts(line, starts[i]))
            return starts[i].size;
    return 0;
}

/* The size of the start after which something that is changed may come. */
static size_t plain_size(struct str line)
{
    size_t size = 1;
    while (size < line.size && !strchr(" \";", line.data[size]))
        size++;
    return size;
}

/* Copies an element with ids made ours and what Graphviz repeats left out. */
static void write_element(struct pass *pass, struct str line)
{
    while (line.size) {
        const struct change *change = change_of(line);
        size_t id = before_id(line), size = id ? id : plain_size(line);
        if (change)
            size = change->from.size;
        buf_str(pass->out, change ? change->to : str_first(line, size));
        if (id && !change)
            buf_str(pass->out, pass->prefix);
        line = str_from(line, size);
    }
}

/* What follows "<text" in a line. That all blanks count, as Graphviz says from version 13 on, is
   left out: those at the ends of a text only keep a distance while boxes are laid out. */
static struct str after_text(struct str line)
{
    static const struct str preserve = {" xml:space=\"preserve\"", 21};
    struct str rest = str_from(line, STR("<text").size);
    return str_starts(rest, preserve) ? str_from(rest, preserve.size) : rest;
}

/* Text between tags is the profile's: nothing in it is to be changed. */
static void write_text(struct pass *pass, struct str line)
{
    struct str rest = after_text(line);
    size_t end = str_find(rest, '>');
    buf_text(pass->out, "<text");
    write_element(pass, str_first(rest, end));
    svg_text_length(str_first(rest, end), str_from(rest, end + 1), pass->out);
    buf_str(pass->out, str_from(rest, end));
}

static const struct str at_left = {" text-anchor=\"start\" x=\"", 24};

/* A text at the right of a box, as dot_write makes it: with blanks before it, which come out as a
   blank and a reference. */
static bool is_at_right(const struct pass *pass, struct str line)
{
    struct str text = str_from(line, str_find(line, '>') + 1);
    return pass->id.size && pass->id.data[0] == 'n' && pass->held_count < NODE_ROWS + 1 &&
           str_starts(line, STR("<text")) && str_starts(after_text(line), at_left) &&
           str_starts(text, STR(" &#160;"));
}

/* The largest x of a polygon's points; 0 if it has none. */
static double right_edge(struct str polygon)
{
    static const struct str points = {"points=\"", 8};
    double right = 0;
    bool any = false;
    while (polygon.size && !str_starts(polygon, points))
        polygon = str_from(polygon, 1);
    polygon = str_from(polygon, points.size);
    polygon = str_first(polygon, str_find(polygon, '"'));
    for (; polygon.size; polygon = str_from(polygon, str_find(polygon, ' ') + 1)) {
        char number[32] = {0};
        struct str x = str_first(polygon, str_find(polygon, ','));
        memcpy(number, x.data, x.size < sizeof number - 1 ? x.size : sizeof number - 1);
        double value = strtod(number, NULL);
        right = any && right > value ? right : value;
        any = true;
    }
    return right;
}

/* Graphviz places a text by where it begins; one at the right is to end where the box does, also in
   a font that is narrower than the one that was measured. */
static void write_at_right(struct pass *pass, struct str line, double right)
{
    struct str rest = str_from(after_text(line), at_left.size);
    rest = str_from(rest, str_find(rest, '"'));
    size_t end = str_find(rest, '>');
    struct str text = str_from(rest, end + 1);
    while (str_starts(text, STR(" ")) || str_starts(text, STR("&#160;")))
        text = str_from(text, text.data[0] == ' ' ? 1 : STR("&#160;").size);
    buf_format(pass->out, "<text text-anchor=\"end\" x=\"%.6g", right);
    write_element(pass, str_first(rest, end));
    svg_text_length(str_first(rest, end), text, pass->out);
    buf_char(pass->out, '>');
    buf_str(pass->out, text);
}

/* The bar of the box tells where its right edge is. */
static void write_held(struct pass *pass, struct str bar)
{
    double right = pass->held_count ? right_edge(bar) : 0;
    for (int i = 0; i < pass->held_count; i++)
        write_at_right(pass, pass->held[i], right);
    pass->held_count = 0;
}

/* A box without a bar keeps its texts as they are. */
static void give_up_held(struct pass *pass)
{
    for (int i = 0; i < pass->held_count; i++)
        write_text(pass, pass->held[i]);
    pass->held_count = 0;
}

/* The box of the group that was opened last; NULL if it is none. */
static const struct callgraph_node *box_of(const struct pass *pass)
{
    uint32_t index = index_of(pass->id);
    bool is_box = pass->id.size && pass->id.data[0] == 'n' && index < pass->graph->node_count;
    return is_box ? &pass->graph->nodes[index] : NULL;
}

/* The ground of a cell of a ledger's row, as dot_write makes it: alone to be so opaque. */
static bool is_cell(const struct pass *pass, struct str line)
{
    const struct callgraph_node *box = box_of(pass);
    return box && pass->cells < 2 * box->entry_count &&
           str_contains(line, STR(" fill-opacity=\"0.627451\""));
}

/* A row's two cells become a group with an id, a tooltip, and the link of its own. */
static void open_row(struct pass *pass)
{
    uint32_t row = pass->cells / 2;
    const struct callgraph_entry *entry = &box_of(pass)->entries[row];
    buf_text(pass->out, "<g id=\"");
    buf_str(pass->out, pass->prefix);
    buf_str(pass->out, pass->id);
    buf_format(pass->out, "r%" PRIu32 "\" class=\"row\"", row);
    if (pass->dark && entry->function != NO_FUNCTION) /* for a report's scripts */
        buf_format(pass->out, " data-f=\"%" PRIu32 "\"", entry->function);
    buf_text(pass->out, ">\n");
    if (!entry->tooltip.size)
        return;
    buf_text(pass->out, "<title>");
    escape_xml(pass->out, entry->tooltip);
    buf_text(pass->out, "</title>\n");
}

static void write_cell(struct pass *pass, struct str line)
{
    if (pass->cells % 2 == 0)
        open_row(pass);
    write_element(pass, line);
    pass->cells++;
    pass->in_cell = true;
    pass->cell_end = right_edge(line);
}

/* The name stands at the left, the share ends where its cell does. */
static void write_cell_text(struct pass *pass, struct str line)
{
    bool is_share = pass->cells % 2 == 0;
    pass->in_cell = false;
    if (is_share)
        write_at_right(pass, line, pass->cell_end);
    else
        write_text(pass, line);
    buf_text(pass->out, is_share ? "</g>\n" : "");
}

static void note_group(struct pass *pass, struct str line)
{
    struct str id = str_from(line, STR("<g id=\"").size);
    pass->id = str_first(id, str_find(id, '"'));
    pass->cells = 0;
}

/* A group, or a shape: texts that were held for a box stand in front of what follows it. */
static void write_shape(struct pass *pass, struct str line)
{
    if (str_starts(line, STR("<g id=\"")))
        note_group(pass, line);
    if (str_starts(line, STR("<polygon")))
        write_held(pass, line);
    write_element(pass, line);
}

/* Of what Graphviz makes of a tooltip: a link in a group of its own. Whether the line is part of
   it. */
static bool write_link(struct pass *pass, struct str line)
{
    if (str_starts(line, STR("<g id=\"a_"))) {
        pass->in_link = true;
        open_link(pass);
        return true;
    }
    if (pass->in_link && str_equal(line, STR("</a>\n"))) {
        pass->in_link = false;
        pass->drop_close = true;
        buf_text(pass->out, pass->keeps_link ? "</a>\n" : "");
        return true;
    }
    bool closes = pass->drop_close && str_equal(line, STR("</g>\n"));
    pass->drop_close &= !closes;
    return closes;
}

/* Graphviz writes each element at the start of a line, and text with '<' escaped. */
static void write_line(struct pass *pass, struct str line)
{
    if (str_starts(line, STR("</g>")) || str_starts(line, STR("</a>")))
        give_up_held(pass); /* not in a gradient, which comes before the bar: nobody would see it */
    if (str_starts(line, STR("<!-- ")) || str_starts(line, STR(" -->")))
        return;
    if (str_starts(line, STR("<title>"))) {
        write_title(pass);
    } else if (write_link(pass, line)) {
        return;
    } else if (pass->in_cell && str_starts(line, STR("<text"))) {
        write_cell_text(pass, line);
    } else if (is_cell(pass, line)) {
        write_cell(pass, line);
    } else if (is_at_right(pass, line)) {
        pass->held[pass->held_count++] = line;
    } else if (str_starts(line, STR("<text"))) {
        write_text(pass, line);
    } else {
        write_shape(pass, line);
    }
}

/* Made from the picture, so that several in one page do not share ids. */
static struct str prefix_of(struct str picture, struct buf *text)
{
    static const uint64_t seed[2] = {0};
    buf_format(text, "p%08" PRIx32 "_", (uint32_t)str_hash(picture, seed));
    return buf_slice(text);
}

void svg_finish(struct str picture, const struct callgraph *graph, struct buf *out,
                struct buf *dark)
{
    struct buf made = {0};
    struct pass pass = {.graph = graph, .out = out, .dark = dark};
    pass.prefix = graph->id_prefix.size ? graph->id_prefix : prefix_of(picture, &made);
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
    buf_free(&made);
}
