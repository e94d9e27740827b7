#include "input/json/document.h"
#include "unit.h"

static void begins_with_an_object(void **state)
{
    (void)state;
    assert_true(document_begins(STR("{}")));
    assert_true(document_begins(STR("\xef\xbb\xbf \r\n{ \t\"a\"")));
    assert_false(document_begins(STR("[{\"a\"")));
    assert_false(document_begins(STR("{1: 2}")));
    assert_false(document_begins(STR("{")));
    assert_false(document_begins(STR("")));
}

static void keys_are_those_of_the_top(void **state)
{
    (void)state;
    struct str text = STR("{\"a\": {\"b\": [\"c\", {\"d\": 1}]}, \"e\\\"f\": \"g\", \"h\" : [");
    assert_true(document_has_key(text, STR("a")));
    assert_true(document_has_key(text, STR("h")));
    assert_false(document_has_key(text, STR("b")));
    assert_false(document_has_key(text, STR("c")));
    assert_false(document_has_key(text, STR("d")));
    assert_false(document_has_key(text, STR("g")));
    assert_false(document_has_key(STR("{\"a"), STR("a")));
    assert_false(document_has_key(STR("{\"a\\"), STR("a")));
}

static void check_text(struct str json, struct str expected)
{
    struct error error = {0};
    json_t *root = document_parse(json, &error);
    assert_non_null(root);
    struct str text = document_text_of(root, "a");
    assert_true(str_equal(text, expected));
    json_decref(root);
}

static void takes_what_python_writes(void **state)
{
    (void)state;
    check_text(STR("{\"a\": \"x\\udc80y\"}"), STR("x\xef\xbf\xbdy"));
    check_text(STR("{\"a\": \"x\\uD83Dy\"}"), STR("x\xef\xbf\xbdy"));
    check_text(STR("{\"a\": \"\\ud83d\\ude00\\ud83d\"}"), STR("\xf0\x9f\x98\x80\xef\xbf\xbd"));
    check_text(STR("{\"a\": \"\\\\ud83d\\udc80\"}"), STR("\\ud83d\xef\xbf\xbd"));
    check_text(STR("{\"a\": \"\xff\xc3\xa9\"}"), STR("\xef\xbf\xbd\xc3\xa9"));
    check_text(STR("{\"b\": NaN, \"c\": [-Infinity, Infinity], \"a\": \"NaN\"}"), STR("NaN"));
    check_text(STR("{\"b\": NaN, \"a\": \"\\\"NaN\\\\\"}"), STR("\"NaN\\"));
    check_text(STR("{\"a\": \"x\\u0000y\"}"), STR("x\0y"));
}

static void check_refused(struct str json, const char *expected)
{
    struct error error = {0};
    assert_null(document_parse(json, &error));
    assert_int_equal(error.code, ERROR_INPUT);
    assert_non_null(strstr(error.message, expected));
}

static void says_where_it_is_broken(void **state)
{
    (void)state;
    check_refused(STR("{\"a\": 1,\n \"b\" 2}"), "line 2, column 6: ");
    check_refused(STR("{\"a\": [1,\n"), "line 2, column 0: the file ends here");
    check_refused(STR("{\"a\": \"\\u12"), "line 1, column ");
    check_refused(STR("{\"a\": \"\\"), "line 1, column ");
    check_refused(STR("{\"a\": \"\\ud800"), "line 1, column ");
    check_refused(STR("{\"a\": \"\\uzzzz\"}"), "line 1, column ");
    check_refused(STR("{\"a\": 1e999}"), "line 1, column ");
}

static void numbers_are_looked_at(void **state)
{
    (void)state;
    struct error error = {0};
    uint32_t index;
    double cost;
    json_t *list = document_parse(STR("[0, 4, 5, -1, 1.0, \"1\", 1e300, 99999999999]"), &error);
    assert_true(document_index(json_array_get(list, 0), 5, &index));
    assert_true(document_index(json_array_get(list, 1), 5, &index));
    assert_int_equal(index, 4);
    for (size_t i = 2; i < json_array_size(list); i++)
        assert_false(document_index(json_array_get(list, i), 5, &index));
    assert_false(document_index(NULL, 5, &index));
    assert_true(document_cost(json_array_get(list, 6), &cost));
    assert_false(document_cost(json_array_get(list, 3), &cost));
    assert_false(document_cost(json_array_get(list, 5), &cost));
    assert_int_equal(document_line(json_array_get(list, 3)), 0);
    assert_int_equal(document_line(json_array_get(list, 1)), 4);
    assert_false(document_wrong(&error, json_array_get(list, 3), "good", "a[%d]", 3));
    assert_string_equal(error.message, "a[3] is -1, not good");
    json_decref(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_with_an_object),    cmocka_unit_test(keys_are_those_of_the_top),
        cmocka_unit_test(takes_what_python_writes), cmocka_unit_test(says_where_it_is_broken),
        cmocka_unit_test(numbers_are_looked_at),
    };
    return RUN(tests);
}
