#include "render/job/output_format.h"

#include "unit.h"

static void each_row_tells_how_it_is_made(void **state)
{
    (void)state;
    for (size_t i = 0; i < output_format_count; i++) {
        const struct output_format *format = &output_formats[i];
        assert_true((format->table != NULL) != (format->make != NULL));
        if (format->table) /* tables are the profile as it is */
            assert_true(format->tells_names && !format->needs_health);
    }
}

static void names_and_endings_lead_to_their_row_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < output_format_count; i++) {
        const struct output_format *format = &output_formats[i];
        assert_ptr_equal(output_format_named(str_of(format->name)), format);
        struct str rest = str_of(format->endings ? format->endings : "");
        while (rest.size) {
            struct str ending = str_first(rest, str_find(rest, ' '));
            assert_int_equal(ending.data[0], '.');
            assert_ptr_equal(output_format_of_ending(ending), format);
            rest = str_from(rest, ending.size + 1);
        }
    }
    assert_null(output_format_named(STR("")));
    assert_null(output_format_named(STR(".svg")));
    assert_null(output_format_of_ending(STR("")));
    assert_null(output_format_of_ending(STR("svg")));
    assert_null(output_format_of_ending(STR(".dot .gv")));
    assert_null(output_format_named(STR("functions")));
    assert_null(output_format_named(STR("lines")));
}

static void the_first_ending_is_the_one_that_is_named(void **state)
{
    (void)state;
    struct buf ending = {0};
    assert_true(output_format_main_ending(output_format_named(STR("html")), &ending));
    assert_string_equal(ending.data, ".html");
    buf_free(&ending);
    assert_false(output_format_main_ending(output_format_named(STR("icicle")), &ending));
    assert_int_equal(ending.size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_tells_how_it_is_made),
        cmocka_unit_test(names_and_endings_lead_to_their_row_alone),
        cmocka_unit_test(the_first_ending_is_the_one_that_is_named),
    };
    return RUN(tests);
}
