#include "analysis/budget/budget.h"

#include "unit.h"

static bool parse(const char *text, struct budget *budget, struct budget_mistake *mistake)
{
    static struct arena arena;
    arena_free(&arena);
    return budget_parse(str_of(text), &arena, budget, mistake);
}

static void expressions_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *glob;
        enum budget_cost cost;
        bool of_change;
        enum budget_order order;
        enum budget_unit unit;
        double limit;
    } cases[] = {
        {"total > 2s", NULL, BUDGET_TOTAL, false, BUDGET_ABOVE, BUDGET_SECONDS, 2},
        {"own(json.decoder:raw_decode) > 10%", "json.decoder:raw_decode", BUDGET_OWN, false,
         BUDGET_ABOVE, BUDGET_SHARE, 0.1},
        {"calls(sqlalchemy.*:execute)>=200", "sqlalchemy.*:execute", BUDGET_CALLS, false,
         BUDGET_AT_LEAST, BUDGET_NUMBER, 200},
        {" total( import:* )>0.3 s ", "import:*", BUDGET_TOTAL, false, BUDGET_ABOVE, BUDGET_SECONDS,
         0.3},
        {"change(total) > 10%", NULL, BUDGET_TOTAL, true, BUDGET_ABOVE, BUDGET_SHARE, 0.1},
        {"change(calls(*)) < -5 %", "*", BUDGET_CALLS, true, BUDGET_BELOW, BUDGET_SHARE, -0.05},
        {"calls <= 7", NULL, BUDGET_CALLS, false, BUDGET_AT_MOST, BUDGET_NUMBER, 7},
        {"own(f) > 300ms", "f", BUDGET_OWN, false, BUDGET_ABOVE, BUDGET_SECONDS, 0.3},
        {"own(<method 'a' (b)>) > 5us", "<method 'a' (b)>", BUDGET_OWN, false, BUDGET_ABOVE,
         BUDGET_SECONDS, 5e-6},
        {"own(f) > 5µs", "f", BUDGET_OWN, false, BUDGET_ABOVE, BUDGET_SECONDS, 5e-6},
        {"own(f) > 5ns", "f", BUDGET_OWN, false, BUDGET_ABOVE, BUDGET_SECONDS, 5e-9},
        {"total(f) > 50 %", "f", BUDGET_TOTAL, false, BUDGET_ABOVE, BUDGET_SHARE, 0.5},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct budget budget;
        struct budget_mistake mistake;
        assert_true(parse(cases[i].text, &budget, &mistake));
        assert_int_equal(budget.cost, cases[i].cost);
        assert_int_equal(budget.of_change, cases[i].of_change);
        assert_int_equal(budget.order, cases[i].order);
        assert_int_equal(budget.unit, cases[i].unit);
        assert_float_equal(budget.limit, cases[i].limit, 1e-15);
        assert_int_equal(budget.glob == NULL, cases[i].glob == NULL);
        if (budget.glob)
            assert_string_equal(budget.glob, cases[i].glob);
    }
}

static void mistakes_say_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } cases[] = {
        {"", 0},
        {"tota > 1s", 0},
        {"own > 1s", 0},
        {"own() > 1s", 4},
        {"own(f > 1s", 10},
        {"own(f) 1s", 7},
        {"own(f) = 1s", 7},
        {"own(f) > ", 9},
        {"own(f) > x", 9},
        {"own(f) > .", 9},
        {"own(f) > 1.2.3s", 12},
        {"own(f) > 1 m", 11},
        {"own(f) > 1s and more", 12},
        {"calls(f) > 1s", 12},
        {"total > 10%", 10},
        {"change > 1", 7},
        {"change(own) > 1", 7},
        {"change(total > 1", 13},
        {"change(change(total)) > 1", 7},
        {"calls(f) > 1111111111111111111111111111111111111", 42},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct budget budget;
        struct budget_mistake mistake = {0};
        assert_false(parse(cases[i].text, &budget, &mistake));
        assert_int_equal(mistake.at, cases[i].at);
        assert_non_null(mistake.what);
    }
}

/* Made of the words of the language and of bytes that are none: each is read, or a place in it is
   wrong. */
static void random_expressions(void **state)
{
    (void)state;
    static const char *const words[] = {
        "total", "own", "calls", "change", "(",    ")",      ">",
        "<",     ">=",  "<=",    "10",     "0.5",  "%",      "s",
        "ms",    "us",  " ",     "*",      ":",    "import", "[",
        "-",     ".",   "µs",    "\t",     "\x80", "\\",     "99999999999999",
        "f",     "\n"};
    uint64_t random = 88172645463325252U;
    size_t read = 0;
    for (int i = 0; i < 100000; i++) {
        struct buf text = {0};
        struct budget budget;
        struct budget_mistake mistake = {SIZE_MAX, NULL};
        for (int k = 0; k < 1 + i % 12; k++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            buf_text(&text, words[random % COUNT(words)]);
        }
        if (parse(text.data, &budget, &mistake)) {
            read++;
        } else {
            assert_true(mistake.at <= text.size);
            assert_non_null(mistake.what);
        }
        buf_free(&text);
    }
    assert_true(read > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_are_read),
        cmocka_unit_test(mistakes_say_where),
        cmocka_unit_test(random_expressions),
    };
    return RUN(tests);
}
