#include "base/hash/intern.h"

#include "unit.h"

static void texts_are_numbered_as_they_are_seen(void **state)
{
    (void)state;
    struct intern intern = intern_start();
    char text[] = "load";
    assert_int_equal(intern_add(&intern, str_of(text)), 0);
    text[0] = 'r'; /* a copy is kept */
    assert_int_equal(intern_add(&intern, str_of(text)), 1);
    assert_int_equal(intern_add(&intern, STR("load")), 0);
    assert_int_equal(intern_add(&intern, STR("")), 2);
    assert_int_equal(intern_add(&intern, (struct str){"a\0b", 3}), 3);
    assert_int_equal(intern_add(&intern, (struct str){"a\0c", 3}), 4);
    assert_int_equal(intern_add(&intern, (struct str){0}), 2);
    assert_int_equal(intern.count, 5);
    assert_text(intern.texts[0], "load");
    assert_text(intern.texts[1], "road");
    intern_free(&intern);
}

/* Each stays what it was while the table grows, however long. */
static void many_texts_keep_their_numbers(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    struct intern intern = intern_start();
    struct buf text = {0};
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < MANY; i++) {
            buf_cut(&text, 0);
            buf_format(&text, "function_%" PRIu32, i);
            assert_int_equal(intern_add(&intern, buf_slice(&text)), i);
        }
    buf_cut(&text, 0);
    for (uint32_t i = 0; i < 20000; i++) /* two that differ in their last byte */
        buf_char(&text, 'x');
    assert_int_equal(intern_add(&intern, buf_slice(&text)), MANY);
    text.data[text.size - 1] = 'y';
    assert_int_equal(intern_add(&intern, buf_slice(&text)), MANY + 1);
    assert_int_equal(intern.count, MANY + 2);
    buf_free(&text);
    intern_free(&intern);
}

static void pairs_are_numbered_as_they_are_seen(void **state)
{
    (void)state;
    enum { SIDE = 300 };
    struct intern_pairs pairs = intern_pairs_start();
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < SIDE * SIDE; i++)
            assert_int_equal(intern_pairs_add(&pairs, i / SIDE, i % SIDE), i);
    assert_int_equal(intern_pairs_add(&pairs, UINT32_MAX, 0), SIDE * SIDE);
    assert_int_equal(intern_pairs_add(&pairs, 0, UINT32_MAX), SIDE * SIDE + 1);
    assert_int_equal(intern_pairs_add(&pairs, 1, 2), SIDE + 2);
    intern_pairs_free(&pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_numbered_as_they_are_seen),
        cmocka_unit_test(many_texts_keep_their_numbers),
        cmocka_unit_test(pairs_are_numbered_as_they_are_seen),
    };
    return RUN(tests);
}
