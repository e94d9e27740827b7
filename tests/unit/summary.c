#include "view/words/summary.h"

#include <math.h>
#include <stdio.h>

#include "analysis/tree/call_tree.h"
#include "python/origins.h"
#include "unit.h"

#define SITE "/usr/lib/python3.11/site-packages/"

static void add_sentence(struct buf *out, const struct sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->count; i++) {
        bool is_name = sentence->pieces[i].function != SENTENCE_PLAIN;
        buf_text(out, is_name ? "`" : "");
        buf_str(out, sentence->pieces[i].text);
        buf_text(out, is_name ? "`" : "");
    }
    buf_char(out, '\n');
}

/* The verdict and the findings of a profile, which is finished and freed. */
static struct buf words_of(struct builder *builder, bool sampled)
{
    struct profile profile = builder_finish(builder);
    struct totals totals = profile_totals(&profile);
    struct health health = health_check(&profile);
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct buf out = {0};
    profile.sampled = sampled;
    struct imports imports = imports_find(&profile, &origins);
    struct hot_path path = hot_path_find(&profile, origins.is_own, &imports);
    struct tree tree = call_tree_make(&profile);
    struct summary summary = summary_make(&(struct summary_subject){.profile = &profile,
                                                                    .shown = &profile,
                                                                    .whole = &totals,
                                                                    .health = &health,
                                                                    .origins = &origins,
                                                                    .imports = &imports,
                                                                    .path = &path,
                                                                    .tree = &tree});
    add_sentence(&out, &summary.verdict);
    for (uint32_t i = 0; i < summary.finding_count; i++)
        add_sentence(&out, &summary.findings[i]);
    summary_free(&summary);
    tree_free(&tree);
    hot_path_free(&path);
    imports_free(&imports);
    origins_free(&origins);
    profile_free(&profile);
    return out;
}

static void expect_words(struct builder *builder, const char *expected)
{
    struct buf words = words_of(builder, false);
    assert_buf(&words, expected);
    buf_free(&words);
}

static void set_calls(struct builder *builder, uint32_t function, int64_t calls)
{
    builder->profile.functions[function].calls = calls;
    builder->profile.functions[function].primitive = calls;
}

static void add_calls(struct builder *builder, uint32_t caller, uint32_t callee, double total,
                      int64_t calls)
{
    add_call(builder, caller, callee, total);
    builder->profile.calls[builder->profile.call_count - 1].calls = calls;
}

/* The story of the embedding: a frame is made larger row by row. */
static struct builder embedding(int64_t rows)
{
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 1, 100);
    uint32_t l = add_function(&builder, "app/main.py:lookup", 3, 98);
    uint32_t s = add_function(&builder, SITE "pandas/core/indexing.py:__setitem__", 14, 64);
    uint32_t i = add_function(&builder, SITE "pandas/core/frame.py:isin", 31, 31);
    uint32_t c = add_function(&builder, "~:<built-in method numpy.concatenate>", 51, 51);
    uint32_t f[] = {s, i, c};
    for (size_t k = 0; k < COUNT(f); k++)
        set_calls(&builder, f[k], rows);
    add_calls(&builder, m, l, 98, 1);
    add_calls(&builder, l, s, 64, rows);
    add_calls(&builder, l, i, 31, rows);
    add_calls(&builder, s, c, 50, rows);
    builder.profile.functions[c].own = builder.profile.functions[c].total = 50;
    return builder;
}

static void the_lead_says_what_causes_the_time(void **state)
{
    (void)state;
    struct builder builder = embedding(9001);
    expect_words(&builder,
                 "`lookup` (main.py:1) causes 98 % of the 100 s, 64 % through "
                 "`indexing.__setitem__`, 9 001 calls of 7.11 ms. `numpy.concatenate` takes the "
                 "most time itself, 50 %.\n"
                 "`lookup` calls `indexing.__setitem__` 9 001 times. The 9 001 calls take 7.11 ms "
                 "each, 64.0 s (64 %) in all; people assign whole columns, or collect rows and "
                 "build the table once.\n"
                 "`lookup` calls `isin` 9 001 times. The 9 001 calls take 3.44 ms each, "
                 "31.0 s (31 %) in all; people call it for whole columns or arrays, not for each "
                 "item.\n");
}

/* A library's short function with nearly all of the time in itself. */
static void a_part_that_hides_is_told(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t g = add_function(&builder, "app/main.py:grow", 1, 10);
    uint32_t v = add_function(&builder, SITE "lib/shape.py:stack", 9, 9);
    set_calls(&builder, v, 30);
    add_calls(&builder, g, v, 9, 30);
    struct buf words = words_of(&builder, false);
    assert_contains(words.data,
                    "90 % through `stack`, 30 calls of 300 ms. Nearly all of that is in "
                    "itself: in loops, in operators (in, +, []), or in C code");
    buf_free(&words);
}

