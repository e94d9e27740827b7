#include "view/graph/callgraph_make.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "view/graph/cost.h"
#include "view/graph/front.h"
#include "view/graph/legend.h"
#include "view/graph/node.h"
#include "view/graph/page.h"
#include "view/number.h"

/* A graph of so few boxes has room made for all labels of its edges. In a larger one they go where
   there is room, which saves a quarter of the area. */
enum { FEW_NODES = 40 };

/* How straight and short an edge is kept, against others. Larger weights by share make three times
   as many crossings. */
enum { MOST_WEIGHT = 10, HOT_WEIGHT = 500, LEDGER_HOT_WEIGHT = 300 };

/* Shares of the total: from the first on an arrow of a ledger is drawn in heat, from the second on
   its share is said where several lead into a box. */
#define LEAST_WARM 0.03
#define LEAST_LABELLED 0.02

/* A ledger names so much of the own time of what was selected, if it can. */
#define NAMED_OWN 0.98

/* So few boxes all stand for themselves, if they fit the page. */
enum { FEW_BOXES = 12 };

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
    buf_str(&text, maker->names->of_place[link->from]);
    buf_text(&text, link->is_back ? " ↻ " : " → ");
    buf_str(&text, maker->names->of_place[link->to]);
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
        if (edge->is_hot)
            edge->pen[i] = palette_hot_pen(&palette, part);
        else if (maker->ledger && part >= LEAST_WARM)
            edge->pen[i] = palette_warm_pen(&palette, part);
        else
            edge->pen[i] = palette_pen(&palette, part);
    }
}

/* In a ledger only the share of an arrow is said, where several lead into a box. */
static void label_edge(struct callgraph_edge *edge, const struct maker *maker,
                       const struct outline_link *link, const uint32_t *incoming, struct str share,
                       struct str calls)
{
    if (maker->ledger) {
        if (incoming[link->to] > 1 && link->share >= LEAST_LABELLED)
            edge->label[0] = share;
        return;
    }
    if (says_more(maker, link, incoming)) {
        edge->label[0] = share;
        edge->label[1] = calls;
    }
}

/* How straight an edge is kept. */
static int weight_of(const struct maker *maker, const struct outline_link *link, double part)
{
    if (link->on_spine && !maker->ledger)
        return HOT_WEIGHT;
    if (link->on_hot_path && maker->ledger)
        return LEDGER_HOT_WEIGHT;
    return link->is_back ? 1 : 1 + (int)((MOST_WEIGHT - 1) * part);
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
    edge->from = maker->node_of[link->from];
    edge->to = maker->node_of[link->to];
    edge->is_back = link->is_back;
    edge->residual = link->link.residual;
    edge->is_hot = link->on_hot_path;
    edge->tooltip = edge_tooltip(maker, link, share, calls);
    label_edge(edge, maker, link, incoming, share, calls);
    edge->width = maker->ledger && edge->is_hot ? .6 + 3.4 * sqrt(part) : .5 + 2.7 * part;
    edge->weight = weight_of(maker, link, part);
    paint_edge(maker, edge, part);
}

static void make_edges(struct maker *maker)
{
    struct callgraph *graph = maker->graph;
    const struct outline *outline = maker->subject->outline;
    const bool *is_arrow = maker->ledger ? maker->ledger->is_arrow : NULL;
    uint32_t *incoming = memory_new(maker->subject->selection->function_count, sizeof *incoming);
    uint32_t count = 0;
    for (uint32_t i = 0; i < outline->link_count; i++)
        if (!is_arrow || is_arrow[i])
            incoming[outline->links[i].to] += outline->links[i].from != outline->links[i].to;
    graph->edge_count = maker->ledger ? maker->ledger->arrow_count : outline->link_count;
    graph->edges = arena_new(&graph->arena, graph->edge_count, sizeof *graph->edges);
    for (uint32_t i = 0; i < outline->link_count; i++)
        if (!is_arrow || is_arrow[i])
            make_edge(maker, &graph->edges[count++], &outline->links[i], incoming);
    free(incoming);
}

static void make_parts(struct maker *maker)
{
    node_make_all(maker);
    make_edges(maker);
}

/* Own time of all that was selected, in seconds. */
static double selected_own(const struct callgraph_subject *subject)
{
    double own = 0;
    for (uint32_t i = 0; i < subject->selection->function_count; i++)
        own = profile_add_times(
            own, fmax(subject->profile->functions[subject->selection->functions[i]].own, 0));
    return own;
}

