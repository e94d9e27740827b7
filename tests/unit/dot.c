#include "output/dot.h"

#include "unit.h"

/* A graph of two boxes and an edge, by hand. */
struct drawing {
    struct callgraph graph;
    struct callgraph_node nodes[2];
    struct callgraph_edge edges[1];
};

static struct callgraph_node box(struct str name)
{
    return (struct callgraph_node){.lines = {name},
                                   .line_count = 1,
                                   .name = name,
                                   .calls = STR("×1"),
                                   .rows = {{STR("Total 2.00 s"), STR("100 %")}},
                                   .row_count = 1,
                                   .tooltip = name,
                                   .own_part = 0.5,
                                   .fill = {1, 2, 0xfe},
                                   .border = {3, 4, 5},
                                   .text = {255, 255, 255}};
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
                                                .pen = {0xaa, 0xbb, 0xcc}};
    drawing->graph.nodes = drawing->nodes;
    drawing->graph.edges = drawing->edges;
    drawing->graph.node_count = 2;
    drawing->graph.edge_count = 1;
    drawing->graph.title = STR("out.prof");
    drawing->graph.caption[0] = STR("a < b");
    drawing->graph.caption_count = 1;
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
    assert_contains(out.data, "a &lt; b<BR ALIGN=\"LEFT\"/>");
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
    } forms[] = {{EDGE_LABELS, " label=\" 94 %\\l ×7\\l\""}, {EDGE_XLABELS, " xlabel=\" 94 %\\l"}};
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
        cmocka_unit_test(the_same_graph_gives_the_same_bytes),
        cmocka_unit_test(an_empty_graph_is_a_graph),
    };
    return RUN(tests);
}
