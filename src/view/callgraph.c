#include "view/callgraph.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "view/cost.h"
#include "view/number.h"

enum { TOOLTIP_LIMIT = 32768, MOST_WEIGHT = 1000 };

/* Every second of a function's inclusive time is some function's own: more than that by this factor
   cannot come from rounding. */
#define MIXED 1.02

/* What making a graph needs at every step. */
struct maker {
    const struct profile *profile;
    const struct callgraph_style *style;
    struct callgraph *graph;
    struct totals totals;
};

/* Moves what a buffer holds into the graph's arena, and empties it. */
static struct str settle(struct maker *maker, struct buf *text)
{
    struct str copy = arena_copy(&maker->graph->arena, buf_slice(text));
    buf_cut(text, 0);
    return copy;
}

static const char *unit_word(const struct maker *maker, int64_t count)
{
    if (maker->profile->sampled)
        return count == 1 ? "sample" : "samples";
    return count == 1 ? "call" : "calls";
}

/* "×10 001", "×8 361 (1 primitive)", or of a sampled profile "242 samples". */
static void add_calls(struct maker *maker, const struct function *function, struct buf *out)
{
    if (maker->profile->sampled) {
        number_count(out, function->calls);
        buf_format(out, " %s", unit_word(maker, function->calls));
        return;
    }
    buf_text(out, "×");
    number_count(out, function->calls);
    if (function->primitive != function->calls) {
        buf_text(out, " (");
        number_count(out, function->primitive);
        buf_text(out, " primitive)");
    }
}

static void add_row(struct maker *maker, struct callgraph_node *node, const char *word, double time,
                    bool with_time, bool with_share)
{
    if (!with_time && !with_share)
        return;
    struct callgraph_row *row = &node->rows[node->row_count++];
    struct buf text = {0};
    buf_text(&text, word);
    if (with_time) {
        buf_char(&text, ' ');
        number_time(&text, time);
    }
    row->left = settle(maker, &text);
    if (with_share)
        number_percent(&text, profile_share(time, maker->totals.total));
    row->right = settle(maker, &text);
    buf_free(&text);
}

static void add_place(struct maker *maker, struct callgraph_node *node,
                      const struct function *function)
{
    struct buf text = {0};
    struct str file = maker->profile->names[function->file].text;
    buf_str(&text, utf8_last(file, LABEL_LINE));
    if (function->line)
        buf_format(&text, ":%lld", (long long)function->line);
    node->rows[node->row_count++].left = settle(maker, &text);
    buf_free(&text);
}

static struct str node_tooltip(struct maker *maker, uint32_t index)
{
    const struct function *function = &maker->profile->functions[index];
    struct buf text = {0};
    label_full(maker->profile, index, &text);
    buf_cut(&text, utf8_cut(buf_slice(&text), TOOLTIP_LIMIT).size);
    buf_text(&text, "\nTotal ");
    number_time(&text, function->total);
    buf_text(&text, "  ");
    number_percent(&text, profile_share(function->total, maker->totals.total));
    buf_text(&text, "\nOwn ");
    number_time(&text, function->own);
    buf_text(&text, "  ");
    number_percent(&text, profile_share(function->own, maker->totals.total));
    buf_char(&text, '\n');
    add_calls(maker, function, &text);
    struct str tooltip = settle(maker, &text);
    buf_free(&text);
    return tooltip;
}

static void paint_node(struct maker *maker, struct callgraph_node *node,
                       const struct function *function)
{
    double own = profile_share(function->own, maker->totals.total);
    double total = profile_share(function->total, maker->totals.total);
    node->own_part = own < 0 ? 0 : own > 1 ? 1 : own;
    node->fill = palette_fill(&maker->style->palette, maker->style->color_by_own ? own : total);
    node->text = palette_text(node->fill);
    node->border = palette_border(node->fill);
}

static void make_node(struct maker *maker, struct callgraph_node *node, uint32_t index,
                      struct str name)
{
    const struct function *function = &maker->profile->functions[index];
    unsigned fields = maker->style->fields;
    node->name = name;
    node->line_count = label_wrap(name, maker->style->wrap, &maker->graph->arena, node->lines);
    add_row(maker, node, "Total", function->total, fields & FIELD_TOTAL_TIME,
            fields & FIELD_TOTAL_SHARE);
    add_row(maker, node, "Own", function->own, fields & FIELD_OWN_TIME, fields & FIELD_OWN_SHARE);
    if (fields & FIELD_PLACE)
        add_place(maker, node, function);
    if (fields & FIELD_CALLS) {
        struct buf text = {0};
        add_calls(maker, function, &text);
        node->calls = settle(maker, &text);
        buf_free(&text);
    }
    node->tooltip = node_tooltip(maker, index);
    paint_node(maker, node, function);
}

static void add_edge_calls(struct maker *maker, const struct call *call, struct buf *out)
{
    if (!maker->profile->sampled)
        buf_text(out, "×");
    number_count(out, call->calls);
    if (maker->profile->sampled)
        buf_format(out, " %s", unit_word(maker, call->calls));
}

