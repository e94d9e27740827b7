#include "base/text/nearest.h"

#include "unit.h"

/* The nearest of texts, which are divided by blanks. */
static void assert_nearest(const char *wanted, const char *texts, const char *expected)
{
    struct nearest nearest = nearest_start(str_of(wanted));
    struct buf list = {0};
    buf_text(&list, "");
    for (struct str rest = str_of(texts); rest.size;) {
        size_t end = str_find(rest, ' ');
        nearest_offer(&nearest, str_first(rest, end));
        rest = str_from(rest, end + 1);
    }
    nearest_list(&nearest, " or ", &list);
    assert_buf(&list, expected);
    buf_free(&list);
}

static void kinds_of_likeness_have_an_order(void **state)
{
    (void)state;
    assert_nearest("lookup", "lockup embedding_lookup Lookup Block",
                   "'Lookup', 'embedding_lookup' or 'lockup'");
    assert_nearest("max_nodes", "max-nodes nodes", "'max-nodes' or 'nodes'");
    assert_nearest("forwards", "forward for", "'forward' or 'for'");
}

static void what_holds_the_wanted_keeps_its_order(void **state)
{
    (void)state;
    assert_nearest("up", "lookup_of_all lookup up_x cup", "'lookup_of_all', 'lookup' or 'up_x'");
}

static void a_swap_is_one_edit(void **state)
{
    (void)state;
    assert_nearest("mian", "main mean man", "'main', 'mean' or 'man'");
    assert_nearest("lgo", "log lot", "'log'");
    assert_nearest("rnu", "run", "'run'");
}

static void nothing_is_like_something_else(void **state)
{
    (void)state;
    assert_nearest("plot", "parse render x", "");
    assert_nearest("", "a b", "");
    assert_nearest("x", "", "");
}

static void a_text_counts_once(void **state)
{
    (void)state;
    assert_nearest("rea", "read read bread read", "'read' or 'bread'");
}

static void texts_of_any_length_are_compared(void **state)
{
    (void)state;
    char text[5000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct nearest nearest = nearest_start(str_of(text + 1));
    struct buf list = {0};
    nearest_offer(&nearest, str_of(text));
    nearest_list(&nearest, ", ", &list);
    assert_int_equal(list.size, 64 + 2); /* what is offered is short */
    buf_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_of_likeness_have_an_order),
        cmocka_unit_test(what_holds_the_wanted_keeps_its_order),
        cmocka_unit_test(a_swap_is_one_edit),
        cmocka_unit_test(nothing_is_like_something_else),
        cmocka_unit_test(a_text_counts_once),
        cmocka_unit_test(texts_of_any_length_are_compared),
    };
    return RUN(tests);
}
