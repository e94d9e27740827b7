#include "view/changes/changes_graph.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "python/naming.h"
#include "view/graph/cost.h"
#include "view/number.h"
#include "view/words/signed.h"

enum { FEW_NODES = 40, MOST_WEIGHT = 10 };

/* What is being made. */
struct drawer {
    const struct changes_graph_subject *subject;
    const struct callgraph_style *style;
    struct callgraph *graph;
    const struct str *names; /* of each selected function */
};

static struct str settle(struct drawer *d, struct buf *text)
{
    struct str kept = arena_copy(&d->graph->arena, buf_slice(text));
    buf_cut(text, 0);
    return kept;
}

static const struct unit *unit_of(const struct drawer *d)
{
    return &d->subject->difference->profile.unit;
}

static struct palette palette_at(const struct drawer *d, int theme)
{
    struct palette palette = d->style->palette;
    if (theme == 1)
        palette.theme = THEME_DARK;
    return palette;
}

static void paint(const struct drawer *d, double part, struct callgraph_paint paints[2])
{
    for (int i = 0; i < 2; i++) {
        struct palette palette = palette_at(d, i);
        bool is_plain = palette_plain(&palette);
        paints[i].fill = d->subject->color_by_highest ? palette_fill(&palette, part)
                                                      : palette_signed(palette.theme, part);
        paints[i].text =
            is_plain ? palette_ink(&palette, INK_STRONG) : palette_text(paints[i].fill);
        paints[i].border = palette_border(&palette, paints[i].fill);
    }
}

/* "▲ Total +5.85 s", with what that is of the time before at the right. */
static void add_row(struct drawer *d, struct callgraph_node *node, const char *word,
                    const struct change_times *times)
{
    struct callgraph_row *row = &node->rows[node->row_count++];
    struct buf text = {0};
    double change = times->after - times->before;
    if (times->is_real && change != 0) {
        buf_format(&text, "%s %s ", change > 0 ? "▲" : "▼", word);
        signed_cost(&text, change, unit_of(d));
        row->left = settle(d, &text);
        signed_part(&text, times->before, times->after);
        row->right = settle(d, &text);
    } else {
        buf_format(&text, "= %s ", word);
        number_cost(&text, times->after, unit_of(d));
        row->left = settle(d, &text);
    }
    buf_free(&text);
}

/* "new", "gone", "renamed": what is not what it was. */
static const char *mark_of(const struct change *change)
{
    if (change->before == MATCH_NOBODY)
        return "new";
    if (change->after == MATCH_NOBODY)
        return "gone";
    return change->kind == MATCH_RENAMED ? "renamed" : NULL;
}

static bool is_moved(const struct change *change)
{
    bool is_found = change->before != MATCH_NOBODY && change->after != MATCH_NOBODY;
    return is_found && (change->kind == MATCH_LINE || change->kind == MATCH_FILE);
}

static void add_mark(struct drawer *d, struct callgraph_node *node, const struct change *change)
{
    const char *mark = mark_of(change);
    struct buf text = {0};
    if (!mark)
        return;
    buf_text(&text, mark);
    node->rows[node->row_count++].left = settle(d, &text);
    buf_free(&text);
}

static struct str calls_of(struct drawer *d, const struct change_calls *calls)
{
    struct buf text = {0};
    if (d->subject->difference->profile.sampled)
        return STR("");
    buf_text(&text, "×");
    number_count(&text, calls->before);
    if (calls->before != calls->after) {
        buf_text(&text, " → ");
        number_count(&text, calls->after);
    }
    struct str kept = settle(d, &text);
    buf_free(&text);
    return kept;
}

static void say_times(struct drawer *d, struct buf *text, const char *word,
                      const struct change_times *times)
{
    buf_format(text, "\n%s ", word);
    number_cost(text, times->before, unit_of(d));
    buf_text(text, " → ");
    number_cost(text, times->after, unit_of(d));
}

static struct str tooltip_of(struct drawer *d, uint32_t function, const struct change *change)
{
    struct buf text = {0};
    naming_full(&d->subject->difference->profile, function, &text);
    say_times(d, &text, "Total", &change->total);
    say_times(d, &text, "Own", &change->own);
    buf_text(&text, "\n");
    buf_str(&text, calls_of(d, &change->calls));
    struct str kept = settle(d, &text);
    buf_free(&text);
    return kept;
}

/* How far a change is on the scale of colours. */
static double part_of(const struct drawer *d, const struct change *change)
{
    const struct changes *changes = d->subject->changes;
    const struct change_times *times = d->style->color_by_own ? &change->own : &change->total;
    if (d->subject->color_by_highest)
        return profile_share(fmax(times->before, times->after),
                             fmax(changes->before, changes->after));
    if (!times->is_real)
        return 0;
    return profile_share(times->after - times->before, d->subject->difference->most);
}

