#include "base/buf.h"

#include "unit.h"

static void an_empty_buffer_is_an_empty_slice(void **state)
{
    (void)state;
    struct buf buf = {0};
    assert_int_equal(buf_slice(&buf).size, 0);
    buf_bytes(&buf, NULL, 0);
    assert_string_equal(buf.data, "");
    buf_free(&buf);
    assert_null(buf.data);
}

static void all_that_is_added_stands_in_order(void **state)
{
    (void)state;
    struct buf buf = {0};
    buf_char(&buf, 'a');
    buf_text(&buf, "bc");
    buf_str(&buf, STR("d\0e"));
    buf_bytes(&buf, "f", 1);
    buf_format(&buf, "%d %s", 42, "g");
    assert_int_equal(buf.size, 11);
    assert_memory_equal(buf.data, "abcd\0ef42 g", 12); /* with the NUL behind */
    buf_free(&buf);
}

static void long_formats_fit(void **state)
{
    (void)state;
    for (int size = 50; size < 300; size++) {
        struct buf buf = {0};
        buf_text(&buf, "head:");
        buf_format(&buf, "%*d|", size, 7);
        assert_int_equal(buf.size, 5 + size + 1);
        assert_int_equal(buf.data[5 + size - 1], '7');
        assert_string_equal(buf.data + 5 + size, "|");
        buf_free(&buf);
    }
}

static void cutting_never_lengthens(void **state)
{
    (void)state;
    struct buf buf = {0};
    buf_text(&buf, "abcdef");
    buf_cut(&buf, 10);
    assert_buf(&buf, "abcdef");
    buf_cut(&buf, 2);
    assert_buf(&buf, "ab");
    assert_string_equal(buf.data, "ab");
    buf_text(&buf, "X");
    assert_buf(&buf, "abX");
    buf_free(&buf);
}

static void grows_over_a_million_bytes(void **state)
{
    (void)state;
    struct buf buf = {0};
    for (int i = 0; i < 1000000; i++)
        buf_char(&buf, (char)('a' + i % 26));
    assert_int_equal(buf.size, 1000000);
    for (int i = 0; i < 1000000; i += 9973)
        assert_int_equal(buf.data[i], 'a' + i % 26);
    buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_is_an_empty_slice),
        cmocka_unit_test(all_that_is_added_stands_in_order),
        cmocka_unit_test(long_formats_fit),
        cmocka_unit_test(cutting_never_lengthens),
        cmocka_unit_test(grows_over_a_million_bytes),
    };
    return RUN(tests);
}
