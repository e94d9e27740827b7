#include "analysis/findings/blame.h"

#include <math.h>
#include <time.h>

#include "analysis/findings/imports.h"
#include "analysis/tree/call_tree.h"
#include "unit.h"

#define SITE "/usr/lib/python3.11/site-packages/"

/* Who causes what, and the origins that it speaks of. */
struct blamed {
    struct blame blame;
    struct origins origins;
};

static struct blamed blame_of(const struct profile *profile, const char *own)
{
    struct patterns patterns = {.items = &own, .count = own ? 1 : 0};
    struct origins origins = origins_find(profile, &patterns);
    struct tree tree = call_tree_make(profile);
    struct blamed blamed = {blame_find(profile, profile, &origins, &tree), origins};
    tree_free(&tree);
    return blamed;
}

static void drop(struct blamed *blamed)
{
    blame_free(&blamed->blame);
    origins_free(&blamed->origins);
}

static void add_cost(struct builder *builder, uint32_t caller, uint32_t callee, double own,
                     double total)
{
    add_call(builder, caller, callee, total);
    builder->profile.calls[builder->profile.call_count - 1].own = own;
}

static void assert_near(double found, double expected)
{
    assert_true(fabs(found - expected) < 1e-9);
}

/* main (1 s) calls load of pandas (2 s), which calls numpy (5 s) and, for its caller, len (1 s). */
static struct profile library_profile(void)
{
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 1, 9);
    uint32_t p = add_function(&builder, SITE "pandas/io.py:load", 2, 8);
    uint32_t n = add_function(&builder, SITE "numpy/core.py:array", 5, 5);
    uint32_t l = add_function(&builder, "~:<built-in method builtins.len>", 1, 1);
    add_cost(&builder, m, p, 2, 8);
    add_cost(&builder, p, n, 5, 5);
    add_cost(&builder, p, l, 1, 1);
    return builder_finish(&builder);
}

/* Where a profiler leaves built-ins out, what a function lacks of its time is the own one's that
   leads to it, as its Total says. */
static void what_the_file_lacks_is_charged(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 1, 9);
    uint32_t p = add_function(&builder, SITE "pandas/io.py:load", 2, 8);
    add_cost(&builder, m, p, 2, 8);
    struct profile profile = builder_finish(&builder);
    struct blamed blamed = blame_of(&profile, NULL);
    assert_near(blamed.blame.rows[0].own, 1);
    assert_near(blamed.blame.rows[0].caused, 8);
    assert_near(blamed.blame.caused, 8);
    drop(&blamed);
    profile_free(&profile);
}

static void the_nearest_own_caller_is_charged(void **state)
{
    (void)state;
    struct profile profile = library_profile();
    struct blamed blamed = blame_of(&profile, NULL);
    struct blame blame = blamed.blame;
    assert_int_equal(blame.row_count, 1);
    assert_near(blame.rows[0].own, 1);
    assert_near(blame.rows[0].caused, 8);
    assert_near(blame.nobodys, 0);
    assert_int_equal(blame.rows[0].culprit_count, 3);
    assert_int_equal(blame.package_count, 3);
    assert_text(blame.packages[blame.rows[0].culprits[0].package].name, "numpy");
    assert_text(blame.packages[blame.rows[0].culprits[1].package].name, "pandas");
    assert_text(blame.packages[blame.rows[0].culprits[2].package].name, "builtins");
    assert_near(blame.rows[0].culprits[0].time, 5);
    assert_near(blame.packages[0].own, 5);
    drop(&blamed);
    profile_free(&profile);
}

static void own_code_is_what_a_pattern_says(void **state)
{
    (void)state;
    struct profile profile = library_profile();
    struct blamed blamed = blame_of(&profile, "*pandas*");
    struct blame blame = blamed.blame;
    assert_int_equal(blame.row_count, 2);
    assert_near(blame.rows[0].own, 2); /* load: 2 s and 6 s below it */
    assert_near(blame.rows[0].caused, 6);
    assert_near(blame.rows[1].caused, 0);
    assert_int_equal(blame.rows[1].culprit_count, 0);
    drop(&blamed);
    profile_free(&profile);
}

static void what_no_own_code_leads_to_is_nobodys(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    add_function(&builder, "/usr/lib/python3.11/json/decoder.py:decode", 3, 3);
    add_function(&builder, "app/main.py:main", 1, 1);
    struct profile profile = builder_finish(&builder);
    struct blamed blamed = blame_of(&profile, NULL);
    struct blame blame = blamed.blame;
    assert_near(blame.nobodys, 3);
    assert_near(blame.own, 1);
    assert_near(blame.caused, 0);
    drop(&blamed);
    profile_free(&profile);
}

