#include "analysis/table/table.h"

#include "analysis/table/restrict.h"
#include "unit.h"

static void keys_go_by_pstats_names_and_their_beginnings(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int key; /* -1: none */
    } samples[] = {
        {"calls", SORT_CALLS},
        {"ncalls", SORT_CALLS},
        {"cumtime", SORT_CUMULATIVE},
        {"cumu", SORT_CUMULATIVE},
        {"file", SORT_FILE},
        {"module", SORT_FILE},
        {"l", SORT_LINE},
        {"nam", SORT_NAME},
        {"nfl", SORT_NFL},
        {"p", SORT_PRIMITIVE},
        {"s", SORT_STANDARD},
        {"time", SORT_TIME},
        {"tottime", SORT_TIME},
        {"-1", SORT_STANDARD},
        {"2", SORT_CUMULATIVE},
        {"n", -1},
        {"nosuch", -1},
        {"", -1},
        {"callss", -1},
        {"3", -1},
    };
    for (size_t i = 0; i < COUNT(samples); i++) {
        enum sort_key key = SORT_KEYS;
        bool found = table_find_key(str_of(samples[i].name), &key);
        if (found != (samples[i].key >= 0) || (found && (int)key != samples[i].key))
            fail_msg("%s is key %d", samples[i].name, found ? (int)key : -1);
    }
}

static void restrictions_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(restrict_parse("20").kind, RESTRICT_COUNT);
    assert_int_equal(restrict_parse("20").count, 20);
    assert_int_equal(restrict_parse("0.1").kind, RESTRICT_FRACTION);
    assert_true(restrict_parse("0.1").fraction == 0.1);
    assert_int_equal(restrict_parse("1e-1").kind, RESTRICT_FRACTION);
    assert_int_equal(restrict_parse("foo").kind, RESTRICT_PATTERN);
    assert_int_equal(restrict_parse("").kind, RESTRICT_PATTERN);
    assert_int_equal(restrict_parse("1.2.3").kind, RESTRICT_PATTERN);
    assert_int_equal(restrict_parse("e").kind, RESTRICT_PATTERN);
}

static void a_pattern_cannot_take_forever(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct buf name = {0}, report = {0};
    struct error error = {0};
    for (int i = 0; i < 5000; i++)
        buf_char(&name, 'a');
    uint32_t index = builder_name(&builder, buf_slice(&name));
    uint32_t function = builder_function(&builder, index, 1, index, false);
    builder.profile.functions[function].order = 0;
    struct profile profile = builder_finish(&builder);
    struct table table = table_make(&profile, false);
    struct restriction restriction = restrict_parse("(a|a)*\\)\\)");
    assert_false(restrict_apply(&table, &restriction, &report, &error));
    assert_contains(error.message, "too long");
    table_free(&table);
    profile_free(&profile);
    buf_free(&name);
    buf_free(&report);
}

static void sorting_is_stable(void **state)
{
    (void)state;
    enum { FUNCTIONS = 500 };
    struct builder builder = builder_start();
    for (uint32_t i = 0; i < FUNCTIONS; i++) {
        uint32_t name = builder_name(&builder, (struct str){(char[]){(char)('a' + i % 26)}, 1});
        builder_function(&builder, name, i, name, false);
        builder.profile.functions[i].order = i;
        builder.profile.functions[i].calls = i % 7;
        builder.profile.functions[i].own = i % 3;
    }
    struct profile profile = builder_finish(&builder);
    struct table table = table_make(&profile, false);
    enum sort_key keys[] = {SORT_CALLS, SORT_TIME};
    table_sort(&table, keys, 2);
    for (uint32_t i = 1; i < FUNCTIONS; i++) {
        uint32_t a = table.entries[i - 1], b = table.entries[i];
        assert_true(a % 7 >= b % 7);
        if (a % 7 == b % 7) {
            assert_true(a % 3 >= b % 3);
            assert_true(a % 3 > b % 3 || a < b);
        }
    }
    table_cut(&table, 10);
    assert_int_equal(table.count, 10);
    table_free(&table);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_go_by_pstats_names_and_their_beginnings),
        cmocka_unit_test(restrictions_are_told_apart),
        cmocka_unit_test(a_pattern_cannot_take_forever),
        cmocka_unit_test(sorting_is_stable),
    };
    return RUN(tests);
}
