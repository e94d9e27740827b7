#include "analysis/filter/filter.h"

#include <math.h>

#include "analysis/filter/filter_stacks.h"
#include "base/utf8.h"
#include "model/stack_builder.h"
#include "unit.h"

/* 100 s: main (10) calls load (60: 20 its own, json.loads 40: 30 its own, its scanner 10), solve
   (30: 20 its own, json.loads 8: 6 and 2). Both ways through json.loads are alike in their parts
   but for the scanner's quarter. */
static struct profile program(void)
{
    struct builder builder = builder_start();
    static const struct {
        const char *name;
        double own, total;
    } functions[] = {{"/srv/app/main.py:main", 10, 100},
                     {"/srv/app/io.py:load", 20, 60},
                     {"/srv/app/solve.py:solve", 22, 30},
                     {"/usr/lib/python3.12/json/__init__.py:loads", 36, 48},
                     {"~:<built-in method scan>", 12, 12}};
    static const struct {
        uint32_t caller, callee;
        double own, total;
    } calls[] = {{0, 1, 20, 60}, {0, 2, 22, 30}, {1, 3, 30, 40}, {2, 3, 6, 8}, {3, 4, 12, 12}};
    for (size_t i = 0; i < COUNT(functions); i++)
        add_function(&builder, functions[i].name, functions[i].own, functions[i].total);
    for (size_t i = 0; i < COUNT(calls); i++) {
        add_call(&builder, calls[i].caller, calls[i].callee, calls[i].total);
        builder.profile.calls[i].own = calls[i].own;
        builder.profile.calls[i].calls = builder.profile.calls[i].primitive = 20;
    }
    return builder_finish(&builder);
}

static void add_bare_name(const struct profile *profile, uint32_t function, struct buf *out)
{
    buf_str(out, profile->names[profile->functions[function].name].text);
}

/* Functions as "main 10 100", then calls as "main>load 60", estimated ones with '?', residual ones
   with '~'; in the order of the first profile. */
static void describe(const struct profile *profile, struct buf *out)
{
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        buf_text(out, i ? ", " : "");
        add_bare_name(profile, i, out);
        buf_format(out, " %.6g %.6g", f->own, f->total);
    }
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        buf_text(out, i ? ", " : ": ");
        add_bare_name(profile, call->caller, out);
        buf_char(out, '>');
        add_bare_name(profile, call->callee, out);
        buf_format(out, " %.6g", call->total);
        buf_text(out, call->residual ? "~" : call->estimated ? "?" : "");
    }
}

static struct filter_report assert_filtered(const struct filter_options *options,
                                            const char *expected)
{
    struct profile profile = program();
    struct filter_report report = {0};
    struct error error = {0};
    struct buf text = {0};
    if (!filter_profile(&profile, options, &report, &error))
        fail_msg("%s", error.message);
    describe(&profile, &text);
    assert_buf(&text, expected);
    buf_free(&text);
    profile_free(&profile);
    return report;
}

#define WORDS(...)                                                                                 \
    (struct patterns)                                                                              \
    {                                                                                              \
        (const char *[]){__VA_ARGS__}, COUNT(((const char *[]){__VA_ARGS__}))                      \
    }

static bool near(double found, double expected)
{
    return fabs(found - expected) < 1e-9;
}

static void without_filters_nothing_changes(void **state)
{
    (void)state;
    struct filter_report report = assert_filtered(
        &(struct filter_options){0},
        "main 10 100, load 20 60, solve 22 30, loads 36 48, <built-in method scan> 12 12: "
        "main>load 60, main>solve 30, load>loads 40, solve>loads 8, "
        "loads><built-in method scan> 12");
    assert_true(report.hidden == 0 && report.dropped == 0 && !report.estimated);
}

static void hidden_functions_leave_their_time_to_callers(void **state)
{
    (void)state;
    struct filter_options options = {.hide = WORDS("loads")};
    struct filter_report report = assert_filtered(
        &options, "main 10 100, load 50 60, solve 28 30, <built-in method scan> 12 12: "
                  "main>load 60, main>solve 30, load><built-in method scan> 10~, "
                  "solve><built-in method scan> 2~");
    assert_int_equal(report.hidden, 1);
    assert_true(near(report.hidden_own, 36) && near(report.nobodys_own, 0));
    options.hide = WORDS("main");
    report = assert_filtered(&options, "load 20 60, solve 22 30, loads 36 48, "
                                       "<built-in method scan> 12 12: load>loads 40, "
                                       "solve>loads 8, loads><built-in method scan> 12");
    assert_true(near(report.nobodys_own, 10));
}

static void kinds_of_code_are_hidden(void **state)
{
    (void)state;
    struct filter_options options = {.hide = WORDS("stdlib", "builtin")};
    const char *expected = "main 10 100, load 60 60, solve 30 30: main>load 60, main>solve 30";
    assert_int_equal(assert_filtered(&options, expected).hidden, 2);
    options.hide = WORDS("site"); /* none is there: no mistake */
    assert_int_equal(assert_filtered(&options, "main 10 100, load 20 60, solve 22 30, loads 36 48, "
                                               "<built-in method scan> 12 12: main>load 60, "
                                               "main>solve 30, load>loads 40, solve>loads 8, "
                                               "loads><built-in method scan> 12")
                         .hidden,
                     0);
    options.hide = WORDS("stdlib", "builtin");
    options.own = WORDS("json"); /* kinds spare what counts as the user's own */
    assert_filtered(&options, "main 10 100, load 20 60, solve 22 30, loads 48 48: main>load 60, "
                              "main>solve 30, load>loads 40, solve>loads 8");
    options.hide = WORDS("json/__init__.py", "~"); /* names do not */
    assert_int_equal(assert_filtered(&options, expected).hidden, 2);
}

