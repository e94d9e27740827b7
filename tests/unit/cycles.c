#include "analysis/graph/cycles.h"

#include "unit.h"

enum { MOST = 24 };

static struct profile graph(uint32_t functions, const bool edge[MOST][MOST])
{
    struct builder builder = builder_start();
    for (uint32_t i = 0; i < functions; i++)
        add_function(&builder, (char[]){(char)('a' + i), 0}, 1, 1);
    for (uint32_t i = 0; i < functions; i++)
        for (uint32_t j = 0; j < functions; j++)
            if (edge[i][j])
                add_call(&builder, i, j, 1);
    return builder_finish(&builder);
}

/* Which functions reach which, by Warshall's algorithm. */
static void close_over(uint32_t functions, bool reach[MOST][MOST])
{
    for (uint32_t k = 0; k < functions; k++)
        for (uint32_t i = 0; i < functions; i++)
            for (uint32_t j = 0; j < functions; j++)
                reach[i][j] |= reach[i][k] && reach[k][j];
}

/* Nodes in `without` are as if nothing led to them or from them. */
static void cut(uint32_t functions, bool edge[MOST][MOST], const bool *without)
{
    for (uint32_t i = 0; i < functions; i++)
        for (uint32_t j = 0; j < functions; j++)
            edge[i][j] &= !without[i] && !without[j];
}

/* What a profile keeps is what was found, and found once. */
static void assert_kept(const struct profile *profile, const uint32_t *component, uint32_t count)
{
    const struct components *components = cycles_components(profile);
    assert_int_equal(components->count, count);
    assert_memory_equal(components->of, component, profile->function_count * sizeof *component);
    const uint32_t *of = components->of;
    assert_ptr_equal(cycles_components(profile)->of, of);
}

static void check_graph(uint32_t functions, bool edge[MOST][MOST], const bool *without)
{
    uint32_t component[MOST];
    struct profile profile = graph(functions, (const bool(*)[MOST])edge);
    uint32_t count = cycles_without(&profile, without, component);
    cut(functions, edge, without ? without : (const bool[MOST]){false});
    close_over(functions, edge);
    uint32_t leaders = 0;
    for (uint32_t i = 0; i < functions; i++) {
        bool leads = true;
        if (without && without[i])
            continue;
        assert_true(component[i] < count);
        for (uint32_t j = 0; j < functions; j++) {
            if (without && without[j])
                continue;
            bool together = i == j || (edge[i][j] && edge[j][i]);
            assert_int_equal(component[i] == component[j], together);
            if (edge[i][j] && !together)
                assert_true(component[j] < component[i]); /* callees first */
            leads &= !(together && j < i);
        }
        leaders += leads;
    }
    assert_int_equal(count, leaders);
    if (!without)
        assert_kept(&profile, component, count);
    profile_free(&profile);
}

static void random_graphs_fall_into_the_right_parts(void **state)
{
    (void)state;
    uint32_t random = 5;
    for (int round = 0; round < 600; round++) {
        bool edge[MOST][MOST] = {{false}};
        bool without[MOST] = {false};
        uint32_t functions = 1 + (uint32_t)round % MOST;
        for (uint32_t i = 0; i < functions * 2; i++) {
            random = random * 1664525 + 1013904223;
            edge[(random >> 8) % functions][(random >> 20) % functions] = true;
            without[(random >> 4) % functions] |= (random >> 28) < 3;
        }
        check_graph(functions, edge, round % 2 ? without : NULL);
    }
}

static void one_long_cycle_is_one_part(void **state)
{
    (void)state;
    enum { LENGTH = 200000 };
    struct builder builder = builder_start();
    uint32_t name = builder_name(&builder, STR("f"));
    for (uint32_t i = 0; i < LENGTH; i++)
        builder_function(&builder, name, i, name, false);
    for (uint32_t i = 0; i < LENGTH; i++)
        add_call(&builder, i, (i + 1) % LENGTH, 1);
    struct profile profile = builder_finish(&builder);
    assert_int_equal(cycles_components(&profile)->count, 1);
    profile_free(&profile);
}

static void any_graph_will_do(void **state)
{
    (void)state;
    static const uint32_t first[] = {0, 1, 3, 3, 4}; /* 0-1, 1-2, 1-0, 3-3 */
    static const uint32_t heads[] = {1, 2, 0, 3};
    struct successors graph = {4, first, heads};
    uint32_t component[4];
    assert_int_equal(cycles_find(&graph, NULL, component), 3);
    assert_int_equal(component[0], component[1]);
    assert_true(component[2] < component[1]);
    assert_true(component[3] != component[0] && component[3] != component[2]);
    assert_int_equal(cycles_find(&graph, (const bool[]){true, false, false, false}, component), 3);
    assert_true(component[2] < component[1]);
}

static void no_functions_are_no_parts(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct profile profile = builder_finish(&builder);
    assert_int_equal(cycles_components(&profile)->count, 0);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_graphs_fall_into_the_right_parts),
        cmocka_unit_test(one_long_cycle_is_one_part),
        cmocka_unit_test(any_graph_will_do),
        cmocka_unit_test(no_functions_are_no_parts),
    };
    return RUN(tests);
}
