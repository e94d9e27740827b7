#include "analysis/picture/outline.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "unit.h"

enum { LETTERS = 10, MOST = 120 };

/* A graph of functions a to j from its calls as "ab9 bc5 ...", the digit being seconds: each
   function has 1 s of its own and the time of its calls, a all. */
static struct profile graph(const char *calls)
{
    struct builder builder = builder_start();
    double total[LETTERS] = {0};
    for (int i = 0; i < LETTERS; i++)
        add_function(&builder, (char[]){(char)('a' + i), 0}, 1, 1);
    for (const char *call = calls; *call; call += call[3] ? 4 : 3) {
        add_call(&builder, (uint32_t)(call[0] - 'a'), (uint32_t)(call[1] - 'a'), call[2] - '0');
        total[call[1] - 'a'] += call[2] - '0';
    }
    for (int i = 0; i < LETTERS; i++)
        builder.profile.functions[i].total = i ? total[i] + (total[i] <= 0) : 10;
    return builder_finish(&builder);
}

static const struct select_options all = {.total = 10, .depth = SELECT_NO_DEPTH};

/* An outline of the functions named by letters, in that order. */
static struct outline make(const struct profile *profile, const char *shown,
                           const struct select_options *options)
{
    uint32_t functions[LETTERS], count = 0;
    for (const char *c = shown; *c; c++)
        functions[count++] = (uint32_t)(*c - 'a');
    struct selection selection = {.functions = functions, .function_count = count};
    struct select_options select = *options;
    bool *is_own = calloc(profile->function_count, sizeof *is_own);
    struct hot_path path = hot_path_find(profile, is_own, NULL);
    select.path = &path;
    struct outline outline = outline_make(profile, &selection, &select);
    hot_path_free(&path);
    free(is_own);
    return outline;
}

/* Its links as "ab bc- ad~ ": '-' those that go back, '~' residual ones, '!' the hot ones. */
static void assert_outline(const char *calls, const char *shown,
                           const struct select_options *options, const char *expected)
{
    struct profile profile = graph(calls);
    struct outline outline = make(&profile, shown, options);
    struct buf text = {0};
    for (uint32_t i = 0; i < outline.link_count; i++) {
        const struct outline_link *link = &outline.links[i];
        buf_format(&text, "%c%c", shown[link->from], shown[link->to]);
        buf_text(&text, link->is_back ? "-" : "");
        buf_text(&text, link->link.residual ? "~" : "");
        buf_text(&text, link->on_hot_path ? "! " : " ");
        assert_int_equal(link->link.caller, shown[link->from] - 'a');
        assert_int_equal(link->link.callee, shown[link->to] - 'a');
        assert_true(i == 0 || outline.links[i - 1].share >= link->share);
    }
    assert_text(buf_slice(&text), expected);
    buf_free(&text);
    outline_free(&outline);
    profile_free(&profile);
}

static void all_calls_are_links(void **state)
{
    (void)state;
    assert_outline("ab9 bc2 bd2 de1", "abcde", &all, "ab! bc bd de ");
    assert_outline("", "a", &all, "");
    assert_outline("", "", &all, "");
}

static void what_is_not_shown_is_led_over(void **state)
{
    (void)state;
    assert_outline("ab9 bc8 cd7", "ad", &all, "ad~! ");
    assert_outline("ab9 bc8 cd7", "abd", &all, "ab! bd~! ");
    assert_outline("ab9 bc8 cd7", "bd", &all, "bd~! "); /* without an entry, from the largest */
}

/* b and c are shown between a and d: that a leads to d over e too says nothing new. */
static void a_residual_link_has_to_tell_something(void **state)
{
    (void)state;
    assert_outline("ab9 bc9 cd9 ae1 ed1", "abcd", &all, "ab! bc! cd! ");
    assert_outline("ab9 bc9 ae1 ed1", "abcd", &all, "ab! bc! ad~ ");
}

static void only_direct_calls_if_so_wanted(void **state)
{
    (void)state;
    struct select_options options = all;
    options.direct_only = true;
    assert_outline("ab9 bc8 cd7", "ad", &options, "");
    assert_outline("ab9 bc8 cd7 ad1", "abd", &options, "ab! ad ");
    options.edge_share = 0.5;
    assert_outline("ab9 bc4 bd4", "abcd", &options, "ab! ");
}

static void the_share_is_what_the_callee_has(void **state)
{
    (void)state;
    struct profile profile = graph("ab9 bb9");
    profile.functions[1].total = 5;
    struct outline outline = make(&profile, "ab", &all);
    assert_int_equal(outline.link_count, 2);
    assert_true(outline.links[0].share == 0.5 && outline.links[1].share == 0.5);
    assert_true(outline.links[0].link.total == 5);
    outline_free(&outline);
    profile_free(&profile);
}

