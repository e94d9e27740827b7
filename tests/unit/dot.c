#include "output/graph/dot.h"

#include "unit.h"

/* A graph of two boxes and an edge, by hand. */
struct drawing {
    struct callgraph graph;
    struct callgraph_node nodes[2];
    struct callgraph_edge edges[1];
    struct callgraph_cluster clusters[2];
    void (*change)(struct drawing *drawing); /* what is to be other than usual; or NULL */
};

static struct callgraph_node box(struct str name)
{
    return (struct callgraph_node){
        .lines = {name},
        .line_count = 1,
        .name = name,
        .calls = STR("×1"),
        .rows = {{STR("Total 2.00 s"), STR("100 %")}},
        .row_count = 1,
        .tooltip = name,
        .cluster = NO_CLUSTER,
        .own_part = 0.5,
        .scale = 1,
        .name_size = 10,
        .is_own = true,
        .paint = {{.fill = {1, 2, 0xfe}, .border = {3, 4, 5}, .text = {255, 255, 255}}}};
}

static void draw(struct drawing *drawing, struct str name, struct buf *out)
{
    drawing->nodes[0] = box(name);
    drawing->nodes[1] = box(STR("callee"));
    drawing->edges[0] = (struct callgraph_edge){.from = 0,
                                                .to = 1,
                                                .label = {STR("94 %"), STR("×7")},
                                                .tooltip = STR("a → b"),
                                                .width = 2.5,
                                                .weight = 700,
                                                .pen = {{0xaa, 0xbb, 0xcc}}};
    if (drawing->change)
        drawing->change(drawing);
    drawing->graph.nodes = drawing->nodes;
    drawing->graph.edges = drawing->edges;
    drawing->graph.node_count = 2;
    drawing->graph.edge_count = 1;
    drawing->graph.title = STR("out.prof");
    drawing->graph.legend[0] = STR("a < b");
    drawing->graph.legend[1] = STR("c");
    drawing->graph.legend_count = 2;
    dot_write(&drawing->graph, out);
}

static void nodes_are_numbers_and_names_are_escaped(void **state)
{
    (void)state;
    struct drawing drawing = {.graph = {.plain = false}};
    struct buf out = {0};
    draw(&drawing, STR("<lambda> \"q\" \\N & {|}"), &out);
    assert_contains(out.data, "n0 [id=\"n0\" fillcolor=\"#0102fe\" color=\"#030405\" "
                              "fontcolor=\"#ffffff\"");
    assert_contains(out.data, "<B>&lt;lambda&gt; &quot;q&quot; \\\\N &amp; {|}</B>");
    assert_contains(out.data, "tooltip=\"<lambda> \\\"q\\\" \\\\\\\\N &amp; {|}\"");
    assert_contains(out.data, "<TD ALIGN=\"LEFT\"><B>a &lt; b</B></TD>");
    assert_contains(out.data, "Total 2.00 s</TD>");
    assert_contains(out.data, "100 %</TD>");
    assert_int_equal(out.data[out.size - 2], '}');
    buf_free(&out);
}

static void edges_carry_labels_where_they_are_wanted(void **state)
{
    (void)state;
    static const struct {
        enum edge_labels labels;
        const char *part;
    } forms[] = {{EDGE_LABELS, " label=\" 94 %\\l ×7\\l\""},
                 {EDGE_XLABELS, " xlabel=\" 94 % ×7\\l\""}};
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct drawing drawing = {.graph = {.plain = false}};
        struct buf out = {0};
        drawing.graph.labels = forms[i].labels;
        draw(&drawing, STR("f"), &out);
        assert_contains(out.data, "n0 -> n1 [id=\"e0\" penwidth=2.50 weight=700");
        assert_contains(out.data, "color=\"#aabbcc\"");
        assert_contains(out.data, forms[i].part);
        buf_free(&out);
    }
    struct drawing drawing = {.graph = {.plain = false}};
    struct buf out = {0};
    drawing.graph.labels = EDGE_NO_LABELS;
    draw(&drawing, STR("f"), &out);
    assert_null(strstr(out.data, "label=\" 94"));
    buf_free(&out);
}

static void plain_boxes_have_no_colours(void **state)
{
    (void)state;
    struct drawing drawing = {.graph = {.plain = false}};
    struct buf out = {0};
    drawing.graph.plain = true;
    draw(&drawing, STR("f"), &out);
    assert_null(strstr(out.data, "fillcolor"));
    assert_null(strstr(out.data, "filled"));
    buf_free(&out);
}

/* The DOT of a graph that differs so from the usual one; the caller frees. */
static struct buf drawn_with(void (*change)(struct drawing *drawing))
{
    struct drawing drawing = {.change = change};
    struct buf out = {0};
    draw(&drawing, STR("f"), &out);
    return out;
}

static void say_nothing_on_the_edge(struct drawing *drawing)
{
    drawing->edges[0].label[0] = drawing->edges[0].label[1] = STR("");
}

static void edges_that_say_nothing_have_no_label(void **state)
{
    (void)state;
    struct buf out = drawn_with(say_nothing_on_the_edge);
    assert_null(strstr(out.data, " label=\""));
    buf_free(&out);
}

