#include "view/graph/cost.h"

#include "unit.h"

enum { MOST = 64 };

/* The cost, with and without labels, of the graph whose edges are given as "ab bc". */
static void cost_of(const char *edges, uint32_t nodes, double cost[2])
{
    struct callgraph_edge list[MOST] = {{0}};
    struct callgraph graph = {.edges = list, .node_count = nodes};
    for (const char *edge = edges; *edge; edge += edge[2] ? 3 : 2) {
        list[graph.edge_count].from = (uint32_t)(edge[0] - 'a');
        list[graph.edge_count++].to = (uint32_t)(edge[1] - 'a');
    }
    cost_of_layout(&graph, &cost[0], &cost[1]);
}

static void assert_bare(const char *edges, uint32_t nodes, double expected)
{
    double cost[2];
    cost_of(edges, nodes, cost);
    assert_true(cost[1] == expected);
    assert_true(cost[0] >= cost[1]);
}

/* Nodes and edges, and two for each rank that an edge passes over. */
static void long_edges_cost_more(void **state)
{
    (void)state;
    assert_bare("", 0, 0);
    assert_bare("", 3, 3);
    assert_bare("ab bc", 3, 5);
    assert_bare("ab bc ac", 3, 8);
    assert_bare("ab bc cd ad", 4, 12);
}

static void cycles_do_not_confuse_it(void **state)
{
    (void)state;
    assert_bare("aa", 1, 2);
    assert_bare("ab ba", 2, 4);
    assert_bare("ab bc ca", 3, 8);
    assert_bare("ab bb bc", 3, 6);
}

static void the_order_of_edges_matters_little(void **state)
{
    (void)state;
    double forward[2], backward[2];
    cost_of("ab ac bd cd de ae", 5, forward);
    cost_of("ae de cd bd ac ab", 5, backward);
    assert_true(forward[0] == backward[0] && forward[1] == backward[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_edges_cost_more),
        cmocka_unit_test(cycles_do_not_confuse_it),
        cmocka_unit_test(the_order_of_edges_matters_little),
    };
    return RUN(tests);
}