static bool is_own(const struct drawer *d, const struct change *change)
{
    int side = change->after != MATCH_NOBODY;
    return d->subject->origins[side][side ? change->after : change->before] == ORIGIN_OWN;
}

static void make_node(struct drawer *d, uint32_t place)
{
    const struct changes_graph_subject *subject = d->subject;
    struct callgraph_node *node = &d->graph->nodes[place];
    uint32_t function = subject->selection->functions[place];
    const struct change *change = subject->difference->changes[function];
    node->function = function;
    node->name = d->names[place];
    node->line_count = label_wrap(node->name, d->style->wrap, &d->graph->arena, node->lines);
    add_row(d, node, "Total", &change->total);
    add_row(d, node, "Own", &change->own);
    add_mark(d, node, change);
    node->calls = calls_of(d, &change->calls);
    node->tooltip = tooltip_of(d, function, change);
    node->link = STR("");
    node->cluster = NO_CLUSTER;
    double own = subject->difference->profile.functions[function].own;
    node->own_part = fmin(profile_share(own, subject->difference->most), 1);
    node->scale = 1;
    node->name_size = 10;
    node->is_entry = subject->outline->is_entry[place];
    node->is_own = is_own(d, change);
    paint(d, part_of(d, change), node->paint);
}

/* The direct call that an arrow stands for; call_count where it leads over others. */
static uint32_t call_of(const struct profile *profile, const struct outline_link *link)
{
    const struct row *row = &profile->callers[link->link.callee];
    for (uint32_t i = row->start; i < row->end; i++)
        if (profile->calls[i].caller == link->link.caller)
            return i;
    return profile->call_count;
}

static void pen(const struct drawer *d, double change, double part, struct callgraph_edge *edge)
{
    for (int i = 0; i < 2; i++) {
        struct palette palette = palette_at(d, i);
        edge->pen[i] = change == 0 || palette_plain(&palette)
                           ? palette_pen(&palette, part)
                           : palette_signed(palette.theme, change > 0 ? 1 : -1);
    }
}

/* What an arrow over functions that are not shown leads to: the change of that. */
static double change_below(const struct drawer *d, const struct outline_link *link)
{
    const struct change_times *times = &d->subject->difference->changes[link->link.callee]->total;
    return times->is_real ? times->after - times->before : 0;
}

static void make_edge(struct drawer *d, struct callgraph_edge *edge,
                      const struct outline_link *link)
{
    const struct difference *difference = d->subject->difference;
    uint32_t call = call_of(&difference->profile, link);
    bool is_direct = call < difference->profile.call_count && !link->link.residual;
    double change = is_direct ? difference->call_times[call] : 0;
    double size = is_direct ? fabs(change) : link->link.total;
    double part = fmin(profile_share(size, difference->most), 1);
    struct buf text = {0};
    if (is_direct && change != 0) {
        signed_cost(&text, change, unit_of(d));
        edge->label[0] = settle(d, &text);
        int64_t count = difference->call_counts[call];
        if (count && !difference->profile.sampled) {
            signed_count(&text, 0, count);
            buf_text(&text, " calls");
            edge->label[1] = settle(d, &text);
        }
    }
    edge->from = link->from;
    edge->to = link->to;
    edge->is_back = link->is_back;
    edge->residual = link->link.residual;
    buf_str(&text, d->names[link->from]);
    buf_text(&text, link->is_back ? " ↻ " : " → ");
    buf_str(&text, d->names[link->to]);
    buf_text(&text, edge->label[0].size ? "\n" : "");
    buf_str(&text, edge->label[0]);
    edge->tooltip = settle(d, &text);
    buf_free(&text);
    edge->width = .5 + 2.7 * part;
    edge->weight = link->is_back ? 1 : 1 + (int)((MOST_WEIGHT - 1) * part);
    pen(d, is_direct ? change : change_below(d, link), part, edge);
}

static void add_line(struct drawer *d, struct buf *text)
{
    if (text->size && d->graph->legend_count < LEGEND_LINES)
        d->graph->legend[d->graph->legend_count++] = settle(d, text);
}

static void add_sentence(struct buf *text, const struct sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->count; i++)
        buf_str(text, sentence->pieces[i].text);
}

/* Edits move nearly all functions of a file: one line tells it, not each box. */
static void add_moved(struct drawer *d)
{
    const struct selection *selection = d->subject->selection;
    struct buf text = {0};
    int64_t moved = 0;
    for (uint32_t i = 0; i < selection->function_count; i++)
        moved += is_moved(d->subject->difference->changes[selection->functions[i]]);
    if (moved) {
        number_count(&text, moved);
        buf_text(&text, " of these stand on other lines than before, or in another file");
        add_line(d, &text);
    }
    buf_free(&text);
}

