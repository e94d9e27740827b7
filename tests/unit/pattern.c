#include "python/pattern.h"
#include "python/naming.h"

#include "unit.h"

/* A profile of one function in the file, with its line 7. */
static struct profile one_function(const char *file, const char *name)
{
    struct builder builder = builder_start();
    builder_function(&builder, builder_name(&builder, str_of(file)), 7,
                     builder_name(&builder, str_of(name)), false);
    return builder_finish(&builder);
}

static void names_are_module_line_and_name(void **state)
{
    (void)state;
    static const char *const samples[][3] = {
        {"/srv/app/io.py", "read", "io:7:read"},
        {"C:\\app\\io.py", "read", "io:7:read"},
        {"~", "<built-in method len>", "~:7:<built-in method len>"},
        {"archive.tar.py", "open", "archive.tar:7:open"},
        {".hidden", "f", ".hidden:7:f"},
        {"", "f", ":7:f"},
    };
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct profile profile = one_function(samples[i][0], samples[i][1]);
        struct buf name = {0};
        naming_selector(&profile, 0, &name);
        assert_buf(&name, samples[i][2]);
        buf_free(&name);
        profile_free(&profile);
    }
}

static bool fits(const char *file, const char *name, const char *pattern)
{
    struct profile profile = one_function(file, name);
    bool fit = pattern_matches_function(&profile, 0, pattern);
    profile_free(&profile);
    return fit;
}

static void functions_are_matched_by_any_of_their_names(void **state)
{
    (void)state;
    assert_true(fits("lib/io.py", "read", "read"));
    assert_true(fits("lib/io.py", "read", "io:7:read"));
    assert_true(fits("lib/io.py", "read", "io:*"));
    assert_true(fits("lib/io.py", "read", "r?ad"));
    assert_true(fits("lib/io.py", "read", "[q-s]ead"));
    assert_true(fits("lib/io.py", "", "io:7:"));
    assert_true(fits("lib/io.py", "a\\b", "a\\b")); /* a backslash is itself */
    assert_false(fits("lib/io.py", "read", "rea"));
    assert_false(fits("lib/io.py", "read", "Read"));
    assert_true(fits("lib/io.py", "read", "lib/io.py"));
    assert_true(fits("lib/io.py", "read", "lib.io.read"));
    assert_true(fits("lib/io.py", "<module>", "io.py"));
    assert_true(fits("~", "<method 'append' of 'list' objects>", "list.append"));
    assert_true(fits("lib/io.py", "read", "read:7"));
    assert_true(fits("lib/io.py", "read", "lib.io.read:7"));
    assert_true(fits("a/b/c/d/io.py", "read", "b.c.d.io.read"));
    assert_true(fits("a/pkg/io.py", "<module>", "pkg/io.py"));
    assert_true(fits("lib/io.py", "read_all_of_it", "read_…of_it"));
    assert_true(fits("~", "<method 'reduce' of 'numpy.ufunc' objects>", "numpy.ufunc.reduce"));
    assert_true(fits("~", "<method 'append' of 'list' objects>", "list.append #2"));
    assert_false(fits("lib/io.py", "read", "read:8"));
    assert_false(fits("lib/io.py", "read", "o.read"));
    assert_false(fits("lib/io.py", "read", "lib"));
    assert_false(fits("lib/io.py", "read", ""));
}

static bool lies_in(const char *file, const char *path)
{
    struct profile profile = one_function(file, "f");
    bool lies = pattern_matches_path(&profile, 0, path);
    profile_free(&profile);
    return lies;
}

static void paths_are_whole_components(void **state)
{
    (void)state;
    assert_true(lies_in("/srv/app/pkg/core/x.py", "/srv/app"));
    assert_true(lies_in("/srv/app/pkg/core/x.py", "/srv/app/"));
    assert_true(lies_in("/srv/app/pkg/core/x.py", "pkg/core"));
    assert_true(lies_in("/srv/app/pkg/core/x.py", "./pkg/core/x.py"));
    assert_true(lies_in("/srv/app/pkg/core/x.py", "x.py"));
    assert_true(lies_in("/srv/app/pkg/core/x.py", "*/core/*"));
    assert_true(lies_in("C:\\app\\pkg\\x.py", "pkg"));
    assert_true(lies_in("/x.py", "/"));
    assert_false(lies_in("/srv/app/pkg/core/x.py", "pkg/cor"));
    assert_false(lies_in("/srv/app/pkg/core/x.py", "kg/core"));
    assert_false(lies_in("/srv/app/pkg/core/x.py", "core/pkg"));
    assert_false(lies_in("/srv/app/pkg/core/x.py", "x"));
    assert_false(lies_in("~", "app"));
    assert_false(lies_in("x.py", ""));
}

static void a_pattern_may_be_a_name_or_a_path(void **state)
{
    (void)state;
    struct profile profile = one_function("/srv/app/io.py", "read");
    assert_true(pattern_matches_either(&profile, 0, "read"));
    assert_true(pattern_matches_either(&profile, 0, "io:7:*"));
    assert_true(pattern_matches_either(&profile, 0, "srv/app"));
    assert_false(pattern_matches_either(&profile, 0, "app/re"));
    profile_free(&profile);
}

