#include "analysis/graph/reach.h"

#include "unit.h"

enum { LETTERS = 8 };

/* A graph of functions a to h, from its edges as "ab bc ...". */
static struct profile graph(const char *edges)
{
    struct builder builder = builder_start();
    for (int i = 0; i < LETTERS; i++)
        add_function(&builder, (char[]){(char)('a' + i), 0}, 1, i + 1);
    for (const char *edge = edges; *edge; edge += edge[2] ? 3 : 2)
        add_call(&builder, (uint32_t)(edge[0] - 'a'), (uint32_t)(edge[1] - 'a'), 1);
    return builder_finish(&builder);
}

static const char *letters(const bool *flags, char *text)
{
    char *end = text;
    for (int i = 0; i < LETTERS; i++)
        if (flags[i])
            *end++ = (char)('a' + i);
    *end = '\0';
    return text;
}

static void assert_reached(const char *edges, const char *from, bool upwards, int64_t depth,
                           const char *expected)
{
    struct profile profile = graph(edges);
    bool starts[LETTERS] = {false}, reached[LETTERS] = {false};
    char text[LETTERS + 1];
    for (const char *c = from; *c; c++)
        starts[*c - 'a'] = true;
    reach_functions(&profile, starts, upwards, depth, reached);
    assert_string_equal(letters(reached, text), expected);
    profile_free(&profile);
}

static void the_search_follows_calls_to_a_depth(void **state)
{
    (void)state;
    assert_reached("ab bc cd de", "a", false, -1, "abcde");
    assert_reached("ab bc cd de", "a", false, 2, "abc");
    assert_reached("ab bc cd de", "a", false, 0, "a");
    assert_reached("ab bc cd de", "ad", false, 1, "abde");
    assert_reached("ab bc cd de", "d", true, 2, "bcd");
    assert_reached("ab bc cd de", "", false, -1, "");
}

static void the_shortest_way_counts(void **state)
{
    (void)state;
    assert_reached("ab bc cd ad de", "a", false, 2, "abcde");
    assert_reached("ad ab bc cd de", "a", false, 2, "abcde");
    assert_reached("ab bc cd de ae ef fg", "a", false, 2, "abcef");
}

static void cycles_end(void **state)
{
    (void)state;
    assert_reached("ab ba aa bb bc", "a", false, -1, "abc");
    assert_reached("ab bc ca", "b", true, -1, "abc");
}

static void assert_entries(const char *edges, const char *expected)
{
    struct profile profile = graph(edges);
    bool entry[LETTERS] = {false};
    char text[LETTERS + 1];
    reach_entry_points(&profile, entry);
    assert_string_equal(letters(entry, text), expected);
    profile_free(&profile);
}

static void a_program_begins_where_nothing_calls(void **state)
{
    (void)state;
    assert_entries("ab ac bd ef eg eh", "ae");
    assert_entries("aa ab ac ad ae af ag ah", "a"); /* a call of itself is none */
    assert_entries("ab bc cd de ef fg gh ha", "h"); /* of a cycle, the largest */
    assert_entries("ab ba bc de fg gh", "bdf");
    assert_entries("ab bc cb ad ae af ag ah", "a"); /* of a cycle that is called, none */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_search_follows_calls_to_a_depth),
        cmocka_unit_test(the_shortest_way_counts),
        cmocka_unit_test(cycles_end),
        cmocka_unit_test(a_program_begins_where_nothing_calls),
    };
    return RUN(tests);
}
