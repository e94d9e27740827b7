#include "output/graph/svg_theme.h"

#include "unit.h"

static const struct callgraph_node node = {
    .paint = {{{1, 1, 1}, {2, 2, 2}, {3, 3, 3}}, {{0xa, 0xb, 0xc}, {0x1a, 0x1b, 0x1c}, {4, 5, 6}}}};
static const struct callgraph_edge edge = {.pen = {{1, 1, 1}, {0x2a, 0x2b, 0x2c}}};

/* A graph of one box and one edge. */
static struct callgraph usual(void)
{
    struct callgraph graph = {.nodes = (struct callgraph_node *)&node,
                              .edges = (struct callgraph_edge *)&edge,
                              .node_count = 1,
                              .edge_count = 1,
                              .both_themes = true};
    graph.page[1] = (struct colour){0x3a, 0x3b, 0x3c};
    graph.ink[1] = (struct colour){0x4a, 0x4b, 0x4c};
    graph.faint_ink[1] = (struct colour){0x5a, 0x5b, 0x5c};
    graph.key_count = 2;
    for (uint8_t i = 0; i < 2; i++) {
        graph.key[i].paint[1].fill = (struct colour){0x60, 0, i};
        graph.key[i].paint[1].text = (struct colour){0x70, 0, i};
    }
    return graph;
}

static void without_the_dark_theme_there_is_one_rule(void **state)
{
    (void)state;
    struct callgraph graph = usual();
    struct buf out = {0};
    graph.both_themes = false;
    svg_theme_write(&graph, STR("p_"), &out);
    assert_buf(&out, "<style>\n#p_svg:not(:root){max-width:100%;height:auto}\n</style>\n");
    buf_free(&out);
}

static void everything_changes_over_to_the_dark_theme(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "@media (prefers-color-scheme:dark){\n",
        "#p_prof2dot>polygon{fill:#3a3b3c}",
        "#p_prof2dot>text{fill:#4a4b4c}",
        "#p_prof2dot .edge text,#p_prof2dot .cluster text{fill:#5a5b5c}",
        "#p_prof2dot .cluster path{fill:none;stroke:#5a5b5c}",
        "#p_prof2dot>polygon:nth-last-of-type(2){fill:#600000}",
        "#p_prof2dot>text:nth-last-of-type(2){fill:#700000}",
        "#p_prof2dot>polygon:nth-last-of-type(1){fill:#600001}",
        "#p_n0 path{fill:#0a0b0c;stroke:#040506}",
        "#p_n0 text,#p_n0 polygon:not([fill^=u]){fill:#1a1b1c}",
        "#p_n0 stop{stop-color:#1a1b1c}",
        "#p_e0 path,#p_e0 polygon{stroke:#2a2b2c}",
        "#p_e0 polygon{fill:#2a2b2c}\n}\n</style>\n",
    };
    struct callgraph graph = usual();
    struct buf out = {0};
    svg_theme_write(&graph, STR("p_"), &out);
    for (size_t i = 0; i < COUNT(rules); i++)
        assert_contains(out.data, rules[i]);
    buf_free(&out);
}

static void what_is_not_drawn_is_not_coloured(void **state)
{
    (void)state;
    struct callgraph graph = usual();
    struct buf out = {0};
    graph.plain = graph.transparent = true;
    graph.key_count = 0;
    svg_theme_write(&graph, STR("p_"), &out);
    assert_null(strstr(out.data, "#p_prof2dot>polygon"));
    assert_contains(out.data, "#p_n0 path{stroke:#040506}");
    buf_free(&out);
}

/* Rules for anything else would colour the page that the picture stands in. */
static void every_selector_begins_with_an_id_of_the_picture(void **state)
{
    (void)state;
    struct callgraph graph = usual();
    struct buf out = {0};
    svg_theme_write(&graph, STR("p_"), &out);
    for (struct str rest = buf_slice(&out); rest.size;) {
        struct str line = str_first(rest, str_find(rest, '\n'));
        rest = str_from(rest, line.size + 1);
        if (str_starts(line, STR("<")) || str_starts(line, STR("@")) || str_equal(line, STR("}")))
            continue;
        for (struct str part = str_first(line, str_find(line, '{')); part.size;
             part = str_from(part, str_find(part, ',') + 1))
            assert_true(str_starts(part, STR("#p_")));
    }
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_dark_theme_there_is_one_rule),
        cmocka_unit_test(everything_changes_over_to_the_dark_theme),
        cmocka_unit_test(what_is_not_drawn_is_not_coloured),
        cmocka_unit_test(every_selector_begins_with_an_id_of_the_picture),
    };
    return RUN(tests);
}