/* CProfile shows no call where `with` enters a lock, but one where it leaves it; alone in the
   program nothing waits for it. */
static void a_lock_is_no_work(void **state)
{
    (void)state;
    for (int has_threads = 0; has_threads < 2; has_threads++) {
        struct builder builder = builder_start();
        uint32_t rate = add_function(&builder, "/home/me/rates.py:rate", 9, 10);
        uint32_t fetch = add_function(&builder, "/home/me/rates.py:fetch", 1, 1);
        uint32_t leave =
            add_function(&builder, "~:<method '__exit__' of '_thread.lock' objects>", 0, 0);
        builder.profile.functions[leave].line = 0;
        add_calls(&builder, rate, fetch, 1, 90);
        add_calls(&builder, rate, leave, 0, 100);
        set_calls(&builder, rate, 100);
        if (has_threads)
            add_function(&builder, "/usr/lib/python3.12/threading.py:_bootstrap_inner", 0, 0);
        struct buf words = words_of(&builder, false);
        assert_int_equal(strstr(words.data, "waits for 90 % of the 10.0 s") != NULL, has_threads);
        assert_int_equal(strstr(words.data, "most likely for a lock") != NULL, has_threads);
        assert_int_equal(strstr(words.data, "may be `fetch` (rates.py:1), 90 calls of") != NULL,
                         has_threads);
        assert_int_equal(
            strstr(words.data, "The program waits for 9.00 s (90 %): for locks in `rate`.") != NULL,
            has_threads);
        buf_free(&words);
    }
}

/* A coroutine goes on after each await; where own code starts tasks they may wait side by side. */
static void who_awaits_is_told(void **state)
{
    (void)state;
    for (int gathers = 0; gathers < 2; gathers++) {
        struct builder builder = builder_start();
        uint32_t m = add_function(&builder, "/home/me/client.py:main", 0, 10);
        uint32_t loop =
            add_function(&builder, "/usr/lib/python3.13/asyncio/base_events.py:_run_once", 0, 10);
        uint32_t poll = add_function(&builder, "~:<method 'poll' of 'select.epoll' objects>", 9, 9);
        uint32_t context =
            add_function(&builder, "~:<method 'run' of '_contextvars.Context' objects>", 0, 1);
        uint32_t collect = add_function(&builder, "/home/me/client.py:collect", 0.5, 1);
        uint32_t get = add_function(&builder, "/home/me/client.py:get", 0.5, 0.5);
        uint32_t gather =
            add_function(&builder, "/usr/lib/python3.13/asyncio/tasks.py:gather", 0, 0);
        builder.profile.functions[poll].line = builder.profile.functions[context].line = 0;
        set_calls(&builder, loop, 200);
        set_calls(&builder, collect, 200);
        set_calls(&builder, get, 400);
        add_calls(&builder, m, loop, 10, 1);
        add_calls(&builder, loop, poll, 9, 200);
        add_calls(&builder, loop, context, 1, 200);
        add_calls(&builder, context, collect, 1, 200);
        add_calls(&builder, collect, get, 0.5, 400);
        add_calls(&builder, gathers ? collect : loop, gather, 0, 1);
        struct buf words = words_of(&builder, false);
        assert_int_equal(strstr(words.data, "Nearly all of that is waiting: `collect` "
                                            "(client.py:1) awaits one call after another, mostly "
                                            "`get` (client.py:1)") != NULL,
                         !gathers);
        assert_contains(words.data, "Nearly all of that is waiting");
        buf_free(&words);
    }
}

/* What sets up tests, in the lead where something below it leads. */
static void what_sets_up_is_told(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t p = add_function(&builder, SITE "_pytest/fixtures.py:call_fixture_func", 0, 10);
    uint32_t s = add_function(&builder, "/home/me/conftest.py:store", 0.5, 10);
    uint32_t a = add_function(&builder, "/home/me/store.py:add", 9.5, 9.5);
    set_calls(&builder, p, 60);
    set_calls(&builder, s, 60);
    add_calls(&builder, p, s, 10, 60);
    add_calls(&builder, s, a, 9.5, 6000);
    struct buf words = words_of(&builder, false);
    assert_contains(words.data, "`add` (store.py:1) takes 95 % of the 10.0 s itself");
    assert_contains(words.data, "Most of that is below `store` (conftest.py:1), which pytest sets "
                                "up 60 times.");
    buf_free(&words);
}

