#include "view/graph/front.h"

#include "view/graph/page.h"
#include "view/graph/verdict.h"
#include "view/measure.h"
#include "view/number.h"

/* Points: text sizes as dot_write has them, and the room of the two sides. */
#define TITLE_SIZE 13
#define VERDICT_SIZE 10
#define NOTE_SIZE 8
#define LEFT_ROOM 430
#define NOTE_ROOM 300
#define COST_ROOM 240

struct writer {
    struct maker *maker;
    struct front *front;
    struct arena *arena;
};

/* The longest start of the text that fits, up to a blank; at least a word. A number keeps its "%".
 */
static struct str first_line(struct str text, double room, double size)
{
    size_t end = 0;
    for (size_t at = 0; at < text.size; at++) {
        at += str_find(str_from(text, at), ' ');
        if (str_starts(str_from(text, at), STR(" %")))
            continue;
        if (end && measure_text(str_first(text, at), MEASURE_WIDE, size) > room)
            break;
        end = at;
    }
    return str_first(text, end);
}

/* Lines of the head, and the room that they have. */
struct column {
    struct str *lines;
    int most;
    double room, size;
};

/* Breaks a text into lines after the `count` that are there; returns how many there are then. */
static int wrap(const struct writer *w, struct str text, const struct column *column, int count)
{
    while (text.size && count < column->most) {
        bool is_last = count + 1 == column->most;
        struct str line = is_last ? text : first_line(text, column->room, column->size);
        column->lines[count++] =
            measure_cut(line, MEASURE_WIDE, column->size, column->room, w->arena);
        text = str_from(text, line.size < text.size ? line.size + 1 : text.size);
    }
    return count;
}

static void add_note(struct writer *w, struct buf *text)
{
    struct front *front = w->front;
    struct column notes = {front->notes, FRONT_NOTES, NOTE_ROOM, NOTE_SIZE};
    if (text->size)
        front->note_count = wrap(w, maker_settle(w->maker, text), &notes, front->note_count);
    buf_cut(text, 0);
}

static double share_of(const struct writer *w, double time)
{
    return profile_share(time, w->maker->subject->whole->total);
}

static void make_verdict(struct writer *w)
{
    struct buf text = {0};
    verdict_tell(w->maker->subject, w->maker->names, &text);
    struct column verdict = {w->front->verdict, FRONT_LINES, LEFT_ROOM, VERDICT_SIZE};
    w->front->verdict_lines = wrap(w, maker_settle(w->maker, &text), &verdict, 0);
    buf_free(&text);
}

static void make_costs(struct writer *w)
{
    const struct names *names = w->maker->names;
    const struct profile *profile = callgraph_full(w->maker->subject);
    struct buf text = {0};
    for (uint32_t i = 0; i < names->cost_count; i++) {
        struct front_cost *cost = &w->front->costs[w->front->cost_count++];
        double own = profile->functions[names->costs[i]].own;
        struct str name = label_line(names->of_cost[i], LABEL_LIMIT, w->arena);
        cost->name = measure_cut(name, MEASURE_WIDE_BOLD, 9, COST_ROOM, w->arena);
        cost->part = own / profile->functions[names->costs[0]].own;
        number_percent(&text, share_of(w, own));
        cost->share = maker_settle(w->maker, &text);
    }
    buf_free(&text);
}

/* Which signs occur. */
struct signs {
    bool rows, elsewhere, back, over, from, cycle, recursion, hot, residual, estimated;
    bool own_code, libraries;
};

static struct signs find_signs(const struct callgraph *graph)
{
    struct signs signs = {0};
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct callgraph_node *node = &graph->nodes[i];
        signs.cycle |= str_starts(node->calls, STR("↻"));
        signs.recursion |= str_contains(node->calls, STR("/"));
        signs.own_code |= node->is_own && !node->is_hot;
        signs.libraries |= !node->is_own && !node->is_hot;
        for (uint32_t k = 0; k < node->entry_count; k++) {
            struct str name = node->entries[k].name;
            bool counts = node->entries[k].function != NO_FUNCTION;
            signs.rows |= counts;
            signs.elsewhere |= counts && str_starts(name, STR("→ "));
            signs.back |= counts && str_starts(name, STR("↻ "));
            signs.over |= counts && str_starts(name, STR("… "));
            signs.from |= counts && str_starts(name, STR("← "));
        }
    }
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        signs.hot |= graph->edges[i].is_hot;
        signs.residual |= graph->edges[i].residual;
        signs.estimated |= str_contains(graph->edges[i].label[0], STR("≈"));
    }
    return signs;
}

/* Appends a part of a line, after a gap where it is not the first. */
static void add_part(struct buf *text, bool wanted, const char *part)
{
    if (!wanted)
        return;
    buf_text(text, text->size ? "   " : "");
    buf_text(text, part);
}

static void explain_boxes(struct writer *w, const struct signs *signs, struct buf *text)
{
    const struct callgraph_style *style = w->maker->style;
    if (!w->maker->graph->plain)
        buf_text(text, style->color_by_own ? "fill: Own; " : "fill: Total; ");
    buf_text(text, "larger name and dark bar: Own");
    add_note(w, text);
    add_part(text, signs->rows, "rows in a box: calls without a box of their own");
    add_note(w, text);
    add_part(text, signs->elsewhere, "→ its box is elsewhere");
    add_part(text, signs->over, "… over functions not shown");
    add_part(text, signs->from, "← also calls it");
    add_note(w, text);
    add_part(text, signs->back, "↻ calls back up");
    add_part(text, signs->cycle, signs->back ? "↻× in a cycle of calls" : "↻ in a cycle of calls");
    add_note(w, text);
    add_part(text, signs->recursion, "×9/2: 9 calls, 2 of them not from within itself");
    add_note(w, text);
    add_part(text, signs->own_code && signs->libraries, "thin frame: not your code");
    add_note(w, text);
}

static void explain_arrows(struct writer *w, const struct signs *signs, struct buf *text)
{
    if (signs->hot)
        buf_format(text, "%s arrows and thick frames: the path of most %s",
                   w->maker->graph->plain ? "wide" : "red",
                   number_noun(&callgraph_full(w->maker->subject)->unit));
    add_note(w, text);
    add_part(text, signs->residual, "dotted: over functions not shown");
    add_part(text, signs->estimated, "≈ estimated");
    add_note(w, text);
}

void front_make(struct maker *maker)
{
    struct callgraph *graph = maker->graph;
    struct writer w = {maker, &graph->front, &graph->arena};
    struct buf text = {0};
    if (graph->legend_count)
        graph->front.title =
            measure_cut(graph->legend[0], MEASURE_WIDE_BOLD, TITLE_SIZE, LEFT_ROOM, &graph->arena);
    make_verdict(&w);
    make_costs(&w);
    struct signs signs = find_signs(graph);
    if (graph->node_count)
        explain_boxes(&w, &signs, &text);
    explain_arrows(&w, &signs, &text);
    for (int i = 1; i < graph->legend_count; i++) {
        buf_str(&text, graph->legend[i]);
        add_note(&w, &text);
    }
    buf_free(&text);
}