static void what_any_pattern_fits_is_marked(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    static const char *const names[] = {"a/x.py:load", "a/y.py:parse", "b/z.py:parse"};
    for (size_t i = 0; i < COUNT(names); i++)
        add_function(&builder, names[i], 1, 1);
    struct profile profile = builder_finish(&builder);
    struct error error = {0};
    bool marked[3] = {false};
    const char *items[] = {"load", "b", "parze"};
    struct patterns patterns = {items, 2};
    assert_true(pattern_mark(&profile, &patterns, pattern_matches_either, "--x", marked, &error));
    assert_true(marked[0] && !marked[1] && marked[2]);
    patterns.count = 3;
    assert_false(pattern_mark(&profile, &patterns, pattern_matches_either, "--x", marked, &error));
    assert_int_equal(error.code, ERROR_INPUT);
    assert_contains(error.message, "--x 'parze' fits no function");
    assert_contains(error.message, "nearest: 'parse' (");
    profile_free(&profile);
}

static void assert_nearest(const struct profile *profile, const char *pattern, bool paths,
                           const char *expected)
{
    struct buf list = {0};
    pattern_nearest(profile, pattern, paths, &list);
    if (*expected || list.size)
        assert_buf(&list, expected);
    buf_free(&list);
}

static void the_nearest_names_are_offered_nearest_first(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    static const char *const names[] = {"a/x.py:parse_all", "a/y.py:parse", "b/z.py:parser",
                                        "b/z.py:sparse",    "c.py:parse",   "c.py:render"};
    for (size_t i = 0; i < COUNT(names); i++)
        add_function(&builder, names[i], 1, 1);
    struct profile profile = builder_finish(&builder);
    assert_nearest(&profile, "parze", false, "'parse', 'parser', 'sparse'");
    assert_nearest(&profile, "pars_all", false, "'parse_all'");
    assert_nearest(&profile, "plot", false, "");
    profile_free(&profile);
}

static void names_in_which_the_pattern_stands_come_first(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    static const char *const names[] = {"a.py:Block", "a.py:lookup_cheap", "a.py:locus",
                                        "a.py:occupation_embedding_lookup"};
    for (size_t i = 0; i < COUNT(names); i++)
        add_function(&builder, names[i], 1, (double)i + 1);
    struct profile profile = builder_finish(&builder);
    assert_nearest(&profile, "lookup", false, "'occupation_embedding_lookup', 'lookup_cheap'");
    profile_free(&profile);
}

static void functions_of_c_are_offered_as_boxes_name_them(void **state)
{
    (void)state;
    struct profile profile = one_function("~", "<method 'reduce' of 'numpy.ufunc' objects>");
    assert_nearest(&profile, "reduce", false, "'numpy.ufunc.reduce'");
    profile_free(&profile);
}

static void an_alias_is_a_name_too(void **state)
{
    (void)state;
    struct profile profile = one_function("lib/threading.py", "join");
    assert_false(pattern_matches_function(&profile, 0, "Thread.join"));
    profile.functions[0].alias = STR("Thread.join");
    assert_true(pattern_matches_function(&profile, 0, "Thread.join"));
    assert_true(pattern_matches_function(&profile, 0, "threading.Thread.join"));
    assert_true(pattern_matches_function(&profile, 0, "Thread.join:7"));
    assert_true(pattern_matches_function(&profile, 0, "join"));
    assert_false(pattern_matches_function(&profile, 0, "Process.join"));
    assert_nearest(&profile, "Thraed.join", false, "'Thread.join'");
    profile_free(&profile);
}

static void nothing_is_near_in_an_empty_profile(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct profile profile = builder_finish(&builder);
    assert_nearest(&profile, "x", false, "");
    profile_free(&profile);
}

static void names_of_any_length_are_compared(void **state)
{
    (void)state;
    char name[5000];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    struct profile profile = one_function("f.py", name);
    struct buf list = {0};
    pattern_nearest(&profile, name + 1, false, &list);
    assert_int_equal(list.size, 64 + 2); /* what is offered is short */
    buf_free(&list);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_module_line_and_name),
        cmocka_unit_test(functions_are_matched_by_any_of_their_names),
        cmocka_unit_test(paths_are_whole_components),
        cmocka_unit_test(a_pattern_may_be_a_name_or_a_path),
        cmocka_unit_test(what_any_pattern_fits_is_marked),
        cmocka_unit_test(the_nearest_names_are_offered_nearest_first),
        cmocka_unit_test(names_in_which_the_pattern_stands_come_first),
        cmocka_unit_test(functions_of_c_are_offered_as_boxes_name_them),
        cmocka_unit_test(an_alias_is_a_name_too),
        cmocka_unit_test(nothing_is_near_in_an_empty_profile),
        cmocka_unit_test(names_of_any_length_are_compared),
    };
    return RUN(tests);
}
