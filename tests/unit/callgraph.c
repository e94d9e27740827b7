#include "view/graph/callgraph_make.h"

#include <math.h>
#include <stdio.h>

#include "python/origins.h"
#include "unit.h"

/* A graph and what it was made from. */
struct made {
    struct profile profile;
    struct selection selection;
    struct outline outline;
    struct totals whole;
    struct callgraph graph;
};

enum { ALL_FIELDS = 31 };

static const struct callgraph_style usual = {
    .boxes = BOXES_PLAIN, .palette = {PALETTE_HOT, 1, THEME_LIGHT}, .fields = ALL_FIELDS};
static const struct select_options all_functions = {.depth = SELECT_NO_DEPTH};

/* Takes the builder's profile, and from `subject` what is set in it. */
static struct made make_of(struct builder *builder, const struct callgraph_style *style,
                           const struct select_options *options, struct callgraph_subject subject)
{
    struct made made = {.profile = builder_finish(builder)};
    struct select_options select = *options;
    struct error error = {0};
    made.whole = profile_totals(&made.profile);
    select.total = made.whole.total;
    struct origins origins = origins_find(&made.profile, &(struct patterns){0});
    struct hot_path path = hot_path_find(&made.profile, origins.is_own, NULL);
    select.path = &path;
    assert_true(select_functions(&made.profile, &select, &made.selection, &error));
    made.outline = outline_make(&made.profile, &made.selection, &select);
    subject.profile = &made.profile;
    subject.selection = &made.selection;
    subject.outline = &made.outline;
    subject.whole = &made.whole;
    subject.select = &select;
    subject.origins = origins.of;
    subject.title = subject.title ? subject.title : "out.prof";
    made.graph = callgraph_make(&subject, style);
    origins_free(&origins);
    hot_path_free(&path);
    return made;
}

static struct made make(struct builder *builder, const struct callgraph_style *style)
{
    return make_of(builder, style, &all_functions, (struct callgraph_subject){0});
}

static void unmake(struct made *made)
{
    callgraph_free(&made->graph);
    outline_free(&made->outline);
    select_free(&made->selection);
    profile_free(&made->profile);
}

/* The box of this name. */
static const struct callgraph_node *node_of(const struct made *made, const char *name)
{
    for (uint32_t i = 0; i < made->graph.node_count; i++)
        if (str_equal(made->graph.nodes[i].name, str_of(name)))
            return &made->graph.nodes[i];
    fail_msg("no box %s", name);
    return NULL;
}

static const struct callgraph_edge *edge_of(const struct made *made, const char *from,
                                            const char *to)
{
    for (uint32_t i = 0; i < made->graph.edge_count; i++) {
        const struct callgraph_edge *edge = &made->graph.edges[i];
        if (&made->graph.nodes[edge->from] == node_of(made, from) &&
            &made->graph.nodes[edge->to] == node_of(made, to))
            return edge;
    }
    fail_msg("no edge from %s to %s", from, to);
    return NULL;
}

/* main (100 ms of own time, 1.9 s below it) calls fib, that calls itself. */
static struct made small_graph(const struct callgraph_style *style)
{
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 0.1, 2);
    uint32_t fib = add_function(&builder, "app/main.py:fib", 1.9, 1.9);
    builder.profile.functions[fib].calls = 8361;
    add_call(&builder, m, fib, 1.9);
    struct call *self = builder_call(&builder, fib, fib);
    *self = (struct call){
        .caller = fib, .callee = fib, .calls = 8360, .primitive = 10, .own = 1.8, .total = 30};
    return make(&builder, style);
}

static void boxes_say_what_a_function_costs(void **state)
{
    (void)state;
    struct made made = small_graph(&usual);
    assert_int_equal(made.graph.node_count, 2);
    const struct callgraph_node *node = &made.graph.nodes[0];
    assert_text(node->name, "main");
    assert_text(node->lines[0], "main");
    assert_text(node->calls, "×1");
    assert_int_equal(node->row_count, 2);
    assert_text(node->rows[0].left, "Total 2.00 s");
    assert_text(node->rows[0].right, "100 %");
    assert_text(node->rows[1].left, "Own 100 ms");
    assert_text(node->rows[1].right, "5.0 %");
    assert_true(fabs(node->own_part - 0.05) < 1e-12);
    assert_text(made.graph.nodes[1].calls, "×8 361/1");
    assert_text(made.graph.nodes[1].tooltip,
                "app/main.py:1(fib)\nTotal 1.90 s  95 %\nOwn 1.90 s  95 %\n×8 361/1");
    unmake(&made);
}

