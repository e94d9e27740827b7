#include "analysis/graph/order.h"

#include "unit.h"

enum { MOST_NODES = 300, MOST_ARCS = 4 * MOST_NODES };

/* Arcs written as "ab bc", heaviest first; those in `preset` are turned beforehand. */
static void assert_back(const char *arcs, const char *preset, const char *expected)
{
    struct arc list[16] = {{0}};
    bool back[16] = {false};
    char text[64] = "";
    uint32_t count = 0;
    for (const char *arc = arcs; *arc; arc += arc[2] ? 3 : 2) {
        char word[4] = {arc[0], arc[1], '\0'};
        list[count] = (struct arc){(uint32_t)(arc[0] - 'a'), (uint32_t)(arc[1] - 'a')};
        back[count++] = strstr(preset, word) != NULL;
    }
    order_arcs(8, list, count, back);
    for (uint32_t i = 0; i < count; i++)
        if (back[i])
            strcat(text, (char[]){(char)('a' + list[i].from), (char)('a' + list[i].to), ' ', 0});
    assert_string_equal(text, expected);
}

static void what_has_no_cycle_stays(void **state)
{
    (void)state;
    assert_back("", "", "");
    assert_back("ab bc cd ad bd", "", "");
    assert_back("dc cb ba da db", "", "");
    assert_back("gh ef cd ab bc de fg ah", "", "");
}

static void the_lightest_arc_of_a_cycle_is_turned(void **state)
{
    (void)state;
    assert_back("ab bc ca", "", "ca ");
    assert_back("ca ab bc", "", "bc ");
    assert_back("ab ba", "", "ba ");
    assert_back("ba ab", "", "ab ");
    assert_back("ab cd bc da ac ca", "", "da ca ");
}

/* What was turned beforehand closes no cycle with anything. */
static void given_arcs_count_as_turned(void **state)
{
    (void)state;
    assert_back("ca ab bc", "ca", "ca ");
    assert_back("ba ab", "ba", "ba ");
    assert_back("ab bc cd", "bc", "bc ");
}

static void an_arc_of_a_node_to_itself_is_not_turned(void **state)
{
    (void)state;
    assert_back("aa ab bb ba", "", "ba ");
    assert_back("aa", "aa", "aa ");
}

static uint32_t next(uint32_t *random, uint32_t bound)
{
    *random = *random * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(*random >> 4) * bound >> 28);
}

/* Takes away nodes that nothing leads to (A. Kahn 1962); true if none remains. */
static bool is_acyclic(uint32_t nodes, const struct arc *arcs, uint32_t count, const bool *back)
{
    uint32_t incoming[MOST_NODES] = {0};
    bool gone[MOST_NODES] = {false};
    uint32_t left = nodes;
    for (uint32_t i = 0; i < count; i++)
        incoming[arcs[i].to] += !back[i] && arcs[i].from != arcs[i].to;
    for (bool found = true; found;) {
        found = false;
        for (uint32_t node = 0; node < nodes; node++) {
            if (gone[node] || incoming[node])
                continue;
            gone[node] = found = true;
            left--;
            for (uint32_t i = 0; i < count; i++)
                incoming[arcs[i].to] -=
                    !back[i] && arcs[i].from == node && arcs[i].to != arcs[i].from;
        }
    }
    return left == 0;
}

/* Whether those of the first `count` arcs that were not turned lead from one node to another. */
static bool leads(const struct arc *arcs, uint32_t count, const bool *back, uint32_t from,
                  uint32_t to)
{
    bool met[MOST_NODES] = {false};
    met[from] = true;
    for (bool found = true; found;) {
        found = false;
        for (uint32_t i = 0; i < count; i++) {
            if (back[i] || !met[arcs[i].from] || met[arcs[i].to])
                continue;
            met[arcs[i].to] = found = true;
        }
    }
    return met[to];
}

static void check_random_graph(uint32_t *random, uint32_t nodes, uint32_t count)
{
    struct arc arcs[MOST_ARCS] = {{0}};
    bool preset[MOST_ARCS] = {false}, back[MOST_ARCS];
    uint32_t presets = next(random, 3) ? 0 : count / 8;
    for (uint32_t i = 0; i < count; i++)
        arcs[i] = (struct arc){next(random, nodes), next(random, nodes)};
    for (uint32_t i = 0; i < presets; i++)
        preset[next(random, count)] = true;
    memcpy(back, preset, sizeof back);
    order_arcs(nodes, arcs, count, back);
    assert_true(is_acyclic(nodes, arcs, count, back));
    for (uint32_t i = 0; i < count; i++) {
        bool loop = arcs[i].from == arcs[i].to;
        bool closes = !loop && leads(arcs, i, back, arcs[i].to, arcs[i].from);
        assert_int_equal(back[i], preset[i] || closes);
    }
}

static void random_graphs_lose_their_cycles_and_no_more(void **state)
{
    (void)state;
    uint32_t random = 3;
    for (uint32_t round = 0; round < 600; round++) {
        uint32_t nodes = 2 + next(&random, 20);
        check_random_graph(&random, nodes, next(&random, 4 * nodes));
    }
    for (uint32_t nodes = 50; nodes <= MOST_NODES; nodes += 50)
        check_random_graph(&random, nodes, 3 * nodes);
}

/* Each arc leads before all that were taken so far: every one of them moves nodes. */
static void the_worst_order_is_bearable(void **state)
{
    (void)state;
    enum { LENGTH = 3000 };
    struct arc *arcs = calloc(LENGTH, sizeof *arcs);
    bool *back = calloc(LENGTH, sizeof *back);
    for (uint32_t i = 0; i < LENGTH - 1; i++)
        arcs[i] = (struct arc){i + 1, i};
    arcs[LENGTH - 1] = (struct arc){0, LENGTH - 1};
    order_arcs(LENGTH, arcs, LENGTH, back);
    for (uint32_t i = 0; i < LENGTH; i++)
        assert_int_equal(back[i], i == LENGTH - 1);
    free(arcs);
    free(back);
}

/* 200,000 nodes in a ring (or a chain) whose arcs come in the worst order: what is turned leaves no
   cycle, in seconds rather than hours. */
static void endless_work_is_given_up(void **state)
{
    (void)state;
    enum { LENGTH = 200000 };
    struct arc *arcs = calloc(LENGTH, sizeof *arcs);
    bool *back = calloc(LENGTH, sizeof *back);
    for (uint32_t i = 0; i < LENGTH - 1; i++)
        arcs[i] = (struct arc){i + 1, i};
    order_arcs(LENGTH, arcs, LENGTH - 1, back);
    for (uint32_t i = 0; i < LENGTH - 1; i++)
        assert_false(back[i]);
    arcs[LENGTH - 1] = (struct arc){0, LENGTH - 1};
    order_arcs(LENGTH, arcs, LENGTH, back);
    bool any = false;
    for (uint32_t i = 0; i < LENGTH; i++)
        any |= back[i];
    assert_true(any);
    free(arcs);
    free(back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_cycle_stays),
        cmocka_unit_test(the_lightest_arc_of_a_cycle_is_turned),
        cmocka_unit_test(given_arcs_count_as_turned),
        cmocka_unit_test(an_arc_of_a_node_to_itself_is_not_turned),
        cmocka_unit_test(random_graphs_lose_their_cycles_and_no_more),
        cmocka_unit_test(the_worst_order_is_bearable),
        cmocka_unit_test(endless_work_is_given_up),
    };
    return RUN(tests);
}
