#include "analysis/picture/ledger.h"

#include "unit.h"

enum { LETTERS = 8 };

/* A graph of functions a to h from its calls as "ab50 bc20 ...", the numbers being shares in per
   cent; each function's Total is what calls bring it (a: 100), and its Own is in `own`. */
struct made {
    struct profile profile;
    struct selection selection;
    struct outline outline;
    struct ledger ledger;
};

static struct profile graph(const char *calls, const double *own)
{
    struct builder builder = builder_start();
    for (int i = 0; i < LETTERS; i++)
        add_function(&builder, (char[]){(char)('a' + i), 0}, own ? own[i] : 0, i ? 0 : 100);
    for (const char *at = calls; *at;) {
        char *end;
        uint32_t from = (uint32_t)(at[0] - 'a'), to = (uint32_t)(at[1] - 'a');
        double share = strtod(at + 2, &end);
        add_call(&builder, from, to, share);
        builder.profile.functions[to].total += share;
        at = *end ? end + 1 : end;
    }
    builder.profile.functions[0].total = 100;
    return builder_finish(&builder);
}

static void make(struct made *made, const char *calls, const double *own,
                 const struct ledger_limits *limits, const char *hot)
{
    static const struct select_options options = {.total = 100, .depth = SELECT_NO_DEPTH};
    struct select_options select = options;
    struct path_step steps[LETTERS];
    struct hot_path path = {.steps = steps};
    struct error error = {0};
    made->profile = graph(calls, own);
    for (; *hot; hot++)
        steps[path.count++] = (struct path_step){.function = (uint32_t)(*hot - 'a')};
    select.path = &path;
    assert_true(select_functions(&made->profile, &select, &made->selection, &error));
    made->outline = outline_make(&made->profile, &made->selection, &select);
    made->ledger = ledger_make(&made->profile, &made->selection, &made->outline, 100, limits,
                               made->selection.pinned);
}

static char letter_of(const struct made *made, uint32_t place)
{
    return (char)('a' + made->selection.functions[place]);
}

/* The boxes in the order of their letters, each with its rows: "a b[c ->d]". */
static void expect(const char *calls, const double *own, const struct ledger_limits *limits,
                   const char *hot, const char *expected)
{
    static const char *const marks[] = {"", "~", "->", "^", "<-"};
    struct made made;
    struct buf text = {0};
    make(&made, calls, own, limits, hot);
    for (char letter = 'a'; letter < 'a' + LETTERS; letter++) {
        for (uint32_t i = 0; i < made.selection.function_count; i++) {
            const struct ledger *ledger = &made.ledger;
            if (letter_of(&made, i) != letter || !ledger->is_box[i] ||
                profile_weight(&made.profile.functions[letter - 'a']) <= 0)
                continue;
            buf_text(&text, text.size ? " " : "");
            buf_char(&text, letter);
            for (uint32_t r = ledger->first[i]; r < ledger->first[i + 1]; r++) {
                buf_text(&text, r == ledger->first[i] ? "[" : " ");
                buf_text(&text, marks[ledger->rows[r].mark]);
                buf_char(&text, letter_of(&made, ledger->rows[r].place));
            }
            buf_text(&text, ledger->first[i] < ledger->first[i + 1] ? "]" : "");
        }
    }
    assert_buf(&text, expected);
    buf_free(&text);
    ledger_free(&made.ledger);
    outline_free(&made.outline);
    select_free(&made.selection);
    profile_free(&made.profile);
}

static const struct ledger_limits none = {0, 0, .03, .015, 6};
static const struct ledger_limits leaves = {0, .05, .03, .015, 6};
static const struct ledger_limits subtrees = {.05, .05, .03, .015, 6};

static void small_leaves_are_rows(void **state)
{
    (void)state;
    expect("ab50 ac4 ad20", NULL, &none, "a", "a b c d");
    expect("ab50 ac4 ad20", NULL, &leaves, "a", "a[c] b d");
    expect("ab50 ac4 ad3 ae2", NULL, &leaves, "a", "a[c d e] b");
}

static void what_several_call_stays_a_box(void **state)
{
    (void)state;
    expect("ab50 ac40 bd4 cd3.5", NULL, &leaves, "a", "a b c d");
}

static void small_second_ways_are_rows(void **state)
{
    (void)state;
    expect("ab50 ac40 bd30 cd2", NULL, &leaves, "a", "a b c[->d] d");
    expect("ab50 ac40 bd30 cd3", NULL, &leaves, "a", "a b c d");
}

static void ways_back_are_rows(void **state)
{
    (void)state;
    expect("ab50 bc40 cb30 bb9", NULL, &leaves, "a", "a b c[^b]");
}

static void the_hot_path_stays(void **state)
{
    (void)state;
    expect("ab50 bc4", NULL, &leaves, "abc", "a b c");
    expect("ab50 bc4", NULL, &leaves, "ab", "a b[c]");
}

/* c and d go into b, and b, which is left without a callee, into a. What has much Own of its own is
   named on. */
static void subtrees_are_rows(void **state)
{
    (void)state;
    static const double own[LETTERS] = {[2] = 3, [3] = 1};
    expect("ab4.5 bc3 bd1 ae90", own, &subtrees, "a", "a[~c b] e");
    expect("ab4.5 bc3 bd1 ae90", own, &leaves, "a", "a b[c d] e");
}

static void costly_rows_come_first_and_the_rest_is_counted(void **state)
{
    (void)state;
    static const double own[LETTERS] = {[6] = 2};
    static const struct ledger_limits few = {0, .05, .03, .015, 3};
    struct made made;
    make(&made, "ab4 ac3.5 ad3.4 ae3 af2.5 ag2", own, &few, "a");
    const struct ledger *ledger = &made.ledger;
    assert_int_equal(ledger->first[1] - ledger->first[0], 2);
    assert_int_equal(letter_of(&made, ledger->rows[0].place), 'g');
    assert_int_equal(letter_of(&made, ledger->rows[1].place), 'b');
    assert_int_equal(ledger->more[0], 4);
    assert_true(ledger->more_share[0] > .123 && ledger->more_share[0] < .125);
    assert_true(ledger->named >= 2);
    ledger_free(&made.ledger);
    outline_free(&made.outline);
    select_free(&made.selection);
    profile_free(&made.profile);
}

/* Of d's 40 % the arrow into it carries 10; f, in which it is a small second way, is told. */
static void a_box_says_who_else_calls_it(void **state)
{
    (void)state;
    expect("ab50 ac40 bd10 cd2.9 ce2.8 ef1 fd2.5", NULL, &none, "a",
           "a b c[->d] d e f[->d]"); /* 10 of 15.4 are most of it */
    expect("ab50 ac40 bd3 cd2.9 ce2.8 ef1 fd2.5", NULL, &none, "a",
           "a b c[->d] d[<-c <-f] e f[->d]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_leaves_are_rows),
        cmocka_unit_test(what_several_call_stays_a_box),
        cmocka_unit_test(small_second_ways_are_rows),
        cmocka_unit_test(ways_back_are_rows),
        cmocka_unit_test(the_hot_path_stays),
        cmocka_unit_test(subtrees_are_rows),
        cmocka_unit_test(costly_rows_come_first_and_the_rest_is_counted),
        cmocka_unit_test(a_box_says_who_else_calls_it),
    };
    return RUN(tests);
}