static void edges_say_all_calls_and_no_more_than_the_callee_has(void **state)
{
    (void)state;
    struct made made = small_graph(&usual);
    assert_int_equal(made.graph.edge_count, 2);
    for (uint32_t i = 0; i < 2; i++) {
        const struct callgraph_edge *edge = &made.graph.edges[i];
        assert_text(edge->label[0], "95 %");
        assert_int_equal(edge->to, 1);
        assert_text(edge->label[1], edge->from == 1 ? "×8 360" : "×1");
        assert_in_range(edge->weight, 1, 1000);
        assert_true(edge->width > 0.4 && edge->width < 4.1);
    }
    unmake(&made);
}

/* Labels that repeat what the box below says are only in the way. */
static void an_edge_says_nothing_that_its_box_says(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 0, 2);
    uint32_t only = add_function(&builder, "only", 1, 1);
    uint32_t shared = add_function(&builder, "shared", 1, 1);
    add_call(&builder, m, only, 1);
    add_call(&builder, m, shared, 0.5);
    add_call(&builder, only, shared, 0.5);
    struct made made = make(&builder, &usual);
    assert_text(edge_of(&made, "main", "only")->label[0], "");
    assert_text(edge_of(&made, "main", "only")->label[1], "");
    assert_text(edge_of(&made, "main", "only")->tooltip, "main → only\n50 %  1.00 s\n×1");
    assert_text(edge_of(&made, "main", "shared")->label[0], "25 %");
    assert_text(edge_of(&made, "only", "shared")->label[1], "×1");
    unmake(&made);
}

/* main calls work, that calls ten functions of a hundredth of the time each and one of half. */
static struct builder pruned_profile(void)
{
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 0, 1);
    uint32_t work = add_function(&builder, "work", 0.4, 1);
    uint32_t large = add_function(&builder, "large", 0.5, 0.5);
    add_call(&builder, m, work, 1);
    add_call(&builder, work, large, 0.5);
    for (int i = 0; i < 10; i++) {
        char name[32];
        snprintf(name, sizeof name, "small%d", i);
        add_call(&builder, work, add_function(&builder, name, 0.01, 0.01), 0.01);
    }
    return builder;
}

static void a_box_says_what_it_leads_to_that_is_not_shown(void **state)
{
    (void)state;
    struct select_options options = {.depth = SELECT_NO_DEPTH, .node_share = 0.05};
    struct builder builder = pruned_profile();
    struct made made = make_of(&builder, &usual, &options, (struct callgraph_subject){0});
    assert_int_equal(made.graph.node_count, 3);
    const struct callgraph_node *work = node_of(&made, "work");
    assert_int_equal(work->row_count, 3);
    assert_text(work->rows[2].left, "+10 pruned 100 ms");
    assert_text(work->rows[2].right, "10 %");
    assert_text(work->tooltip, "lib/work.py:1(work)\nTotal 1.00 s  100 %\nOwn 400 ms  40 %\n×1\n"
                               "+10 functions below it not shown: 100 ms  10 %");
    assert_int_equal(node_of(&made, "large")->row_count, 2);
    assert_text(made.graph.legend[1], "3 of 13 functions, 90 % of own time; 10 below 5.0 %");
    unmake(&made);
}

static void no_box_has_more_rows_than_room(void **state)
{
    (void)state;
    struct select_options options = {.depth = SELECT_NO_DEPTH, .node_share = 0.05};
    struct callgraph_style style = usual;
    struct builder builder = pruned_profile();
    style.fields |= FIELD_PLACE;
    builder.profile.calls[0].callee = 2; /* main calls large, nothing calls work */
    builder.profile.functions[1].total = 0.9;
    struct made made = make_of(&builder, &style, &options, (struct callgraph_subject){0});
    assert_int_equal(node_of(&made, "work")->row_count, NODE_ROWS);
    assert_text(node_of(&made, "work")->rows[3].left, "no caller recorded");
    assert_text(node_of(&made, "work")->rows[4].left, "lib/work.py:1");
    unmake(&made);
    style.fields = FIELD_CALLS; /* nothing of time: nothing of what was pruned */
    builder = pruned_profile();
    made = make_of(&builder, &style, &options, (struct callgraph_subject){0});
    assert_int_equal(node_of(&made, "work")->row_count, 0);
    unmake(&made);
}

