#include "analysis/graph/through.h"

#include <math.h>
#include <stdio.h>

#include "unit.h"

enum { LETTERS = 8, MOST = 60 };

/* Functions a to h with own and inclusive seconds, and calls as "ab9 bc5", the digit being seconds.
 */
struct node {
    double own, total;
};

static struct profile graph(const struct node *nodes, const char *calls)
{
    struct builder builder = builder_start();
    for (int i = 0; i < LETTERS; i++)
        add_function(&builder, (char[]){(char)('a' + i), 0}, nodes[i].own, nodes[i].total);
    for (const char *call = calls; *call; call += call[3] ? 4 : 3)
        add_call(&builder, (uint32_t)(call[0] - 'a'), (uint32_t)(call[1] - 'a'), call[2] - '0');
    return builder_finish(&builder);
}

static void assert_through(const struct node *nodes, const char *calls, const char *marked,
                           const double *below, const double *above)
{
    struct profile profile = graph(nodes, calls);
    bool flags[LETTERS] = {false};
    for (const char *c = marked; *c; c++)
        flags[*c - 'a'] = true;
    struct through through = through_find(&profile, flags, &(struct path_costs){0});
    for (int i = 0; i < LETTERS; i++) {
        if (fabs(through.below[i] - below[i]) > 1e-9 || fabs(through.above[i] - above[i]) > 1e-9)
            fail_msg("%c: %.12g below, %.12g above", 'a' + i, through.below[i], through.above[i]);
    }
    through_free(&through);
    profile_free(&profile);
}

static void in_a_chain_it_is_all_or_what_calls_pass_on(void **state)
{
    (void)state;
    static const struct node nodes[LETTERS] = {{2, 8}, {1, 6}, {2, 5}, {3, 3}};
    static const double below[LETTERS] = {0, 0, 1, 1};
    static const double above[LETTERS] = {5.0 / 8, 5.0 / 6, 1, 0};
    assert_through(nodes, "ab6 bc5 cd3", "c", below, above);
}

/* d is called by b (6 s) and c (2 s), which a calls. */
static void of_several_callers_each_has_its_part(void **state)
{
    (void)state;
    static const struct node nodes[LETTERS] = {{1, 12}, {1, 7}, {2, 4}, {8, 8}};
    static const double below_b[LETTERS] = {0, 1, 0, 6.0 / 8};
    static const double above_b[LETTERS] = {7.0 / 12, 1, 0, 0};
    assert_through(nodes, "ab7 ac4 bd6 cd2", "b", below_b, above_b);
    static const double below_d[LETTERS] = {0, 0, 0, 1};
    static const double above_d[LETTERS] = {8.0 / 12, 6.0 / 7, 2.0 / 4, 1};
    assert_through(nodes, "ab7 ac4 bd6 cd2", "d", below_d, above_d);
}

static void none_and_all_are_marked(void **state)
{
    (void)state;
    static const struct node nodes[LETTERS] = {{1, 12}, {1, 7}, {2, 4}, {8, 8}};
    static const double none[LETTERS] = {0};
    static const double all[LETTERS] = {1, 1, 1, 1, 1, 1, 1, 1};
    assert_through(nodes, "ab7 ac4 bd6 cd2", "", none, none);
    assert_through(nodes, "ab7 ac4 bd6 cd2", "abcdefgh", all, all);
}

/* Of 10 s of b, calls from the marked a explain 4; the rest had no caller in the profile. */
static void time_without_a_caller_is_not_below(void **state)
{
    (void)state;
    static const struct node nodes[LETTERS] = {{1, 5}, {10, 10}};
    static const double below[LETTERS] = {1, 0.4};
    static const double above[LETTERS] = {1, 0};
    assert_through(nodes, "ab4", "a", below, above);
}

/* b and c call each other; b is called by the marked a (6 s) and by d (2 s): three quarters of what
   enters the cycle is below a, and so is all that is in it. */
