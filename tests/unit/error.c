#include "base/error.h"

#include "unit.h"

static void an_error_is_filled_and_false_returned(void **state)
{
    (void)state;
    struct error error = {.has_offset = true, .offset = 9};
    assert_false(error_set(&error, ERROR_IO, "%s %d", "text", 5));
    assert_int_equal(error.code, ERROR_IO);
    assert_false(error.has_offset);
    assert_string_equal(error.message, "text 5");
    assert_false(error_at(&error, UINT64_C(1) << 40, "there"));
    assert_int_equal(error.code, ERROR_INPUT);
    assert_true(error.has_offset);
    assert_true(error.offset == UINT64_C(1) << 40);
}

static void a_message_is_one_line_whatever_it_carries(void **state)
{
    (void)state;
    struct error error;
    error_set(&error, ERROR_USAGE, "%s", "a\nb\tc\x1b[0m\177d\r");
    assert_string_equal(error.message, "a?b?c?[0m?d?");
    error_set(&error, ERROR_USAGE, "%s",
              "\u00e9\xc2\x9b"
              "31m\xc2\x80\u00a0.");
    assert_string_equal(error.message, "\u00e9??31m??\u00a0.");
}

static void a_long_message_is_cut(void **state)
{
    (void)state;
    struct error error;
    char text[2000];
    memset(text, 'x', sizeof text);
    error_set(&error, ERROR_USAGE, "%.*s", (int)sizeof text, text);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_is_filled_and_false_returned),
        cmocka_unit_test(a_message_is_one_line_whatever_it_carries),
        cmocka_unit_test(a_long_message_is_cut),
    };
    return RUN(tests);
}