/* main calls ping, that calls pong, that calls ping. */
static struct made cycle_graph(void)
{
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 0.1, 1);
    uint32_t ping = add_function(&builder, "ping", 0.6, 0.9);
    uint32_t pong = add_function(&builder, "pong", 0.3, 0.5);
    add_call(&builder, m, ping, 0.9);
    add_call(&builder, ping, pong, 0.5);
    add_call(&builder, pong, ping, 0.2);
    return make(&builder, &usual);
}

static void cycles_are_marked_in_boxes_and_edges(void **state)
{
    (void)state;
    struct made made = cycle_graph();
    assert_text(node_of(&made, "ping")->calls, "↻ ×1");
    assert_text(node_of(&made, "main")->calls, "×1");
    assert_text(node_of(&made, "pong")->tooltip,
                "lib/pong.py:1(pong)\nTotal 500 ms  50 %\nOwn 300 ms  30 %\n×1\n"
                "↻ part of a cycle of calls");
    const struct callgraph_edge *back = edge_of(&made, "pong", "ping");
    assert_true(back->is_back);
    assert_int_equal(back->weight, 1);
    assert_text(back->label[0], "↻ 20 %");
    assert_text(back->tooltip, "pong ↻ ping\n↻ 20 %  200 ms\n×1\ncloses a cycle");
    assert_false(edge_of(&made, "ping", "pong")->is_back);
    unmake(&made);
}

static void the_hot_path_is_one_chain_from_the_entry(void **state)
{
    (void)state;
    struct made made = cycle_graph();
    assert_true(node_of(&made, "main")->is_entry && node_of(&made, "main")->is_hot);
    assert_true(node_of(&made, "ping")->is_hot && !node_of(&made, "ping")->is_entry);
    const struct callgraph_edge *hot = edge_of(&made, "main", "ping");
    const struct callgraph_edge *back = edge_of(&made, "pong", "ping");
    assert_true(hot->is_hot && !back->is_hot);
    assert_true(hot->weight > 10);
    for (int theme = 0; theme < 2; theme++) {
        struct colour page = made.graph.page[theme];
        assert_true(palette_contrast(hot->pen[theme], page) >= 3);
        assert_true(hot->pen[theme].red != hot->pen[theme].blue); /* no grey */
        assert_int_equal(back->pen[theme].red, back->pen[theme].blue);
    }
    unmake(&made);
}

static void the_legend_explains_the_marks_that_occur(void **state)
{
    (void)state;
    struct made made = cycle_graph();
    assert_int_equal(made.graph.legend_count, 3);
    assert_text(made.graph.legend[2], "arrows: the wider, the more time; coloured: the path of "
                                      "most time; ↻: closes a cycle");
    unmake(&made);
    made = small_graph(&usual);
    assert_text(made.graph.legend[2],
                "arrows: the wider, the more time; coloured: the path of most time");
    unmake(&made);
}

static void the_legend_tells_the_sums(void **state)
{
    (void)state;
    struct made made = small_graph(&usual);
    assert_text(made.graph.title, "out.prof");
    assert_int_equal(made.graph.legend_count, 3);
    assert_text(made.graph.legend[0], "out.prof: 2.00 s in 8 362 calls");
    assert_text(made.graph.legend[1], "2 of 2 functions, 100 % of own time");
    unmake(&made);
}

static void the_legend_tells_what_filters_did(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    add_function(&builder, "main", 1, 1);
    struct filter_report report = {.hidden = 12, .hidden_own = 0.5};
    struct callgraph_subject subject = {.filtered = &report};
    struct made made = make_of(&builder, &usual, &all_functions, subject);
    assert_int_equal(made.graph.legend_count, 3);
    assert_text(made.graph.legend[2],
                "hidden: 12 functions, whose 500 ms count as their callers' own");
    unmake(&made);
    builder = builder_start();
    add_function(&builder, "main", 1, 1);
    report = (struct filter_report){.dropped = 3, .dropped_own = 2, .estimated = true};
    made = make_of(&builder, &usual, &all_functions, subject);
    assert_text(made.graph.legend[2],
                "left out: 2.00 s on other paths; what several functions call is shared out as in "
                "the call tree");
    unmake(&made);
}

