#include "base/str.h"

#include "unit.h"

static void parts_are_clamped(void **state)
{
    (void)state;
    assert_text(str_from(STR("abc"), 1), "bc");
    assert_text(str_from(STR("abc"), 3), "");
    assert_text(str_from(STR("abc"), SIZE_MAX), "");
    assert_text(str_first(STR("abc"), 2), "ab");
    assert_text(str_first(STR("abc"), SIZE_MAX), "abc");
    assert_text(str_first(STR("abc"), 0), "");
}

static void ends_are_compared(void **state)
{
    (void)state;
    assert_true(str_equal(STR(""), (struct str){NULL, 0}));
    assert_true(str_equal(STR("a\0b"), STR("a\0b")));
    assert_false(str_equal(STR("a\0b"), STR("a\0c")));
    assert_false(str_equal(STR("a"), STR("ab")));
    assert_true(str_starts(STR("abc"), STR("ab")));
    assert_true(str_starts(STR("abc"), STR("")));
    assert_false(str_starts(STR("ab"), STR("abc")));
    assert_true(str_ends(STR("abc"), STR("bc")));
    assert_false(str_ends(STR("bc"), STR("abc")));
}

static void order_is_by_unsigned_bytes(void **state)
{
    (void)state;
    static const struct str sorted[] = {{"", 0},   {"\0", 1}, {"a", 1},    {"a\0", 2},
                                        {"ab", 2}, {"b", 1},  {"\x80", 1}, {"\xff", 1}};
    for (size_t i = 0; i < COUNT(sorted); i++)
        for (size_t j = 0; j < COUNT(sorted); j++) {
            int order = str_compare(sorted[i], sorted[j]);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

static void bytes_are_found(void **state)
{
    (void)state;
    assert_int_equal(str_find(STR("a.b.c"), '.'), 1);
    assert_int_equal(str_find_last(STR("a.b.c"), '.'), 3);
    assert_int_equal(str_find(STR("abc"), '.'), 3);
    assert_int_equal(str_find_last(STR("abc"), '.'), 3);
    assert_int_equal(str_find((struct str){NULL, 0}, '.'), 0);
    assert_int_equal(str_find_last(STR(".abc"), '.'), 0);
    assert_int_equal(str_find(STR("a\0b"), '\0'), 1);
}

static void needles_are_found(void **state)
{
    (void)state;
    assert_true(str_contains(STR("haystack"), STR("hay")));
    assert_true(str_contains(STR("haystack"), STR("stack")));
    assert_true(str_contains(STR("aaab"), STR("aab")));
    assert_true(str_contains(STR("a"), STR("")));
    assert_false(str_contains(STR("haystack"), STR("stacks")));
    assert_false(str_contains(STR(""), STR("x")));
}

static void hashes_depend_on_every_byte_and_the_seed(void **state)
{
    (void)state;
    static const uint64_t seeds[][2] = {{1, 2}, {1, 3}, {0, 2}};
    char text[24] = "abcdefghijklmnopqrstuvw";
    uint64_t whole = str_hash((struct str){text, 23}, seeds[0]);
    assert_true(whole == str_hash((struct str){text, 23}, seeds[0]));
    assert_true(whole != str_hash((struct str){text, 23}, seeds[1]));
    assert_true(whole != str_hash((struct str){text, 23}, seeds[2]));
    for (size_t i = 0; i < 23; i++) {
        text[i] ^= 1;
        assert_true(whole != str_hash((struct str){text, 23}, seeds[0]));
        text[i] ^= 1;
    }
    assert_true(str_hash(STR("a"), seeds[0]) != str_hash(STR("a\0"), seeds[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_clamped),
        cmocka_unit_test(ends_are_compared),
        cmocka_unit_test(order_is_by_unsigned_bytes),
        cmocka_unit_test(bytes_are_found),
        cmocka_unit_test(needles_are_found),
        cmocka_unit_test(hashes_depend_on_every_byte_and_the_seed),
    };
    return RUN(tests);
}