/* How much a ledger puts into rows, and how narrow its boxes are. */
struct tightness {
    double subtree, leaf, second; /* as in struct ledger_limits */
    bool narrow;
};

/* A ledger that names nearly all own time of the selected functions: with more rows where few do
   not. */
static struct ledger write_ledger(const struct maker *maker, const struct tightness *tightness)
{
    static const struct {
        double least_own;
        uint32_t rows;
    } details[] = {{.015, 6},  {.008, 7},  {.004, 8},   {.002, 10},
                   {.001, 12}, {.001, 18}, {.0005, 24}, {0, 48}};
    enum { DETAILS = sizeof details / sizeof details[0] };
    const struct callgraph_subject *subject = maker->subject;
    double wanted = NAMED_OWN * selected_own(subject);
    for (int i = 0;; i++) {
        struct ledger_limits limits = {tightness->subtree, tightness->leaf, tightness->second,
                                       details[i].least_own, details[i].rows};
        struct ledger ledger =
            ledger_make(subject->profile, subject->selection, subject->outline,
                        subject->whole->total, &limits, subject->selection->pinned);
        if (ledger.named >= wanted || i + 1 == DETAILS)
            return ledger;
        ledger_free(&ledger);
    }
}

/* Puts more and more into rows, until the picture fits the page. */
static void make_ledger(struct maker *maker)
{
    static const struct tightness levels[] = {
        {0, 0, .03, false},     {.01, .05, .03, false}, {.02, .05, .03, false},
        {.03, .05, .03, false}, {.05, .05, .03, false}, {.05, .05, .05, true},
        {.08, .08, .05, true},  {.12, .12, .05, true},  {.12, .12, .1, true},
        {.2, .2, .1, true},     {.35, .35, .1, true},   {.2, .2, .2, true},
        {.35, .35, .35, true},  {.35, .35, 1.1, true},  {1.1, 1.1, 1.1, true}};
    enum { LEVELS = sizeof levels / sizeof levels[0] };
    bool downwards =
        maker->style->direction == DIRECTION_DOWN || maker->style->direction == DIRECTION_UP;
    struct ledger ledger;
    maker->ledger = &ledger; /* cppcheck-suppress autoVariables; taken back below */
    for (int i = 0; i < LEVELS; i++) {
        ledger = write_ledger(maker, &levels[i]);
        maker->narrow = levels[i].narrow;
        bool fits = i > 0 || ledger.box_count <= FEW_BOXES;
        if (fits) {
            make_parts(maker);
            fits = i + 1 == LEVELS || !downwards || page_predict(maker->graph) <= PAGE_WIDTH;
        }
        maker->named_own = ledger.named;
        maker->named_count = ledger.named_count;
        ledger_free(&ledger);
        if (fits)
            break;
    }
    maker->ledger = NULL;
    if (downwards)
        page_shelve(maker->graph);
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

const struct profile *callgraph_full(const struct callgraph_subject *subject)
{
    return subject->full ? subject->full : subject->profile;
}

struct callgraph callgraph_make(const struct callgraph_subject *subject,
                                const struct callgraph_style *style)
{
    struct callgraph graph = {.ledger = style->boxes == BOXES_LEDGER};
    struct maker maker = {.subject = subject,
                          .style = style,
                          .graph = &graph,
                          .first_entry = maker_first_entry(subject)};
    struct names names = names_make(subject, &graph.arena);
    maker.names = &names;
    maker.node_of = memory_new(subject->selection->function_count, sizeof *maker.node_of);
    graph.title = utf8_repair(&graph.arena, arena_copy(&graph.arena, str_of(subject->title)));
    set_page(&graph, &maker);
    if (graph.ledger)
        make_ledger(&maker);
    else
        make_parts(&maker);
    legend_make(&maker);
    if (graph.ledger)
        front_make(&maker);
    cost_of_layout(&graph, &graph.cost[0], &graph.cost[1]);
    graph.labels = graph.node_count <= FEW_NODES && graph.cost[0] <= CALLGRAPH_LABEL_COST
                       ? EDGE_LABELS
                   : graph.cost[1] <= CALLGRAPH_COST ? EDGE_XLABELS
                                                     : EDGE_NO_LABELS;
    free(maker.node_of);
    return graph;
}

void callgraph_free(struct callgraph *graph)
{
    arena_free(&graph->arena);
    *graph = (struct callgraph){0};
}