static void the_legend_tells_what_is_odd_in_the_data(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    add_function(&builder, "main", 1, 2);
    struct health health = {.found = {[ODDITY_MIXED_THREADS] = {.count = 1, .tell = true},
                                      [ODDITY_ROOTS] = {.count = 2, .tell = true}}};
    struct callgraph_subject subject = {.health = &health};
    struct made made = make_of(&builder, &usual, &all_functions, subject);
    assert_int_equal(made.graph.legend_count, 3); /* not what makes no numbers mislead */
    assert_true(str_starts(made.graph.legend[2], STR("Threads are mixed in one table")));
    unmake(&made);
}

static void the_key_shows_the_colours_that_boxes_have(void **state)
{
    (void)state;
    struct callgraph_style style = usual;
    style.both_themes = true;
    struct made made = small_graph(&style);
    assert_text(made.graph.key_title, "colour: Total time, bar: Own");
    assert_int_equal(made.graph.key_count, KEY_STOPS);
    assert_text(made.graph.key[0].share, "1.0 %");
    assert_text(made.graph.key[KEY_STOPS - 1].share, "100 %");
    for (int theme = 0; theme < 2; theme++)
        assert_memory_equal(&made.graph.key[KEY_STOPS - 1].paint[theme],
                            &node_of(&made, "main")->paint[theme], sizeof(struct callgraph_paint));
    unmake(&made);
    style.color_by_own = style.size_by_own = true;
    made = small_graph(&style);
    assert_text(made.graph.key_title, "colour: Own time, size: Own");
    unmake(&made);
    style.palette.kind = PALETTE_BW;
    made = small_graph(&style);
    assert_int_equal(made.graph.key_count, 0);
    assert_int_equal(made.graph.key_title.size, 0);
    unmake(&made);
}

static void text_reads_in_both_themes(void **state)
{
    (void)state;
    for (int kind = 0; kind < PALETTE_KINDS; kind++)
        for (int theme = 0; theme < THEMES; theme++) {
            struct callgraph_style style = usual;
            style.palette.kind = (enum palette_kind)kind;
            style.palette.theme = (enum theme)theme;
            style.both_themes = theme == THEME_LIGHT;
            struct made made = small_graph(&style);
            for (int i = 0; i < 2; i++) {
                const struct callgraph *graph = &made.graph;
                for (uint32_t n = 0; n < graph->node_count; n++) {
                    const struct callgraph_paint *paint = &graph->nodes[n].paint[i];
                    struct colour behind = graph->plain ? graph->page[i] : paint->fill;
                    assert_true(palette_contrast(paint->text, behind) >= 4.5);
                }
                assert_true(palette_contrast(graph->ink[i], graph->page[i]) >= 7);
                assert_true(palette_contrast(graph->faint_ink[i], graph->page[i]) >= 4.5);
            }
            assert_true(palette_contrast(made.graph.page[1], (struct colour){0}) < 2);
            unmake(&made);
        }
}

static void with_size_by_own_text_grows_with_own_time(void **state)
{
    (void)state;
    struct callgraph_style style = usual;
    struct made made = small_graph(&style);
    assert_true(node_of(&made, "fib")->scale == 1);
    unmake(&made);
    style.size_by_own = true;
    made = small_graph(&style);
    assert_true(node_of(&made, "fib")->scale > 2 && node_of(&made, "fib")->scale <= 3);
    assert_true(node_of(&made, "main")->scale > 1 && node_of(&made, "main")->scale < 2);
    unmake(&made);
}

/* Functions of two own modules, of the standard library, of C and of an installed package. */
static struct made mixed_graph(enum cluster_by cluster)
{
    static const char *const names[] = {
        "/srv/app/web/main.py:main",
        "/srv/app/db/query.py:query",
        "/srv/app/db/pool.py:take",
        "/usr/lib/python3.11/json/decoder.py:decode",
        "/usr/lib/python3.11/site-packages/numpy/linalg/linalg.py:solve",
        "~:<built-in method builtins.len>",
    };
    struct callgraph_style style = usual;
    struct builder builder = builder_start();
    style.cluster = cluster;
    for (uint32_t i = 0; i < COUNT(names); i++) {
        double own = i + 1 == COUNT(names) ? 1 - 0.01 * i : 0;
        add_function(&builder, names[i], own, 1 - 0.01 * i);
        if (i)
            add_call(&builder, i - 1, i, 1 - 0.01 * i);
    }
    return make(&builder, &style);
}