/* Where the program begins nothing leads but back. */
static void links_into_the_entry_go_back(void **state)
{
    (void)state;
    assert_outline("ab9 bc9 ca9 cd1", "abcd", &all, "ab! bc! ca- cd ");
    assert_outline("ab9 ba9 aa9", "ab", &all, "aa ab! ba- ");
    assert_outline("ab9 bc5 cb6", "abc", &all, "ab! cb- bc! "); /* the way down goes first */
    struct profile profile = graph("ab9 bc5 cb5 bd1");
    struct outline outline = make(&profile, "bcd", &all); /* a, which calls them, is not shown */
    assert_true(outline.is_entry[0] && !outline.is_entry[1] && !outline.is_entry[2]);
    assert_true(outline.in_cycle[0] && outline.in_cycle[1] && !outline.in_cycle[2]);
    outline_free(&outline);
    profile_free(&profile);
}

static void the_hot_path_goes_on_while_time_does_not_scatter(void **state)
{
    (void)state;
    assert_outline("ab9 bc8 cd2 ce2 cf2", "abcdef", &all, "ab! bc! cd ce cf ");
    assert_outline("ab9 bc8 ac1 cd8 ad1 de4", "abcde", &all, "ab! bc! cd! de! ac ad ");
    struct profile profile = graph("ab9 bc8");
    struct outline outline = make(&profile, "cab", &all);
    assert_int_equal(outline.hot_count, 3);
    assert_true(outline.hot[0] == 1 && outline.hot[1] == 2 && outline.hot[2] == 0);
    outline_free(&outline);
    profile.functions[1].own = 8.5; /* more than what it calls */
    outline = make(&profile, "abc", &all);
    assert_int_equal(outline.hot_count, 2);
    outline_free(&outline);
    struct select_options options = all;
    options.total = 0;
    outline = make(&profile, "abc", &options);
    assert_int_equal(outline.hot_count, 0);
    outline_free(&outline);
    profile_free(&profile);
}

/* Of two calls that cost about the same, one leads back to where the program begins. */
static void the_hot_path_goes_where_time_is_spent(void **state)
{
    (void)state;
    struct profile profile = graph("ab9 bc9 ca9 ad9 de8");
    profile.functions[4].own = 8;
    struct outline outline = make(&profile, "abcde", &all);
    assert_int_equal(outline.hot_count, 3);
    assert_true(outline.hot[0] == 0 && outline.hot[1] == 3 && outline.hot[2] == 4);
    outline_free(&outline);
    profile_free(&profile);
}

static void own_time_that_is_not_shown_is_accounted_for(void **state)
{
    (void)state;
    struct profile profile = graph("ab9 bc8 cd7");
    struct outline outline = make(&profile, "bd", &all);
    assert_true(fabs(outline.pruned[0] - 1) < 1e-9);
    assert_int_equal(outline.pruned_from[0], 1);
    assert_true(outline.pruned[1] == 0 && outline.pruned_from[1] == 0);
    assert_true(fabs(outline.unplaced - 7) < 1e-9); /* a, and those that nothing is to do with */
    assert_int_equal(outline.unplaced_from, 7);
    outline_free(&outline);
    profile_free(&profile);
}

static void calls_that_went_are_counted(void **state)
{
    (void)state;
    struct profile profile = graph("ab9 bc5 ac4 cd3 bd2 ad1");
    struct select_options options = all;
    struct outline outline = make(&profile, "abcd", &options);
    assert_int_equal(outline.link_count, 6);
    assert_int_equal(outline.links_below + outline.links_over, 0);
    outline_free(&outline);
    options.edge_share = 0.25;
    outline = make(&profile, "abcd", &options);
    assert_int_equal(outline.link_count, 4);
    assert_int_equal(outline.links_below, 2);
    assert_int_equal(outline.links_over, 0);
    outline_free(&outline);
    options.edge_share = 0.95; /* what leads to a function stays */
    outline = make(&profile, "abcd", &options);
    assert_int_equal(outline.link_count, 3);
    assert_int_equal(outline.links_below, 3);
    outline_free(&outline);
    profile_free(&profile);
}

static uint32_t next(uint32_t *random, uint32_t bound)
{
    *random = *random * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(*random >> 4) * bound >> 28);
}

static struct profile random_graph(uint32_t *random, uint32_t functions)
{
    struct builder builder = builder_start();
    builder.repeats = true;
    for (uint32_t i = 0; i < functions; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%u", i);
        add_function(&builder, name, 1, 1 + next(random, 10000) / 100.0);
    }
    for (uint32_t i = 0, calls = next(random, functions * 5); i < calls; i++)
        add_call(&builder, next(random, functions), next(random, functions),
                 next(random, 10000) / 100.0);
    return builder_finish(&builder);
}

/* What links lead to from the entries, in flags. */
static void reach(const struct outline *outline, uint32_t nodes, bool *reached)
{
    memcpy(reached, outline->is_entry, nodes * sizeof *reached);
    for (bool found = true; found;) {
        found = false;
        for (uint32_t i = 0; i < outline->link_count; i++) {
            const struct outline_link *link = &outline->links[i];
            if (reached[link->from] && !reached[link->to])
                reached[link->to] = found = true;
        }
    }
}

