#include "view/graph/node.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "python/modules.h"
#include "python/naming.h"
#include "view/graph/entry.h"
#include "view/measure.h"
#include "view/number.h"

enum { TOOLTIP_LIMIT = 32768 };

/* Own time that vanished below a function is said in its box from this share of the total on. */
#define LEAST_PRUNED 0.01

/* How much larger than usual the text of a box is that holds all own time, with --size-by own. */
#define MOST_SCALE 3.0

static double share_of(const struct maker *maker, double time)
{
    return profile_share(time, maker->subject->whole->total);
}

static double clamped(double share)
{
    return share < 0 ? 0 : share > 1 ? 1 : share;
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
        number_cost(&text, time, &maker->subject->profile->unit);
    }
    row->left = maker_settle(maker, &text);
    if (with_share)
        number_percent(&text, share_of(maker, time));
    row->right = maker_settle(maker, &text);
    buf_free(&text);
}

/* "+14 pruned 820 ms": what the function leads to without its being shown. */
static void add_pruned(struct maker *maker, struct callgraph_node *node, uint32_t place)
{
    const struct outline *outline = maker->subject->outline;
    if (share_of(maker, outline->pruned[place]) < LEAST_PRUNED)
        return;
    struct buf text = {0};
    buf_char(&text, '+');
    number_count(&text, outline->pruned_from[place]);
    buf_text(&text, " pruned");
    add_row(maker, node, text.data, outline->pruned[place],
            maker->style->fields & (FIELD_TOTAL_TIME | FIELD_OWN_TIME),
            maker->style->fields & (FIELD_TOTAL_SHARE | FIELD_OWN_SHARE));
    buf_free(&text);
}

/* That no arrow leads to the box. A ledger says it in a row of its own. */
static void add_root(struct maker *maker, struct callgraph_node *node, uint32_t place)
{
    const char *words = maker_root_words(maker, place);
    struct buf text = {0};
    buf_text(&text, words ? words : "");
    if (words)
        node->rows[node->row_count++].left = maker_settle(maker, &text);
    buf_free(&text);
}

static void add_place(struct maker *maker, struct callgraph_node *node,
                      const struct function *function)
{
    struct buf text = {0};
    struct str file = maker->subject->profile->names[function->file].text;
    buf_str(&text, utf8_last(file, LABEL_LINE));
    if (function->line)
        buf_format(&text, ":%lld", (long long)function->line);
    node->rows[node->row_count++].left = maker_settle(maker, &text);
    buf_free(&text);
}

static struct str node_tooltip(struct maker *maker, uint32_t place)
{
    uint32_t index = maker->subject->selection->functions[place];
    const struct outline *outline = maker->subject->outline;
    const struct function *function = &maker->subject->profile->functions[index];
    struct buf text = {0};
    const struct abridged *abridged = maker->subject->select->abridged;
    if (abridged && abridged->imports == index)
        maker_add_imports(maker, &text);
    else
        naming_full(maker->subject->profile, index, &text);
    buf_cut(&text, utf8_cut(buf_slice(&text), TOOLTIP_LIMIT).size);
    maker_add_time(maker, "\nTotal ", profile_weight(function), &text);
    maker_add_time(maker, "\nOwn ", function->own, &text);
    size_t end = text.size;
    buf_char(&text, '\n');
    maker_add_calls(maker, function, &text);
    if (text.size == end + 1)
        buf_cut(&text, end);
    if (outline->pruned_from[place] && outline->pruned[place] > 0) {
        buf_text(&text, "\n+");
        number_count(&text, outline->pruned_from[place]);
        maker_add_time(maker,
                       outline->pruned_from[place] == 1 ? " function below it not shown: "
                                                        : " functions below it not shown: ",
                       outline->pruned[place], &text);
    }
    if (outline->in_cycle[place])
        buf_text(&text, "\n↻ part of a cycle of calls");
    const char *root = maker_root_words(maker, place);
    if (root) {
        buf_char(&text, '\n');
        buf_text(&text, root);
    }
    struct str tooltip = maker_settle(maker, &text);
    buf_free(&text);
    return tooltip;
}

/* Points. In a ledger the name grows with Own; long names are set smaller, lest they make the whole
   picture wider. */