static void ignored_paths_are_taken_out(void **state)
{
    (void)state;
    struct filter_options options = {.ignore = WORDS("load")};
    struct filter_report report = assert_filtered(
        &options, "main 10 40, solve 22 30, loads 6 8, <built-in method scan> 2 2: main>solve 30, "
                  "solve>loads 8, loads><built-in method scan> 2?");
    assert_int_equal(report.dropped, 1);
    assert_true(near(report.dropped_own, 60));
    assert_true(report.estimated);
    options.ignore = WORDS("load", "solve");
    assert_filtered(&options, "main 10 10");
    options.ignore = WORDS("main");
    assert_filtered(&options, "");
}

static void focus_leaves_paths_through_it(void **state)
{
    (void)state;
    struct filter_options options = {.focus = WORDS("load")};
    struct filter_report report = assert_filtered(
        &options, "main 0 60, load 20 60, loads 30 40, <built-in method scan> 10 10: main>load 60, "
                  "load>loads 40, loads><built-in method scan> 10?");
    assert_int_equal(report.dropped, 1);
    assert_true(near(report.dropped_own, 40));
}

static void what_is_shown_from_is_the_beginning(void **state)
{
    (void)state;
    struct filter_options options = {.show_from = WORDS("solve", "loads")};
    assert_filtered(&options, "solve 22 30, loads 36 48, <built-in method scan> 12 12: "
                              "solve>loads 8, loads><built-in method scan> 12");
}

static void filters_work_one_after_the_other(void **state)
{
    (void)state;
    struct filter_options options = {
        .focus = WORDS("solve"), .show_from = WORDS("app/solve.py"), .hide = WORDS("builtin")};
    struct filter_report report =
        assert_filtered(&options, "solve 22 30, loads 8 8: solve>loads 8");
    assert_int_equal(report.dropped, 2);
    assert_int_equal(report.hidden, 1);
    assert_true(near(report.dropped_own, 70) && near(report.hidden_own, 2));
}

static void counts_are_cut_down_but_not_to_nothing(void **state)
{
    (void)state;
    struct profile profile = program();
    struct filter_report report = {0};
    struct error error = {0};
    struct filter_options options = {.focus = WORDS("solve")};
    assert_true(filter_profile(&profile, &options, &report, &error));
    assert_int_equal(profile.function_count, 4);
    assert_int_equal(profile.calls[2].calls, 3); /* a sixth of loads' 20 calls of the scanner */
    assert_int_equal(profile.functions[3].calls, 1);
    profile_free(&profile);
}

static void a_pattern_that_fits_nothing_is_an_error(void **state)
{
    (void)state;
    static const char *const names[] = {"--ignore", "--focus", "--show-from", "--hide"};
    for (int i = 0; i < 4; i++) {
        struct profile profile = program();
        struct filter_report report = {0};
        struct error error = {0};
        struct filter_options options = {0};
        struct patterns *lists[] = {&options.ignore, &options.focus, &options.show_from,
                                    &options.hide};
        *lists[i] = WORDS("lod");
        assert_false(filter_profile(&profile, &options, &report, &error));
        assert_int_equal(error.code, ERROR_INPUT);
        assert_contains(error.message, names[i]);
        assert_contains(error.message, "nearest: 'load'");
        profile_free(&profile);
    }
}

/* Threads' ids are cut between characters. */
static void threads_that_there_are_can_be_read(void **state)
{
    (void)state;
    struct unit unit = {.kind = UNIT_SAMPLES};
    struct stack_builder builder = stack_builder_start();
    struct str id = STR("x\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4"
                        "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4");
    uint32_t thread = stack_builder_thread(&builder, id, id);
    stack_builder_weigh(&builder, stack_builder_push(&builder, 0, thread), 1, 1);
    struct profile profile = stack_builder_finish(&builder, &unit);
    struct error error = {0};
    struct patterns wanted = WORDS("other");
    assert_false(filter_stacks_threads(&profile, &wanted, &error));
    struct arena arena = {0};
    struct str said = str_of(error.message);
    assert_true(utf8_repair(&arena, said).data == said.data);
    arena_free(&arena);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_filters_nothing_changes),
        cmocka_unit_test(hidden_functions_leave_their_time_to_callers),
        cmocka_unit_test(kinds_of_code_are_hidden),
        cmocka_unit_test(ignored_paths_are_taken_out),
        cmocka_unit_test(focus_leaves_paths_through_it),
        cmocka_unit_test(what_is_shown_from_is_the_beginning),
        cmocka_unit_test(filters_work_one_after_the_other),
        cmocka_unit_test(counts_are_cut_down_but_not_to_nothing),
        cmocka_unit_test(a_pattern_that_fits_nothing_is_an_error),
        cmocka_unit_test(threads_that_there_are_can_be_read),
    };
    return RUN(tests);
}