static void assert_clusters(enum cluster_by cluster, const char *const *expected, uint32_t count)
{
    struct made made = mixed_graph(cluster);
    assert_int_equal(made.graph.node_count, 6);
    assert_int_equal(made.graph.cluster_count, count);
    for (uint32_t i = 0; i < 6; i++) {
        uint32_t found = made.graph.nodes[i].cluster;
        if (!count)
            assert_int_equal(found, NO_CLUSTER);
        else
            assert_text(made.graph.clusters[found].name, expected[i]);
    }
    unmake(&made);
}

static void boxes_stand_in_clusters_of_one_kind(void **state)
{
    (void)state;
    static const char *const modules[] = {
        "web.main", "db.query", "db.pool", "json.decoder", "numpy.linalg.linalg", "builtins"};
    static const char *const packages[] = {"web", "db", "db", "json", "numpy", "builtins"};
    static const char *const origins[] = {"own", "own", "own", "stdlib", "site", "builtin"};
    assert_clusters(CLUSTER_NONE, NULL, 0);
    assert_clusters(CLUSTER_MODULE, modules, 6);
    assert_clusters(CLUSTER_PACKAGE, packages, 5);
    assert_clusters(CLUSTER_ORIGIN, origins, 4);
}

static void boxes_of_libraries_are_told_from_own_ones(void **state)
{
    (void)state;
    struct made made = mixed_graph(CLUSTER_NONE);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(made.graph.nodes[i].is_own, i < 3);
    unmake(&made);
}

/* The graph is drawn when what it was made from is gone. */
static void a_graph_holds_all_its_texts(void **state)
{
    (void)state;
    char link[] = "https://example.org/x", name[] = "Solver.run", title[] = "in.prof";
    struct builder builder = builder_start();
    add_function(&builder, "run", 1, 1);
    struct str links[] = {str_of(link)}, qualified[] = {str_of(name)};
    struct callgraph_subject subject = {.links = links, .qualified = qualified, .title = title};
    struct made made = make_of(&builder, &usual, &all_functions, subject);
    memset(link, 'x', sizeof link - 1);
    memset(name, 'x', sizeof name - 1);
    memset(title, 'x', sizeof title - 1);
    assert_text(made.graph.nodes[0].link, "https://example.org/x");
    assert_text(made.graph.nodes[0].name, "Solver.run");
    assert_text(made.graph.title, "in.prof");
    unmake(&made);
}

static void fields_choose_what_boxes_say(void **state)
{
    (void)state;
    struct callgraph_style style = usual;
    style.fields = FIELD_OWN_SHARE | FIELD_PLACE;
    struct made made = small_graph(&style);
    const struct callgraph_node *node = &made.graph.nodes[0];
    assert_int_equal(node->row_count, 2);
    assert_text(node->rows[0].left, "Own");
    assert_text(node->rows[0].right, "5.0 %");
    assert_text(node->rows[1].left, "app/main.py:1");
    assert_int_equal(node->calls.size, 0);
    unmake(&made);
    style.fields = 0;
    made = small_graph(&style);
    assert_int_equal(made.graph.nodes[0].row_count, 0);
    unmake(&made);
}

static int redness(const struct callgraph_node *node)
{
    return node->paint[0].fill.red - node->paint[0].fill.green;
}

static void colours_follow_total_or_own_time(void **state)
{
    (void)state;
    struct callgraph_style style = usual;
    struct made made = small_graph(&style);
    assert_true(redness(&made.graph.nodes[0]) > redness(&made.graph.nodes[1]));
    unmake(&made);
    style.color_by_own = true;
    made = small_graph(&style);
    assert_true(redness(&made.graph.nodes[0]) < redness(&made.graph.nodes[1]));
    assert_false(made.graph.plain);
    unmake(&made);
    style.palette.kind = PALETTE_PRINT;
    made = small_graph(&style);
    assert_true(made.graph.plain);
    unmake(&made);
}

static void samples_are_called_samples(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    builder.profile.sampled = true;
    uint32_t m = add_function(&builder, "main", 0, 0.2);
    uint32_t f = add_function(&builder, "f", 0.2, 0.2);
    builder.profile.functions[m].calls = 200;
    builder.profile.functions[m].primitive = 0;
    builder.profile.functions[f].calls = builder.profile.functions[f].primitive = 200;
    struct call *call = builder_call(&builder, m, f);
    *call = (struct call){.caller = m,
                          .callee = f,
                          .calls = 1,
                          .primitive = 1,
                          .own = 0.2,
                          .total = 0.2,
                          .estimated = true};
    struct made made = make(&builder, &usual);
    assert_text(made.graph.nodes[0].calls, "200 samples");
    assert_text(made.graph.edges[0].label[1], "1 sample");
    assert_text(made.graph.edges[0].label[0], "100 %"); /* of samples nothing is estimated */
    assert_text(made.graph.legend[0], "out.prof: 200 ms in 200 samples");
    unmake(&made);
}