/* What a decorator makes is told by what it stands for; one that stands for several is no cause. */
static void wrappers_are_told_by_what_they_wrap(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t r = add_function(&builder, "/home/me/plan.py:route", 1, 10);
    uint32_t a = add_function(&builder, "<class 'argmap'> compilation 8:argmap_shortest_5", 0, 9);
    uint32_t d = add_function(&builder, SITE "lib/backends.py:dispatch", 0, 9);
    uint32_t p = add_function(&builder, SITE "lib/paths.py:shortest", 9, 9);
    add_calls(&builder, r, a, 9, 70);
    add_calls(&builder, a, d, 9, 70);
    add_calls(&builder, d, p, 9, 70);
    struct buf words = words_of(&builder, false);
    assert_contains(words.data, "90 % through `shortest`, 70 calls");
    buf_free(&words);
    builder = builder_start();
    r = add_function(&builder, "/home/me/plan.py:route", 1, 10);
    a = add_function(&builder, SITE "lib/tools.py:decorate.wrapper", 0, 3);
    d = add_function(&builder, SITE "lib/tools.py:one", 3, 3);
    p = add_function(&builder, SITE "lib/tools.py:two", 3, 3);
    uint32_t x = add_function(&builder, SITE "lib/paths.py:x", 1.5, 1.5);
    uint32_t y = add_function(&builder, SITE "lib/paths.py:y", 1.5, 1.5);
    add_calls(&builder, r, d, 3, 1);
    add_calls(&builder, r, p, 3, 1);
    add_calls(&builder, r, a, 3, 2);
    add_calls(&builder, a, x, 1.5, 1);
    add_calls(&builder, a, y, 1.5, 1);
    words = words_of(&builder, false);
    assert_contains(words.data, "30 % through `one`, 30 % through `two`");
    assert_null(strstr(words.data, "wrapper"));
    buf_free(&words);
}

static void one_call_has_no_average(void **state)
{
    (void)state;
    struct builder builder = embedding(1);
    struct buf words = words_of(&builder, false);
    assert_contains(words.data, "through `indexing.__setitem__`, in one call.");
    assert_contains(words.data, "`lookup` spends 31.0 s (31 %) in one call of `isin`.");
    buf_free(&words);
}

static void samples_are_no_calls(void **state)
{
    (void)state;
    struct builder builder = embedding(2);
    struct buf words = words_of(&builder, true);
    assert_contains(words.data, "64 % through `indexing.__setitem__`. `numpy.conc");
    assert_null(strstr(words.data, "call"));
    buf_free(&words);
}

static void a_program_that_computes_itself(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/fib.py:main", 0.1, 2);
    uint32_t f = add_function(&builder, "app/fib.py:fib", 1.9, 1.9);
    builder.profile.functions[f].calls = 8361;
    add_calls(&builder, m, f, 1.9, 1);
    add_calls(&builder, f, f, 1.9, 8360);
    expect_words(&builder,
                 "`fib` (fib.py:1) takes 95 % of the 2.00 s itself, 8 361 calls of 227 µs: in "
                 "loops, in operators (in, +, []), or in C code that the profiler does not "
                 "show.\n"
                 "`fib` calls itself: 1.90 s (95 %), entered 1 time and 8 360 recursive calls. "
                 "Where the same comes again, people keep results (functools.cache).\n");
}

static void time_that_divides(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/a.py:main", 1, 10);
    uint32_t a = add_function(&builder, "app/a.py:read", 4, 4);
    uint32_t b = add_function(&builder, "app/a.py:write", 3, 3);
    uint32_t c = add_function(&builder, "app/a.py:check", 2, 2);
    add_call(&builder, m, a, 4);
    add_call(&builder, m, b, 3);
    add_call(&builder, m, c, 2);
    struct buf words = words_of(&builder, false);
    assert_true(str_starts(buf_slice(&words), STR("`read` (a.py:1) takes 40 % of the 10.0 s")));
    buf_free(&words);
    builder = builder_start();
    m = add_function(&builder, "app/a.py:main", 1, 10);
    a = add_function(&builder, "app/a.py:read", 3.5, 3.5);
    b = add_function(&builder, "app/a.py:write", 3, 3);
    c = add_function(&builder, "app/a.py:check", 2.5, 2.5);
    add_call(&builder, m, a, 3.5);
    add_call(&builder, m, b, 3);
    add_call(&builder, m, c, 2.5);
    words = words_of(&builder, false);
    assert_contains(words.data,
                    "`main` (a.py:1) causes all of the 10.0 s: 35 % through `read` (a.py:1), 30 % "
                    "through `write` (a.py:1), 25 % through `check` (a.py:1) and 10 % in itself.");
    buf_free(&words);
}