static void in_cycles_fractions_settle(void **state)
{
    (void)state;
    static const struct node nodes[LETTERS] = {{1, 7}, {2, 8}, {4, 6}, {1, 3}, {2, 2}};
    static const double below[LETTERS] = {1, 0.75, 0.75, 0, 0.75};
    static const double above[LETTERS] = {1, 0, 0, 0, 0};
    assert_through(nodes, "ab6 db2 bc6 cb3 ce2", "a", below, above);
}

static void recursion_does_not_count(void **state)
{
    (void)state;
    static const struct node nodes[LETTERS] = {{1, 7}, {5, 8}, {1, 3}};
    static const double below[LETTERS] = {1, 0.75, 0};
    static const double above[LETTERS] = {1, 0, 0};
    assert_through(nodes, "ab6 cb2 bb7", "a", below, above);
}

static void without_times_calls_decide(void **state)
{
    (void)state;
    static const struct node nodes[LETTERS] = {{0, 0}};
    static const double below[LETTERS] = {1, 0, 0.5, 0.5};
    static const double above[LETTERS] = {1, 0, 0, 0};
    assert_through(nodes, "ac0 bc0 cd0", "a", below, above);
}

/* b has half of its time by itself; that of its calls was not told. a has nothing but its own. */
static void own_time_is_not_that_of_calls_without_times(void **state)
{
    (void)state;
    static const struct node nodes[LETTERS] = {{5, 5}, {2, 4}, {2, 2}};
    static const double below[LETTERS] = {0, 0, 1};
    static const double above[LETTERS] = {0, 0.5, 1};
    assert_through(nodes, "ac0 bc0", "c", below, above);
}

/* A single one: c, called by a and b, is too quick for the clock. */
static void where_there_is_no_time_calls_decide(void **state)
{
    (void)state;
    static const struct node nodes[LETTERS] = {{2, 2}, {2, 2}, {0, 0}, {0, 0}, {1, 5}};
    static const double below[LETTERS] = {1, 0, 0.5, 0.5};
    static const double above[LETTERS] = {1, 0, 0, 0, 0.4};
    assert_through(nodes, "ea2 eb2 ac0 bc0 cd0", "a", below, above);
}

static uint32_t next(uint32_t *random, uint32_t bound)
{
    *random = *random * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(*random >> 4) * bound >> 28);
}

static void fractions_of_any_graph_are_fractions(void **state)
{
    (void)state;
    uint32_t random = 29;
    for (int round = 0; round < 1000; round++) {
        struct builder builder = builder_start();
        builder.repeats = true;
        bool marked[MOST];
        uint32_t functions = 1 + next(&random, MOST);
        for (uint32_t i = 0; i < functions; i++) {
            char name[16];
            snprintf(name, sizeof name, "f%u", i);
            marked[i] = next(&random, 10) == 0;
            add_function(&builder, name, next(&random, 10) - 1.0, next(&random, 100) - 5.0);
        }
        for (uint32_t i = 0, calls = next(&random, functions * 4); i < calls; i++)
            add_call(&builder, next(&random, functions), next(&random, functions),
                     next(&random, 100) - 5.0);
        struct profile profile = builder_finish(&builder);
        struct through through = through_find(&profile, marked, &(struct path_costs){0});
        for (uint32_t i = 0; i < functions; i++) {
            assert_true(through.below[i] >= 0 && through.below[i] <= 1);
            assert_true(through.above[i] >= 0 && through.above[i] <= 1);
            assert_true(!marked[i] || (through.below[i] >= 1 && through.above[i] >= 1));
        }
        through_free(&through);
        profile_free(&profile);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_a_chain_it_is_all_or_what_calls_pass_on),
        cmocka_unit_test(of_several_callers_each_has_its_part),
        cmocka_unit_test(none_and_all_are_marked),
        cmocka_unit_test(time_without_a_caller_is_not_below),
        cmocka_unit_test(in_cycles_fractions_settle),
        cmocka_unit_test(recursion_does_not_count),
        cmocka_unit_test(without_times_calls_decide),
        cmocka_unit_test(own_time_is_not_that_of_calls_without_times),
        cmocka_unit_test(where_there_is_no_time_calls_decide),
        cmocka_unit_test(fractions_of_any_graph_are_fractions),
    };
    return RUN(tests);
}