static void a_projects_tests_are_own_and_their_runner_is_not(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t r = add_function(&builder, "/usr/lib/python3.11/unittest/case.py:run", 1, 3);
    uint32_t t = add_function(&builder, "/home/me/app/tests/test_it.py:test_it", 2, 2);
    add_cost(&builder, r, t, 2, 2);
    struct profile profile = builder_finish(&builder);
    struct blamed blamed = blame_of(&profile, NULL);
    struct blame blame = blamed.blame;
    assert_false(blame.is_own[r]);
    assert_true(blame.is_own[t]);
    assert_int_equal(blame.origins[r], ORIGIN_STDLIB);
    assert_near(blame.nobodys, 1);
    drop(&blamed);
    profile_free(&profile);
}

/* Exec runs the program (10 s in all), and for import a module (4 s): the time of both is not
   that of whoever started the program. */
static void imports_are_charged_to_who_imports(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t e = add_function(&builder, "~:<built-in method builtins.exec>", 0.5, 10);
    uint32_t m = add_function(&builder, "app/main.py:<module>", 4, 9.75);
    uint32_t i = add_function(&builder, "<frozen importlib._bootstrap>:_find_and_load", 1, 5.75);
    uint32_t n = add_function(&builder, SITE "numpy/__init__.py:<module>", 4.5, 4.5);
    builder.profile.functions[e].calls = 2;
    add_cost(&builder, e, m, 4, 9.75);
    add_cost(&builder, m, i, 1, 5.75);
    add_cost(&builder, i, e, 0.25, 4.75);
    add_cost(&builder, e, n, 4.5, 4.5);
    struct profile profile = builder_finish(&builder);
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct imports imports = imports_find(&profile, &origins);
    assert_true(imports.machinery[i] && imports.modules[n]);
    assert_false(imports.modules[m]);
    assert_int_equal(imports.start_count, 1);
    imports_free(&imports);
    origins_free(&origins);
    struct blamed blamed = blame_of(&profile, NULL);
    struct blame blame = blamed.blame;
    assert_int_equal(blame.row_count, 1);
    assert_near(blame.rows[0].caused, 5.75); /* without 0.25 s of the exec that runs the program */
    assert_near(blame.rows[0].caused + blame.nobodys, 6);
    drop(&blamed);
    profile_free(&profile);
}

/* exec runs a command, which runs a module by way of runpy and exec again. */
static void the_profilers_command_is_not_own(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t e = add_function(&builder, "~:<built-in method builtins.exec>", 0, 10);
    uint32_t s = add_function(&builder, "<string>:<module>", 0, 10);
    uint32_t r = add_function(&builder, "<frozen runpy>:_run_code", 0, 9.9);
    uint32_t m = add_function(&builder, "app/main.py:<module>", 5, 9.8);
    uint32_t i = add_function(&builder, "<frozen importlib._bootstrap>:_find_and_load", 4.8, 4.8);
    builder.profile.functions[e].calls = 6;
    add_cost(&builder, e, s, 0, 10);
    add_cost(&builder, s, r, 0, 9.9);
    add_cost(&builder, r, e, 0, 9.9);
    add_cost(&builder, e, m, 5, 9.8);
    add_cost(&builder, m, i, 4.8, 4.8);
    add_cost(&builder, i, e, 0, 0.1);
    builder.profile.calls[5].calls = 4;
    struct profile profile = builder_finish(&builder);
    struct blamed blamed = blame_of(&profile, NULL);
    struct blame blame = blamed.blame;
    assert_false(blame.is_own[s]);
    assert_int_equal(blame.row_count, 1);
    assert_int_equal(blame.rows[0].function, m);
    assert_near(blame.rows[0].caused, 4.8);
    drop(&blamed);
    profile_free(&profile);
}

static void nothing_is_blamed_where_nothing_is(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct profile profile = builder_finish(&builder);
    struct blamed blamed = blame_of(&profile, NULL);
    struct blame blame = blamed.blame;
    assert_int_equal(blame.row_count, 0);
    assert_int_equal(blame.package_count, 0);
    drop(&blamed);
    profile_free(&profile);
}

static void next_to_nothing_is_charged_for_no_package(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 1, 2);
    uint32_t a = add_function(&builder, SITE "numpy/core.py:dot", 1, 1);
    uint32_t b = add_function(&builder, SITE "pandas/frame.py:get", 1e-9, 1e-9);
    add_cost(&builder, m, a, 1, 1);
    add_cost(&builder, m, b, 1e-9, 1e-9);
    struct profile profile = builder_finish(&builder);
    struct blamed blamed = blame_of(&profile, NULL);
    struct blame blame = blamed.blame;
    assert_int_equal(blame.rows[0].culprit_count, 1);
    assert_text(blame.packages[blame.rows[0].culprits[0].package].name, "numpy");
    drop(&blamed);
    profile_free(&profile);
}