static void waiting_and_nothing_of_ones_own(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t r = add_function(&builder, "/usr/lib/python3.11/json/tool.py:main", 1, 10);
    uint32_t s = add_function(&builder, "~:<built-in method time.sleep>", 9, 9);
    set_calls(&builder, s, 3);
    add_calls(&builder, r, s, 9, 3);
    expect_words(&builder,
                 "None of the code in this profile is your own; of the 10.0 s time takes 90 % and "
                 "json 10 %. `time.sleep` takes 90 % of the 10.0 s itself, 3 calls of 3.00 s.\n"
                 "The program waits for 9.00 s (90 %): asleep in "
                 "`time.sleep`.\n");
}

/* A view calls score for each of 200 rows, which asks the database each time. */
static void queries_in_a_loop_are_counted(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t v = add_function(&builder, "shop/views.py:user_list", 1, 10);
    uint32_t s = add_function(&builder, "shop/views.py:score", 1, 9);
    uint32_t e = add_function(&builder, "~:<method 'execute' of 'sqlite3.Cursor' objects>", 8, 8);
    set_calls(&builder, v, 10);
    set_calls(&builder, s, 2000);
    set_calls(&builder, e, 4000);
    add_calls(&builder, v, s, 9, 2000);
    add_calls(&builder, s, e, 8, 4000);
    struct buf words = words_of(&builder, false);
    assert_contains(
        words.data,
        "`user_list` calls `score` 200 times per call, and each runs 2 SQL queries: the "
        "program runs 4 000 queries. The 2 000 calls take 4.50 ms each, 9.00 s (90 %) "
        "in all; people ask for all rows at once");
    buf_free(&words);
}

/* Inclusive times that mix threads say nothing: the own times do. */
static void mixed_threads_are_led_by_own_time(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/a.py:main", 0.1, 5);
    uint32_t c = add_function(&builder, "app/a.py:crunch", 4, 0);
    add_call(&builder, m, c, 5);
    struct buf words = words_of(&builder, false);
    assert_true(str_starts(buf_slice(&words), STR("`crunch` (a.py:1) takes 98 % of the 4.10 s "
                                                  "itself")));
    buf_free(&words);
}

/* Where calls seem to end that go on, exclusive times are at wrong functions, too. */
static void what_lost_track_tells_nothing(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    add_function(&builder, "/usr/lib/python3.13/json/decoder.py:decode", 9, 2);
    add_function(&builder, "~:<built-in method time.sleep>", 1, 1);
    add_function(&builder, "/home/me/draw.py:main", 1, 1);
    expect_words(&builder, "This file cannot tell what takes the time: cProfile lost track of "
                           "calls, so that times stand at functions that did not take them. Record "
                           "the program again, with prof2dot run, py-spy or yappi.\n");
}

static void nothing_is_said_of_nothing(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    expect_words(&builder, "The profile is empty.\n");
    builder = builder_start();
    add_function(&builder, "f", 0, 0);
    expect_words(&builder, "No time was measured in 1 function and 1 call.\n");
    builder = builder_start();
    add_function(&builder, "f", 0, 1);
    expect_words(&builder, "No time was measured in 1 function and 1 call.\n");
    builder = builder_start();
    add_function(&builder, "f", -1, -1);
    add_function(&builder, "g", 0, 0);
    expect_words(&builder, "No time was measured in 2 functions and 2 calls.\n");
}

/* Names come as they are, in one line and not too long: whoever shows them escapes. */
static void names_may_hold_anything(void **state)
{
    (void)state;
    struct buf name = {0};
    buf_text(&name, "app/a.py:</script>\n");
    for (int i = 0; i < 20000; i++)
        buf_char(&name, 'x');
    struct builder builder = builder_start();
    add_function(&builder, name.data, 1, 1);
    struct buf words = words_of(&builder, false);
    assert_contains(words.data, "`a.</script> xxx");
    assert_true(words.size < 1000);
    buf_free(&words);
    buf_free(&name);
}

/* A profile with its summary. */
struct summarised {
    struct profile profile;
    struct origins origins;
    struct imports imports;
    struct hot_path path;
    struct tree tree;
    struct summary summary;
};