static void estimated_shares_are_marked(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 0, 1);
    uint32_t f = add_function(&builder, "f", 1, 1);
    add_call(&builder, m, f, 0.5);
    builder.profile.calls[0].estimated = true;
    struct made made = make(&builder, &usual);
    assert_text(made.graph.edges[0].label[0], "≈50 %");
    unmake(&made);
}

/* Clocks that run backwards make negative times: bars and colours stay on their scales. */
static void negative_times_stay_on_the_scale(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 3, 2);
    uint32_t f = add_function(&builder, "f", -1, -1);
    add_call(&builder, m, f, -1);
    struct made made = make(&builder, &usual);
    assert_true(made.graph.nodes[1].own_part == 0);
    assert_true(made.graph.nodes[0].own_part == 1);
    assert_in_range(made.graph.edges[0].weight, 1, 1000);
    assert_true(made.graph.edges[0].width > 0);
    unmake(&made);
}

static void an_empty_profile_says_so(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct made made = make(&builder, &usual);
    assert_int_equal(made.graph.node_count, 0);
    assert_text(made.graph.legend[0], "out.prof: 0 s in 0 calls");
    assert_text(made.graph.legend[1], "empty profile: nothing was recorded");
    unmake(&made);
}

/* Functions that each call the next few. */
static struct made dense_graph(int functions, int reach)
{
    struct builder builder = builder_start();
    for (int i = 0; i < functions; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%d", i);
        add_function(&builder, name, 1, functions - i);
    }
    for (int i = 0; i < functions; i++)
        for (int j = i + 1; j <= i + reach && j < functions; j++)
            add_call(&builder, (uint32_t)i, (uint32_t)j, 1);
    return make(&builder, &usual);
}

static void large_graphs_go_without_labels(void **state)
{
    (void)state;
    struct made small = dense_graph(20, 1);
    struct made middle = dense_graph(80, 1);
    struct made large = dense_graph(400, 30);
    assert_int_equal(small.graph.labels, EDGE_LABELS);
    assert_int_equal(middle.graph.labels, EDGE_XLABELS);
    assert_int_equal(large.graph.labels, EDGE_NO_LABELS);
    assert_true(small.graph.cost[0] > small.graph.cost[1]);
    assert_true(large.graph.cost[1] > CALLGRAPH_COST);
    unmake(&small);
    unmake(&middle);
    unmake(&large);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_say_what_a_function_costs),
        cmocka_unit_test(edges_say_all_calls_and_no_more_than_the_callee_has),
        cmocka_unit_test(an_edge_says_nothing_that_its_box_says),
        cmocka_unit_test(a_box_says_what_it_leads_to_that_is_not_shown),
        cmocka_unit_test(no_box_has_more_rows_than_room),
        cmocka_unit_test(cycles_are_marked_in_boxes_and_edges),
        cmocka_unit_test(the_hot_path_is_one_chain_from_the_entry),
        cmocka_unit_test(the_legend_explains_the_marks_that_occur),
        cmocka_unit_test(the_legend_tells_the_sums),
        cmocka_unit_test(the_legend_tells_what_filters_did),
        cmocka_unit_test(the_legend_tells_what_is_odd_in_the_data),
        cmocka_unit_test(the_key_shows_the_colours_that_boxes_have),
        cmocka_unit_test(text_reads_in_both_themes),
        cmocka_unit_test(with_size_by_own_text_grows_with_own_time),
        cmocka_unit_test(boxes_stand_in_clusters_of_one_kind),
        cmocka_unit_test(boxes_of_libraries_are_told_from_own_ones),
        cmocka_unit_test(a_graph_holds_all_its_texts),
        cmocka_unit_test(fields_choose_what_boxes_say),
        cmocka_unit_test(colours_follow_total_or_own_time),
        cmocka_unit_test(samples_are_called_samples),
        cmocka_unit_test(estimated_shares_are_marked),
        cmocka_unit_test(negative_times_stay_on_the_scale),
        cmocka_unit_test(an_empty_profile_says_so),
        cmocka_unit_test(large_graphs_go_without_labels),
    };
    return RUN(tests);
}