static void make_legend(struct drawer *d)
{
    enum { MOST_CAUSES = 3 };
    const struct changes_told *told = d->subject->told;
    struct buf text = {0};
    buf_str(&text, d->subject->title);
    buf_text(&text, ": ");
    add_sentence(&text, &told->verdict);
    add_line(d, &text);
    for (uint32_t i = 0; i < told->cause_count && i < MOST_CAUSES; i++) {
        add_sentence(&text, &told->causes[i]);
        add_line(d, &text);
    }
    number_count(&text, d->graph->node_count);
    buf_text(&text, " of ");
    number_count(&text, d->subject->changes->count);
    buf_text(&text, " functions, those that changed most and what leads to them");
    add_line(d, &text);
    add_moved(d);
    buf_text(&text,
             "Box: change of Total and Own, each in per cent of what it was before; ▲ slower, "
             "▼ faster, = the same within the noise");
    add_line(d, &text);
    buf_text(&text,
             "Bar: the change of Own, of the largest change; dotted: over functions that are "
             "not shown");
    add_line(d, &text);
    buf_str(&text, told->noise);
    add_line(d, &text);
    buf_free(&text);
}

/* Five stops, from the largest change less to the largest more. */
static void make_key(struct drawer *d)
{
    static const double stops[] = {-1, -.25, 0, .25, 1};
    struct callgraph *graph = d->graph;
    double most = d->subject->difference->most;
    struct buf text = {0};
    if (graph->plain || d->subject->color_by_highest || most <= 0)
        return;
    graph->key_title = d->style->color_by_own ? STR("Change of Own") : STR("Change of Total");
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        struct callgraph_key *key = &graph->key[graph->key_count++];
        signed_cost(&text, stops[i] * most, unit_of(d));
        key->share = settle(d, &text);
        paint(d, stops[i], key->paint);
    }
    buf_free(&text);
}

static void set_page(const struct drawer *d)
{
    struct callgraph *graph = d->graph;
    graph->plain = palette_plain(&d->style->palette);
    graph->both_themes = d->style->both_themes;
    graph->transparent = d->style->transparent;
    graph->direction = d->style->direction;
    graph->id_prefix = d->style->id_prefix ? str_of(d->style->id_prefix) : STR("");
    graph->title = arena_copy(&graph->arena, d->subject->title);
    for (int i = 0; i < 2; i++) {
        struct palette palette = palette_at(d, i);
        graph->page[i] = palette_page(&palette);
        graph->ink[i] = palette_ink(&palette, INK_STRONG);
        graph->faint_ink[i] = palette_ink(&palette, INK_MUTED);
    }
}

/* What the selected functions are called: with their classes where the sources after tell them. */
static const struct str *name_all(struct drawer *d)
{
    const struct selection *selection = d->subject->selection;
    struct arena *arena = &d->graph->arena;
    struct str *known = arena_new(arena, selection->function_count, sizeof *known);
    for (uint32_t i = 0; i < selection->function_count; i++) {
        uint32_t after = d->subject->difference->changes[selection->functions[i]]->after;
        bool is_known = d->subject->qualified && after != MATCH_NOBODY;
        known[i] = is_known ? d->subject->qualified[after] : STR("");
    }
    return label_names(&d->subject->difference->profile, selection->functions, known,
                       selection->function_count, arena);
}

struct callgraph changes_graph_make(const struct changes_graph_subject *subject,
                                    const struct callgraph_style *style)
{
    struct callgraph graph = {0};
    struct drawer d = {.subject = subject, .style = style, .graph = &graph};
    const struct selection *selection = subject->selection;
    const struct outline *outline = subject->outline;
    d.names = name_all(&d);
    set_page(&d);
    graph.node_count = selection->function_count;
    graph.nodes = arena_new(&graph.arena, graph.node_count, sizeof *graph.nodes);
    for (uint32_t i = 0; i < graph.node_count; i++)
        make_node(&d, i);
    graph.edge_count = outline->link_count;
    graph.edges = arena_new(&graph.arena, graph.edge_count, sizeof *graph.edges);
    for (uint32_t i = 0; i < graph.edge_count; i++)
        make_edge(&d, &graph.edges[i], &outline->links[i]);
    make_legend(&d);
    make_key(&d);
    cost_of_layout(&graph, &graph.cost[0], &graph.cost[1]);
    graph.labels = graph.node_count <= FEW_NODES && graph.cost[0] <= CALLGRAPH_LABEL_COST
                       ? EDGE_LABELS
                   : graph.cost[1] <= CALLGRAPH_COST ? EDGE_XLABELS
                                                     : EDGE_NO_LABELS;
    return graph;
}
