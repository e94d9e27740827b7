#include "view/words/summary.h"

#include <stdio.h>

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
    struct summary summary = summary_make(&(struct summary_subject){.profile = &profile,
                                                                    .shown = &profile,
                                                                    .whole = &totals,
                                                                    .health = &health,
                                                                    .origins = &origins});
    add_sentence(&out, &summary.verdict);
    for (uint32_t i = 0; i < summary.finding_count; i++)
        add_sentence(&out, &summary.findings[i]);
    summary_free(&summary);
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

static void the_hot_path_is_told(void **state)
{
    (void)state;
    struct builder builder = embedding(9001);
    expect_words(&builder,
                 "Your own code takes 4.0 % of the 100 s itself; numpy takes 50 % and pandas "
                 "45 %.\n"
                 "98 % of the time is below `lookup` (main.py:1); 64 points of it go through "
                 "`indexing.__setitem__`, called 9 001 times from there, and most of them end in "
                 "`numpy.concatenate`, which your code never calls itself.\n");
}

static void once_is_no_number(void **state)
{
    (void)state;
    struct builder builder = embedding(1);
    struct buf words = words_of(&builder, false);
    assert_contains(words.data, "`indexing.__setitem__`, called once from there");
    buf_free(&words);
}

static void samples_are_no_calls(void **state)
{
    (void)state;
    struct builder builder = embedding(2);
    struct buf words = words_of(&builder, true);
    assert_contains(words.data, "go through `indexing.__setitem__`, and most of them end in");
    assert_null(strstr(words.data, "call of"));
    assert_null(strstr(words.data, "called once"));
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
                 "Your own code takes all of the 2.00 s itself, most of it in `fib` (fib.py:1).\n"
                 "95 % of the time is spent in `fib` itself, in 8 361 calls.\n"
                 "`fib` calls itself: 8 360 of its 8 361 calls are recursive.\n");
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
    assert_contains(words.data,
                    "All of the time is below `main` (a.py:1): 40 % through `read`, 30 % through "
                    "`write` (a.py:1), 20 % through `check` (a.py:1) and 10 % in itself.\n");
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
                 "json 10 %.\n"
                 "90 % of the time is spent in `time.sleep` itself, in 3 calls.\n"
                 "The program waits for 9.00 s (90 %): asleep in `time.sleep`.\n");
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

/* The parts of a bar are all of the time, and no row is empty. */
static void bars_add_up(void **state)
{
    (void)state;
    struct builder builder = embedding(1);
    add_function(&builder, "app/main.py:idle", 0, 0);
    struct profile profile = builder_finish(&builder);
    struct totals totals = profile_totals(&profile);
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct summary summary = summary_make(&(struct summary_subject){
        .profile = &profile, .shown = &profile, .whole = &totals, .origins = &origins});
    double sum = 0;
    for (uint32_t i = 0; i < summary.origin_count; i++)
        sum += summary.origins[i].share;
    assert_true(sum > 1 - 1e-9 && sum < 1 + 1e-9);
    assert_int_equal(summary.blame_count, 2);
    assert_text(summary.blame[0].name, "lookup");
    assert_text(summary.blame[0].culprits, "numpy 53 %, pandas 47 %");
    assert_text(summary.path[0].name, "main");
    assert_int_equal(summary.cost_count, 2);
    assert_int_equal(summary.oddity_count, 0);
    summary_free(&summary);
    origins_free(&origins);
    profile_free(&profile);
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
    struct profile profile = builder_finish(&builder);
    struct totals totals = profile_totals(&profile);
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct summary summary = summary_make(&(struct summary_subject){
        .profile = &profile, .shown = &profile, .whole = &totals, .origins = &origins});
    assert_int_equal(summary.path_count, 60);
    assert_text(summary.path[29].name, "f29");
    assert_text(summary.path[30].name, "… 1 275 more");
    assert_text(summary.path[31].name, "f1305");
    assert_text(summary.path[59].name, "f1333");
    summary_free(&summary);
    origins_free(&origins);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hot_path_is_told),
        cmocka_unit_test(once_is_no_number),
        cmocka_unit_test(samples_are_no_calls),
        cmocka_unit_test(a_program_that_computes_itself),
        cmocka_unit_test(time_that_divides),
        cmocka_unit_test(waiting_and_nothing_of_ones_own),
        cmocka_unit_test(nothing_is_said_of_nothing),
        cmocka_unit_test(names_may_hold_anything),
        cmocka_unit_test(bars_add_up),
        cmocka_unit_test(of_a_long_path_the_middle_is_left_out),
    };
    return RUN(tests);
}