static void turn_the_edge(struct drawing *drawing)
{
    drawing->edges[0].is_back = drawing->edges[0].residual = true;
    drawing->graph.direction = DIRECTION_RIGHT;
    drawing->nodes[1].is_entry = true;
}

static void what_closes_a_cycle_is_laid_out_backwards(void **state)
{
    (void)state;
    struct buf out = drawn_with(turn_the_edge);
    assert_contains(out.data, "n1 -> n0 [id=\"e0\"");
    assert_contains(out.data, " dir=back style=dotted");
    assert_contains(out.data, " rankdir=LR ");
    assert_contains(out.data, "{ rank=min; n1; }\n");
    buf_free(&out);
}

static void put_apart(struct drawing *drawing)
{
    drawing->clusters[0] = (struct callgraph_cluster){STR("pkg.<a> & \"b\""), 2};
    drawing->clusters[1] = (struct callgraph_cluster){STR("c"), 1};
    drawing->graph.clusters = drawing->clusters;
    drawing->graph.cluster_count = 2;
    drawing->nodes[0].cluster = 1;
    drawing->nodes[1].cluster = 0;
    drawing->graph.id_prefix = STR("x_");
}

static void clusters_hold_their_boxes_and_all_ids_have_the_prefix(void **state)
{
    (void)state;
    struct buf out = drawn_with(put_apart);
    const char *first = strstr(out.data, "subgraph cluster_0 {");
    const char *second = strstr(out.data, "subgraph cluster_1 {");
    const char *callee = strstr(out.data, "n1 [id=\"x_n1\"");
    const char *caller = strstr(out.data, "n0 [id=\"x_n0\"");
    assert_true(first && first < callee && callee < second && second < caller);
    assert_contains(out.data, "label=<pkg.&lt;a&gt; &amp; &quot;b&quot;>");
    assert_contains(out.data, "id=\"x_c1\"");
    assert_contains(out.data, "id=\"x_e0\"");
    assert_contains(out.data, "id=\"x_prof2dot\"");
    assert_null(strstr(out.data, "id=\"n"));
    buf_free(&out);
}

static void adorn(struct drawing *drawing)
{
    drawing->nodes[0].is_hot = true;
    drawing->nodes[0].scale = 2;
    drawing->nodes[0].name_size = 20;
    drawing->nodes[0].link = STR("https://example.org/a?b=\"c\"&d=\\e");
    drawing->nodes[1].is_own = false;
    drawing->graph.transparent = true;
    drawing->graph.key_title = STR("colour: <Total>");
    drawing->graph.key[0] = (struct callgraph_key){
        .share = STR("5 %"), .paint = {{.fill = {1, 1, 1}, .text = {2, 2, 2}}}};
    drawing->graph.key_count = 1;
}

static void boxes_are_set_off_by_what_they_are(void **state)
{
    (void)state;
    struct buf out = drawn_with(adorn);
    assert_contains(out.data, " penwidth=2 fontsize=18 "
                              "URL=\"https://example.org/a?b=\\\"c\\\"&amp;d=\\\\\\\\e\"");
    assert_contains(out.data, "POINT-SIZE=\"20\"");
    assert_contains(out.data, "fontcolor=\"#ffffff\" penwidth=0.5 tooltip");
    assert_contains(out.data, " bgcolor=\"transparent\"");
    assert_contains(out.data, ">colour: &lt;Total&gt;  </TD>"
                              "<TD BGCOLOR=\"#010101\"><FONT COLOR=\"#020202\"> 5 % </FONT></TD>");
    buf_free(&out);
}

static void the_same_graph_gives_the_same_bytes(void **state)
{
    (void)state;
    struct drawing first = {.graph = {.plain = false}}, second = first;
    struct buf a = {0}, b = {0};
    draw(&first, STR("f"), &a);
    draw(&second, STR("f"), &b);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.data, b.data, a.size);
    buf_free(&a);
    buf_free(&b);
}

static void an_empty_graph_is_a_graph(void **state)
{
    (void)state;
    struct callgraph graph = {0};
    struct buf out = {0};
    dot_write(&graph, &out);
    assert_contains(out.data, "digraph prof2dot {\n");
    assert_null(strstr(out.data, "n0"));
    assert_string_equal(out.data + out.size - 2, "}\n");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_are_numbers_and_names_are_escaped),
        cmocka_unit_test(edges_carry_labels_where_they_are_wanted),
        cmocka_unit_test(plain_boxes_have_no_colours),
        cmocka_unit_test(edges_that_say_nothing_have_no_label),
        cmocka_unit_test(what_closes_a_cycle_is_laid_out_backwards),
        cmocka_unit_test(clusters_hold_their_boxes_and_all_ids_have_the_prefix),
        cmocka_unit_test(boxes_are_set_off_by_what_they_are),
        cmocka_unit_test(the_same_graph_gives_the_same_bytes),
        cmocka_unit_test(an_empty_graph_is_a_graph),
    };
    return RUN(tests);
}
