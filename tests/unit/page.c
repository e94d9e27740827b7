#include "view/graph/page.h"

#include <stdio.h>

#include "unit.h"

enum { MOST = 60 };

struct picture {
    struct callgraph graph;
    struct callgraph_node nodes[MOST];
    struct callgraph_edge edges[MOST];
};

/* So many boxes of a name of 20 letters. */
static void draw(struct picture *picture, uint32_t count)
{
    *picture = (struct picture){0};
    for (uint32_t i = 0; i < count; i++)
        picture->nodes[i] = (struct callgraph_node){.lines = {STR("a_name_of_20_letters")},
                                                    .line_count = 1,
                                                    .calls = STR("×1"),
                                                    .scale = 1,
                                                    .name_size = 10};
    picture->graph.nodes = picture->nodes;
    picture->graph.edges = picture->edges;
    picture->graph.node_count = count;
}

static void connect(struct picture *picture, uint32_t from, uint32_t to)
{
    picture->edges[picture->graph.edge_count++] = (struct callgraph_edge){.from = from, .to = to};
}

static void a_box_is_as_wide_as_its_text(void **state)
{
    (void)state;
    struct picture picture;
    draw(&picture, 1);
    double name = page_box_width(&picture.nodes[0]);
    assert_true(name > 130 && name < 220);
    struct callgraph_entry entry = {.name = STR("a row with a name of forty letters in all"),
                                    .share = STR("12 %")};
    picture.nodes[0].entries = &entry;
    picture.nodes[0].entry_count = 1;
    assert_true(page_box_width(&picture.nodes[0]) > name);
}

/* Children side by side are wider than one below the other. */
static void the_widest_rank_counts(void **state)
{
    (void)state;
    struct picture chain, fan;
    draw(&chain, 6);
    draw(&fan, 6);
    for (uint32_t i = 1; i < 6; i++) {
        connect(&chain, i - 1, i);
        connect(&fan, 0, i);
    }
    double box = page_box_width(&chain.nodes[0]);
    double wide = page_predict(&fan.graph), narrow = page_predict(&chain.graph);
    assert_true(narrow >= box && narrow < 2 * box);
    assert_true(wide >= 5 * box && wide < 8 * box);
}

/* The label of an arrow wants room beside the box. */
static void labels_take_room(void **state)
{
    (void)state;
    struct picture picture;
    draw(&picture, 2);
    connect(&picture, 0, 1);
    double bare = page_predict(&picture.graph);
    picture.edges[0].label[0] = STR("12 %");
    assert_true(page_predict(&picture.graph) > bare + 15);
}

/* Sixty boxes without arrows stand in rows that fit the page. */
static void loose_boxes_stand_below_each_other(void **state)
{
    (void)state;
    struct picture picture;
    draw(&picture, MOST);
    assert_true(page_predict(&picture.graph) <= PAGE_WIDTH);
    page_shelve(&picture.graph);
    uint32_t first = 0, depth[MOST] = {0}, deepest = 0;
    for (uint32_t i = 0; i < MOST; i++) {
        uint32_t above = picture.nodes[i].above;
        first += !above;
        assert_true(above <= i); /* an earlier box, plus one */
        depth[i] = above ? depth[above - 1] + picture.nodes[i].ranks_below : 0;
        deepest = depth[i] > deepest ? depth[i] : deepest;
    }
    double box = page_box_width(&picture.nodes[0]);
    assert_true(first > 1 && first * box <= PAGE_WIDTH);
    assert_int_equal(deepest, (MOST + first - 1) / first - 1);
}

/* A tree below one of two boxes: what comes under the other stands below the tree's end, too. */
static void a_shelf_is_as_deep_as_its_deepest_tree(void **state)
{
    (void)state;
    struct picture picture;
    draw(&picture, 20);
    connect(&picture, 0, 1);
    connect(&picture, 1, 2);
    page_shelve(&picture.graph);
    for (uint32_t i = 3; i < 20; i++) {
        const struct callgraph_node *node = &picture.nodes[i];
        if (node->above == 2 + 1) /* the tree's end */
            assert_int_equal(node->ranks_below, 1);
        else if (node->above && !picture.nodes[node->above - 1].above)
            assert_int_equal(node->ranks_below, 3);
    }
    assert_int_equal(picture.nodes[1].above, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_box_is_as_wide_as_its_text),
        cmocka_unit_test(the_widest_rank_counts),
        cmocka_unit_test(labels_take_room),
        cmocka_unit_test(loose_boxes_stand_below_each_other),
        cmocka_unit_test(a_shelf_is_as_deep_as_its_deepest_tree),
    };
    return RUN(tests);
}