static double name_size(const struct maker *maker, const struct callgraph_node *node)
{
    enum { LONG_NAME = 20, LONG_LEDGER_NAME = 24, USUAL = 10, SMALL = 9, MOST_MORE = 9 };
    size_t length = utf8_count(node->name);
    if (!maker->ledger)
        return (length > LONG_NAME ? SMALL : USUAL) * node->scale;
    double size = USUAL + MOST_MORE * sqrt(node->own_part);
    return (length > LONG_LEDGER_NAME && size < USUAL + 1 ? SMALL : size) * node->scale;
}

static void size_node(const struct maker *maker, struct callgraph_node *node,
                      const struct function *function)
{
    node->own_part = clamped(share_of(maker, function->own));
    node->scale = maker->style->size_by_own ? 1 + (MOST_SCALE - 1) * sqrt(node->own_part) : 1;
    node->name_size = name_size(maker, node);
}

/* In a ledger lines of wide letters, or of large ones, are broken earlier, and no line is wider
   than a box may be. */
static void set_name(struct maker *maker, struct callgraph_node *node)
{
    enum { WIDEST_LINE = 260, NARROW_LINE = 170 }; /* points */
    struct arena *arena = &maker->graph->arena;
    double most = (maker->narrow ? NARROW_LINE : WIDEST_LINE) * node->scale;
    double width = 0;
    node->line_count = label_wrap(node->name, maker->style->wrap, arena, node->lines);
    for (int i = 0; i < node->line_count; i++)
        width = fmax(width, measure_text(node->lines[i], MEASURE_WIDE_BOLD, node->name_size));
    if (!maker->ledger || width <= most)
        return;
    node->line_count = label_wrap(node->name, true, arena, node->lines);
    for (int i = 0; i < node->line_count; i++)
        node->lines[i] =
            measure_cut(node->lines[i], MEASURE_WIDE_BOLD, node->name_size, most, arena);
}

static void paint_node(struct maker *maker, struct callgraph_node *node,
                       const struct function *function)
{
    double own = share_of(maker, function->own);
    double total = share_of(maker, profile_weight(function));
    for (int i = 0; i < 2; i++) {
        struct palette palette = maker_palette(maker, i);
        struct callgraph_paint *paint = &node->paint[i];
        paint->fill = palette_fill(&palette, maker->style->color_by_own ? own : total);
        paint->text =
            palette_plain(&palette) ? palette_ink(&palette, INK_STRONG) : palette_text(paint->fill);
        paint->border = palette_border(&palette, paint->fill);
    }
}

static struct str calls_of(struct maker *maker, uint32_t place, const struct function *function)
{
    struct buf text = {0};
    maker_add_calls(maker, function, &text);
    if (maker->subject->outline->in_cycle[place]) {
        struct str counted = maker_settle(maker, &text);
        buf_text(&text, counted.size ? "↻ " : "↻");
        buf_str(&text, counted);
    }
    struct str calls = maker_settle(maker, &text);
    buf_free(&text);
    return calls;
}

static void make_node(struct maker *maker, uint32_t place)
{
    const struct callgraph_subject *subject = maker->subject;
    struct callgraph_node *node = &maker->graph->nodes[maker->node_of[place]];
    struct str name = maker->names->of_place[place];
    uint32_t index = subject->selection->functions[place];
    const struct function *function = &subject->profile->functions[index];
    unsigned fields = maker->style->fields;
    node->function = index;
    node->name = name;
    size_node(maker, node, function);
    set_name(maker, node);
    add_row(maker, node, "Total", profile_weight(function), fields & FIELD_TOTAL_TIME,
            fields & FIELD_TOTAL_SHARE);
    add_row(maker, node, "Own", function->own, fields & FIELD_OWN_TIME, fields & FIELD_OWN_SHARE);
    if (maker->ledger)
        entry_make_all(maker, place);
    else
        add_pruned(maker, node, place);
    if (!maker->ledger)
        add_root(maker, node, place);
    if (fields & FIELD_PLACE)
        add_place(maker, node, function);
    if (fields & FIELD_CALLS)
        node->calls = calls_of(maker, place, function);
    node->tooltip = node_tooltip(maker, place);
    node->link = subject->links ? arena_copy(&maker->graph->arena, subject->links[place]) : STR("");
    node->cluster = NO_CLUSTER;
    node->is_entry = subject->outline->is_entry[place];
    node->is_own = subject->origins[index] == ORIGIN_OWN;
    paint_node(maker, node, function);
}