static void make_edge(struct maker *maker, struct callgraph_edge *edge, const struct call *call)
{
    double share = select_call_share(maker->profile, call, maker->totals.total);
    double part = share < 0 ? 0 : share > 1 ? 1 : share;
    struct buf text = {0};
    if (call->estimated && !maker->profile->sampled)
        buf_text(&text, "≈");
    number_percent(&text, share);
    edge->label[0] = settle(maker, &text);
    add_edge_calls(maker, call, &text);
    edge->label[1] = settle(maker, &text);
    buf_str(&text, maker->graph->nodes[edge->from].name);
    buf_text(&text, " → ");
    buf_str(&text, maker->graph->nodes[edge->to].name);
    buf_char(&text, '\n');
    buf_str(&text, edge->label[0]);
    buf_text(&text, "  ");
    number_time(&text, call->total);
    buf_text(&text, call->estimated ? " (estimated)\n" : "\n");
    buf_str(&text, edge->label[1]);
    edge->tooltip = settle(maker, &text);
    buf_free(&text);
    edge->width = .5 + 3.5 * part;
    edge->weight = 1 + (int)((MOST_WEIGHT - 1) * part);
    edge->pen = palette_pen(&maker->style->palette, part);
}

static void make_nodes(struct maker *maker, const struct selection *selection)
{
    struct callgraph *graph = maker->graph;
    struct str *names =
        label_names(maker->profile, selection->functions, selection->function_count, &graph->arena);
    graph->node_count = selection->function_count;
    graph->nodes = arena_new(&graph->arena, graph->node_count, sizeof *graph->nodes);
    for (uint32_t i = 0; i < graph->node_count; i++)
        make_node(maker, &graph->nodes[i], selection->functions[i], names[i]);
}

static void make_edges(struct maker *maker, const struct selection *selection)
{
    struct callgraph *graph = maker->graph;
    uint32_t *place = memory_new(maker->profile->function_count, sizeof *place);
    for (uint32_t i = 0; i < selection->function_count; i++)
        place[selection->functions[i]] = i;
    graph->edge_count = selection->call_count;
    graph->edges = arena_new(&graph->arena, graph->edge_count, sizeof *graph->edges);
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct call *call = &maker->profile->calls[selection->calls[i]];
        graph->edges[i].from = place[call->caller];
        graph->edges[i].to = place[call->callee];
        make_edge(maker, &graph->edges[i], call);
    }
    free(place);
}

static void add_caption(struct maker *maker, struct buf *line)
{
    maker->graph->caption[maker->graph->caption_count++] = settle(maker, line);
}

static void add_reason(struct buf *line, bool *any, uint32_t count, const char *reason)
{
    if (!count)
        return;
    buf_text(line, *any ? ", " : " (left out: ");
    number_count(line, count);
    buf_text(line, reason);
    *any = true;
}

static void say_what_is_shown(struct maker *maker, const struct selection *selection,
                              struct buf *line)
{
    bool any = false;
    double own = 0;
    for (uint32_t i = 0; i < selection->function_count; i++)
        own = profile_add_times(own, maker->profile->functions[selection->functions[i]].own);
    number_count(line, selection->function_count);
    buf_text(line, " of ");
    number_count(line, maker->profile->function_count);
    buf_text(line, " functions, ");
    number_percent(line, profile_share(own, maker->totals.own));
    buf_text(line, " of the time is their own");
    add_reason(line, &any, selection->filtered, " by filters");
    add_reason(line, &any, selection->below_threshold, " below the threshold");
    add_reason(line, &any, selection->over_cap, " beyond --max-nodes");
    buf_text(line, any ? ")" : "");
    add_caption(maker, line);
}

static void make_caption(struct maker *maker, const struct selection *selection)
{
    struct buf line = {0};
    int64_t count = maker->profile->sampled ? maker->totals.primitive : maker->totals.calls;
    buf_str(&line, maker->graph->title);
    buf_text(&line, ": ");
    number_time(&line, maker->totals.total);
    buf_text(&line, " in ");
    number_count(&line, count);
    buf_format(&line, " %s", unit_word(maker, count));
    add_caption(maker, &line);
    if (!maker->profile->function_count)
        buf_text(&line, "empty profile: nothing was recorded");
    else if (!selection->function_count)
        buf_text(&line, selection->below_threshold
                            ? "no function is left above the threshold: lower -n/--node-thres"
                            : "the filters leave no function");
    if (line.size)
        add_caption(maker, &line);
    else
        say_what_is_shown(maker, selection, &line);
    if (maker->totals.total > maker->totals.own * MIXED) {
        buf_text(&line,
                 "more Total than Own time in all: threads are mixed (Python 3.12 on does that) "
                 "or calls are missing; shares may mislead");
        add_caption(maker, &line);
    }
    buf_free(&line);
}

struct callgraph callgraph_make(const struct profile *profile, const struct selection *selection,
                                const struct callgraph_style *style, const char *title)
{
    struct callgraph graph = {0};
    struct maker maker = {profile, style, &graph, profile_totals(profile)};
    graph.title = utf8_repair(&graph.arena, arena_copy(&graph.arena, str_of(title)));
    /* gprof2dot's printing palettes draw black on white, and colour nothing. */
    graph.plain = style->palette.kind == PALETTE_BW || style->palette.kind == PALETTE_PRINT;
    make_nodes(&maker, selection);
    make_edges(&maker, selection);
    make_caption(&maker, selection);
    cost_of_layout(&graph, &graph.cost[0], &graph.cost[1]);
    graph.labels = graph.cost[0] <= CALLGRAPH_LABEL_COST ? EDGE_LABELS
                   : graph.cost[1] <= CALLGRAPH_COST     ? EDGE_XLABELS
                                                         : EDGE_NO_LABELS;
    return graph;
}

void callgraph_free(struct callgraph *graph)
{
    arena_free(&graph->arena);
    *graph = (struct callgraph){0};
}
