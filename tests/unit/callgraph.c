#include "view/callgraph.h"

#include <math.h>
#include <stdio.h>

#include "unit.h"

/* A graph and what it was made from. */
struct made {
    struct profile profile;
    struct selection selection;
    struct callgraph graph;
};

enum { ALL_FIELDS = 31 };

static const struct callgraph_style usual = {.palette = {PALETTE_HOT, 1}, .fields = ALL_FIELDS};

static struct made make(struct builder *builder, const struct callgraph_style *style)
{
    struct made made = {.profile = builder_finish(builder)};
    struct select_options options = {.depth = SELECT_NO_DEPTH};
    struct error error = {0};
    assert_true(select_functions(&made.profile, &options, &made.selection, &error));
    made.graph = callgraph_make(&made.profile, &made.selection, style, "out.prof");
    return made;
}

static void unmake(struct made *made)
{
    callgraph_free(&made->graph);
    select_free(&made->selection);
    profile_free(&made->profile);
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
    *self = (struct call){fib, fib, 8360, 10, 1.8, 30, false};
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
    assert_text(made.graph.nodes[1].calls, "×8 361 (1 primitive)");
    assert_text(made.graph.nodes[1].tooltip,
                "app/main.py:1(fib)\nTotal 1.90 s  95 %\nOwn 1.90 s  95 %\n×8 361 (1 primitive)");
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

static void the_caption_tells_the_sums(void **state)
{
    (void)state;
    struct made made = small_graph(&usual);
    assert_text(made.graph.title, "out.prof");
    assert_int_equal(made.graph.caption_count, 2);
    assert_text(made.graph.caption[0], "out.prof: 2.00 s in 8 362 calls");
    assert_text(made.graph.caption[1], "2 of 2 functions, 100 % of the time is their own");
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

static int redness(struct colour c)
{
    return c.red - c.green;
}

static void colours_follow_total_or_own_time(void **state)
{
    (void)state;
    struct callgraph_style style = usual;
    struct made made = small_graph(&style);
    assert_true(redness(made.graph.nodes[0].fill) > redness(made.graph.nodes[1].fill));
    unmake(&made);
    style.color_by_own = true;
    made = small_graph(&style);
    assert_true(redness(made.graph.nodes[0].fill) < redness(made.graph.nodes[1].fill));
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
    *call = (struct call){m, f, 1, 1, 0.2, 0.2, true};
    struct made made = make(&builder, &usual);
    assert_text(made.graph.nodes[0].calls, "200 samples");
    assert_text(made.graph.edges[0].label[1], "1 sample");
    assert_text(made.graph.edges[0].label[0], "100 %"); /* of samples nothing is estimated */
    assert_text(made.graph.caption[0], "out.prof: 200 ms in 200 samples");
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
    assert_text(made.graph.caption[0], "out.prof: 0 s in 0 calls");
    assert_text(made.graph.caption[1], "empty profile: nothing was recorded");
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
    struct made small = dense_graph(40, 1);
    struct made large = dense_graph(400, 30);
    assert_int_equal(small.graph.labels, EDGE_LABELS);
    assert_int_equal(large.graph.labels, EDGE_NO_LABELS);
    assert_true(small.graph.cost[0] > small.graph.cost[1]);
    assert_true(large.graph.cost[1] > CALLGRAPH_COST);
    unmake(&small);
    unmake(&large);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_say_what_a_function_costs),
        cmocka_unit_test(edges_say_all_calls_and_no_more_than_the_callee_has),
        cmocka_unit_test(the_caption_tells_the_sums),
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