/* What a function is put together with others by. */
static void add_group(const struct maker *maker, uint32_t place, struct buf *out)
{
    const struct profile *profile = maker->subject->profile;
    uint32_t index = maker->subject->selection->functions[place];
    enum origin origin = maker->subject->origins[index];
    if (maker->style->cluster == CLUSTER_ORIGIN)
        buf_text(out, origins_name(origin));
    else if (maker->style->cluster == CLUSTER_MODULE)
        modules_name(profile, index, origin, out);
    else
        modules_package(profile, index, origin, out);
}

struct grouped {
    struct str name;
    uint32_t node;
};

static int compare_groups(const void *left, const void *right)
{
    const struct grouped *a = left;
    const struct grouped *b = right;
    int order = str_compare(a->name, b->name);
    return order ? order : (a->node > b->node) - (a->node < b->node);
}

/* Finds for each node the first one of its group; the groups' names are in the arena. */
static struct grouped *find_groups(struct maker *maker, uint32_t *leader)
{
    struct callgraph *graph = maker->graph;
    struct grouped *groups = memory_new(graph->node_count, sizeof *groups);
    struct buf text = {0};
    for (uint32_t i = 0; i < maker->subject->selection->function_count; i++) {
        uint32_t node = maker->node_of[i];
        if (node == NO_NODE)
            continue;
        add_group(maker, i, &text);
        groups[node] = (struct grouped){maker_settle(maker, &text), node};
    }
    if (graph->node_count)
        qsort(groups, graph->node_count, sizeof *groups, compare_groups);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        bool same = i > 0 && str_equal(groups[i - 1].name, groups[i].name);
        leader[groups[i].node] = same ? leader[groups[i - 1].node] : groups[i].node;
    }
    buf_free(&text);
    return groups;
}

/* Clusters in the order in which their most expensive functions come. */
static void make_clusters(struct maker *maker)
{
    struct callgraph *graph = maker->graph;
    uint32_t *leader = memory_new(graph->node_count, sizeof *leader);
    struct grouped *groups = find_groups(maker, leader);
    graph->clusters = arena_new(&graph->arena, graph->node_count, sizeof *graph->clusters);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (leader[i] == i)
            graph->nodes[i].cluster = graph->cluster_count++;
        struct callgraph_node *node = &graph->nodes[i];
        node->cluster = graph->nodes[leader[i]].cluster;
    }
    for (uint32_t i = graph->node_count; i-- > 0;) {
        struct callgraph_cluster *cluster = &graph->clusters[graph->nodes[i].cluster];
        graph->nodes[i].next = cluster->first;
        cluster->first = i + 1;
    }
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (leader[groups[i].node] == groups[i].node)
            graph->clusters[graph->nodes[groups[i].node].cluster].name =
                label_line(groups[i].name, LABEL_LINE * 2, &graph->arena);
    free(groups);
    free(leader);
}

/* Gives each place that has a box the index of it. */
static void number_nodes(struct maker *maker)
{
    struct callgraph *graph = maker->graph;
    uint32_t places = maker->subject->selection->function_count;
    graph->node_count = 0;
    for (uint32_t i = 0; i < places; i++) {
        bool is_box = !maker->ledger || maker->ledger->is_box[i];
        maker->node_of[i] = is_box ? graph->node_count++ : NO_NODE;
    }
}

void node_make_all(struct maker *maker)
{
    struct callgraph *graph = maker->graph;
    const struct callgraph_subject *subject = maker->subject;
    number_nodes(maker);
    graph->nodes = arena_new(&graph->arena, graph->node_count, sizeof *graph->nodes);
    for (uint32_t i = 0; i < subject->selection->function_count; i++)
        if (maker->node_of[i] != NO_NODE)
            make_node(maker, i);
    for (uint32_t i = 0; i < subject->outline->hot_count; i++)
        graph->nodes[maker->node_of[subject->outline->hot[i]]].is_hot = true;
    graph->cluster_count = 0;
    if (maker->style->cluster != CLUSTER_NONE)
        make_clusters(maker);
}