static uint32_t without_loops(const struct outline *outline)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < outline->link_count; i++)
        count += outline->links[i].from != outline->links[i].to;
    return count;
}

/* Two outlines of the same selection: with a budget and threshold all is reached that was without,
   and no more links are drawn than the budget has room for, or than reaching everything takes. */
static void check_budget(const struct profile *profile, const struct selection *selection,
                         struct select_options options)
{
    bool before[MOST], after[MOST];
    uint32_t nodes = selection->function_count;
    struct outline whole = outline_make(profile, selection, &all);
    struct outline small = outline_make(profile, selection, &options);
    reach(&whole, nodes, before);
    reach(&small, nodes, after);
    for (uint32_t i = 0; i < nodes; i++) {
        assert_int_equal(before[i], after[i]);
        assert_int_equal(whole.is_entry[i], small.is_entry[i]);
        assert_true(fabs(whole.pruned[i] - small.pruned[i]) < 1e-12);
    }
    double most = fmax(options.links_per_node * nodes, nodes + 8.0);
    assert_true(without_loops(&small) <= most);
    uint32_t direct = 0, shown = 0;
    for (uint32_t i = 0; i < whole.link_count; i++)
        direct += !whole.links[i].link.residual;
    for (uint32_t i = 0; i < small.link_count; i++) {
        shown += !small.links[i].link.residual;
        assert_true(!small.is_entry[small.links[i].to] || small.links[i].is_back ||
                    small.links[i].from == small.links[i].to);
    }
    assert_int_equal(shown + small.links_below + small.links_over, direct);
    outline_free(&whole);
    outline_free(&small);
}

static void a_budget_takes_no_function_off(void **state)
{
    (void)state;
    uint32_t random = 9;
    for (int round = 0; round < 500; round++) {
        uint32_t functions = 1 + next(&random, MOST);
        uint32_t chosen[MOST], count = 0, of_ten = 1 + next(&random, 10);
        struct profile profile = random_graph(&random, functions);
        for (uint32_t i = 0; i < functions; i++)
            if (next(&random, 10) < of_ten)
                chosen[count++] = i;
        struct selection selection = {.functions = chosen, .function_count = count};
        struct select_options options = all;
        options.total = 100;
        options.links_per_node = 1 + next(&random, 10) / 5.0;
        options.edge_share = next(&random, 2) ? 0 : next(&random, 100) / 100.0;
        check_budget(&profile, &selection, options);
        profile_free(&profile);
    }
}

/* A chain of 12,000, and over functions that are not shown from each to 30 others further down:
   what the chain tells already is not searched for without end. */
static void many_dotted_links_take_seconds(void **state)
{
    (void)state;
    enum { CHAIN = 12000, LINKS = 30, HIDDEN = CHAIN * LINKS };
    struct builder builder = builder_start();
    uint32_t *functions = calloc(CHAIN, sizeof *functions);
    for (uint32_t i = 0; i < CHAIN + HIDDEN; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%u", (unsigned)i);
        add_function(&builder, name, 1, 1);
    }
    for (uint32_t i = 0; i < CHAIN; i++)
        functions[i] = i;
    for (uint32_t i = 0; i + 1 < CHAIN; i++)
        add_call(&builder, i, i + 1, 9);
    for (uint32_t i = 0; i < HIDDEN; i++) {
        uint32_t from = i % CHAIN;
        uint32_t to = from + (i / CHAIN + 1) * (CHAIN / (LINKS + 1));
        add_call(&builder, from, CHAIN + i, 1);
        add_call(&builder, CHAIN + i, to < CHAIN ? to : CHAIN - 1, 1);
    }
    struct profile profile = builder_finish(&builder);
    struct selection selection = {.functions = functions, .function_count = CHAIN};
    alarm(12);
    struct outline outline = outline_make(&profile, &selection, &all);
    alarm(0);
    assert_true(outline.link_count >= CHAIN - 1);
    outline_free(&outline);
    profile_free(&profile);
    free(functions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_calls_are_links),
        cmocka_unit_test(what_is_not_shown_is_led_over),
        cmocka_unit_test(a_residual_link_has_to_tell_something),
        cmocka_unit_test(only_direct_calls_if_so_wanted),
        cmocka_unit_test(the_share_is_what_the_callee_has),
        cmocka_unit_test(links_into_the_entry_go_back),
        cmocka_unit_test(the_hot_path_goes_on_while_time_does_not_scatter),
        cmocka_unit_test(the_hot_path_goes_where_time_is_spent),
        cmocka_unit_test(own_time_that_is_not_shown_is_accounted_for),
        cmocka_unit_test(calls_that_went_are_counted),
        cmocka_unit_test(many_dotted_links_take_seconds),
        cmocka_unit_test(a_budget_takes_no_function_off),
    };
    return RUN(tests);
}