/* Finishes a profile and sums it up; `totals` are its own where that is NULL. */
static struct summarised summarise(struct builder *builder, const struct totals *totals)
{
    struct summarised made = {.profile = builder_finish(builder)};
    struct totals whole = totals ? *totals : profile_totals(&made.profile);
    made.origins = origins_find(&made.profile, &(struct patterns){0});
    made.imports = imports_find(&made.profile, &made.origins);
    made.path = hot_path_find(&made.profile, made.origins.is_own, &made.imports);
    made.tree = call_tree_make(&made.profile);
    made.summary = summary_make(&(struct summary_subject){.profile = &made.profile,
                                                          .shown = &made.profile,
                                                          .whole = &whole,
                                                          .origins = &made.origins,
                                                          .imports = &made.imports,
                                                          .path = &made.path,
                                                          .tree = &made.tree});
    return made;
}

static void summarised_free(struct summarised *made)
{
    summary_free(&made->summary);
    tree_free(&made->tree);
    hot_path_free(&made->path);
    imports_free(&made->imports);
    origins_free(&made->origins);
    profile_free(&made->profile);
}

/* The parts of a bar are all of the time, and no row is empty. */
static void bars_add_up(void **state)
{
    (void)state;
    struct builder builder = embedding(1);
    add_function(&builder, "app/main.py:idle", 0, 0);
    struct summarised made = summarise(&builder, NULL);
    double sum = 0;
    for (uint32_t i = 0; i < made.summary.origin_count; i++)
        sum += made.summary.origins[i].share;
    assert_true(sum > 1 - 1e-9 && sum < 1 + 1e-9);
    assert_int_equal(made.summary.blame_count, 2);
    assert_text(made.summary.blame[0].name, "lookup");
    assert_text(made.summary.blame[0].culprits, "numpy 51 %, pandas 46 %");
    assert_text(made.summary.path[0].name, "main");
    assert_int_equal(made.summary.cost_count, 2);
    assert_int_equal(made.summary.oddity_count, 0);
    summarised_free(&made);
}

/* Waiting is nobody's code, and what the file lacks of the time is told. */
static void bars_tell_waiting_and_what_lacks(void **state)
{
    (void)state;
    static const char *const expected[] = {"waiting", "not in the file", "your code"};
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 1, 10);
    uint32_t sleep = add_function(&builder, "~:<built-in method time.sleep>", 6, 6);
    add_call(&builder, m, sleep, 6);
    struct totals totals = {.total = 10, .own = 7, .calls = 2};
    struct summarised made = summarise(&builder, &totals);
    assert_int_equal(made.summary.origin_count, COUNT(expected));
    for (uint32_t i = 0; i < COUNT(expected); i++)
        assert_text(made.summary.origins[i].name, expected[i]);
    assert_true(fabs(made.summary.origins[0].share - 0.6) < 1e-9);
    summarised_free(&made);
}

static void of_a_long_path_the_middle_is_left_out(void **state)
{
    (void)state;
    enum { FUNCTIONS = 1334 };
    struct builder builder = builder_start();
    for (uint32_t i = 0; i < FUNCTIONS; i++) {
        char name[40];
        snprintf(name, sizeof name, "app/main.py:f%" PRIu32, i);
        add_function(&builder, name, i + 1 == FUNCTIONS ? 10 : 0, 10);
        if (i)
            add_call(&builder, i - 1, i, 10);
    }
    struct summarised made = summarise(&builder, NULL);
    assert_int_equal(made.summary.path_count, 60);
    assert_text(made.summary.path[29].name, "f29");
    assert_text(made.summary.path[30].name, "… 1 275 more");
    assert_text(made.summary.path[31].name, "f1305");
    assert_text(made.summary.path[59].name, "f1333");
    summarised_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lead_says_what_causes_the_time),
        cmocka_unit_test(a_part_that_hides_is_told),
        cmocka_unit_test(a_lock_is_no_work),
        cmocka_unit_test(who_awaits_is_told),
        cmocka_unit_test(what_sets_up_is_told),
        cmocka_unit_test(wrappers_are_told_by_what_they_wrap),
        cmocka_unit_test(one_call_has_no_average),
        cmocka_unit_test(samples_are_no_calls),
        cmocka_unit_test(a_program_that_computes_itself),
        cmocka_unit_test(time_that_divides),
        cmocka_unit_test(waiting_and_nothing_of_ones_own),
        cmocka_unit_test(queries_in_a_loop_are_counted),
        cmocka_unit_test(mixed_threads_are_led_by_own_time),
        cmocka_unit_test(what_lost_track_tells_nothing),
        cmocka_unit_test(nothing_is_said_of_nothing),
        cmocka_unit_test(names_may_hold_anything),
        cmocka_unit_test(bars_add_up),
        cmocka_unit_test(bars_tell_waiting_and_what_lacks),
        cmocka_unit_test(of_a_long_path_the_middle_is_left_out),
    };
    return RUN(tests);
}