/* Exec runs many modules, for many callers that take all of the time. */
static void looking_for_programs_takes_no_square_time(void **state)
{
    enum { COUNT_OF = 40000 };
    (void)state;
    struct builder builder = builder_start();
    uint32_t e = add_function(&builder, "~:<built-in method builtins.exec>", 0, 1);
    uint32_t file = builder_name(&builder, STR("m.py"));
    uint32_t module = builder_name(&builder, STR("<module>"));
    uint32_t caller = builder_name(&builder, STR("f"));
    for (int i = 1; i <= COUNT_OF; i++) {
        uint32_t m = builder_function(&builder, file, i, module, false);
        uint32_t f = builder_function(&builder, file, i, caller, false);
        builder.profile.functions[m].own = builder.profile.functions[m].total = 0.95;
        builder.profile.functions[f].total = 1;
        add_call(&builder, f, e, 1);
        add_call(&builder, e, m, 0.95);
    }
    builder.profile.functions[e].calls = COUNT_OF;
    struct profile profile = builder_finish(&builder);
    clock_t start = clock();
    struct origins origins = origins_find(&profile, &(struct patterns){0});
    struct imports imports = imports_find(&profile, &origins);
    assert_true(clock() - start < 3 * CLOCKS_PER_SEC);
    imports_free(&imports);
    origins_free(&origins);
    profile_free(&profile);
}

/* The same of a tree without what has less than that share of the time. */
static struct blamed blame_of_coarser(const struct profile *profile, double least_share)
{
    struct origins origins = origins_find(profile, &(struct patterns){0});
    struct tree tree = call_tree_make(profile);
    struct tree coarser = call_tree_coarser(&tree, least_share, 1000);
    struct blamed blamed = {blame_find(profile, profile, &origins, &coarser), origins};
    tree_free(&coarser);
    tree_free(&tree);
    return blamed;
}

static double caused_by(const struct blame *blame, uint32_t function)
{
    for (uint32_t i = 0; i < blame->row_count; i++)
        if (blame->rows[i].function == function)
            return blame->rows[i].caused;
    return -1;
}

/* main (own) calls help (own), which calls load (a library's): both are too small for the tree. */
static void a_small_own_caller_is_charged(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "app/main.py:main", 99, 100);
    uint32_t h = add_function(&builder, "app/main.py:help", 0.5, 1);
    uint32_t l = add_function(&builder, SITE "pandas/io.py:load", 0.5, 0.5);
    add_cost(&builder, m, h, 0.5, 1);
    add_cost(&builder, h, l, 0.5, 0.5);
    struct profile profile = builder_finish(&builder);
    struct blamed blamed = blame_of_coarser(&profile, 0.02);
    assert_near(caused_by(&blamed.blame, h), 0.5);
    assert_near(caused_by(&blamed.blame, m), 0);
    drop(&blamed);
    profile_free(&profile);
}

/* first and second (own) call load (a library's), second more so; what load calls is too small for
   the tree. */
static void the_widest_block_tells_who_is_charged(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t a = add_function(&builder, "app/main.py:first", 55, 60);
    uint32_t b = add_function(&builder, "app/main.py:second", 10, 40);
    uint32_t l = add_function(&builder, SITE "pandas/io.py:load", 34.5, 35);
    uint32_t g = add_function(&builder, SITE "numpy/core.py:array", 0.5, 0.5);
    add_cost(&builder, a, l, 5, 5);
    add_cost(&builder, b, l, 29.5, 30);
    add_cost(&builder, l, g, 0.5, 0.5);
    struct profile profile = builder_finish(&builder);
    struct blamed blamed = blame_of_coarser(&profile, 0.02);
    assert_true(caused_by(&blamed.blame, a) < 5.1);
    assert_true(caused_by(&blamed.blame, b) > 29.9);
    drop(&blamed);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_own_caller_is_charged),
        cmocka_unit_test(the_widest_block_tells_who_is_charged),
        cmocka_unit_test(what_the_file_lacks_is_charged),
        cmocka_unit_test(the_nearest_own_caller_is_charged),
        cmocka_unit_test(own_code_is_what_a_pattern_says),
        cmocka_unit_test(what_no_own_code_leads_to_is_nobodys),
        cmocka_unit_test(a_projects_tests_are_own_and_their_runner_is_not),
        cmocka_unit_test(imports_are_charged_to_who_imports),
        cmocka_unit_test(next_to_nothing_is_charged_for_no_package),
        cmocka_unit_test(looking_for_programs_takes_no_square_time),
        cmocka_unit_test(the_profilers_command_is_not_own),
        cmocka_unit_test(nothing_is_blamed_where_nothing_is),
    };
    return RUN(tests);
}
