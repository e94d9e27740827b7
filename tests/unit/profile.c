#include "model/profile.h"

#include "unit.h"

static void counts_stop_at_the_ends(void **state)
{
    (void)state;
    assert_true(profile_add_counts(2, 3) == 5);
    assert_true(profile_add_counts(INT64_MAX, 1) == INT64_MAX);
    assert_true(profile_add_counts(1, INT64_MAX) == INT64_MAX);
    assert_true(profile_add_counts(INT64_MIN, -1) == INT64_MIN);
    assert_true(profile_add_counts(-1, INT64_MIN) == INT64_MIN);
    assert_true(profile_add_counts(INT64_MAX, INT64_MIN) == -1);
    assert_true(profile_add_counts(INT64_MAX - 1, 1) == INT64_MAX);
}

static struct totals totals_of(double own1, double total1, double own2, double total2)
{
    struct builder builder = builder_start();
    add_function(&builder, "a", own1, total1);
    add_function(&builder, "b", own2, total2);
    struct profile profile = builder_finish(&builder);
    struct totals totals = profile_totals(&profile);
    profile_free(&profile);
    return totals;
}

static void the_total_is_the_larger_of_two(void **state)
{
    (void)state;
    assert_true(totals_of(1, 5, 2, 2).total == 5);
    assert_true(totals_of(4, 4, 3, 3).total == 7); /* threads: no one function holds all */
    assert_true(totals_of(4, 4, 3, 3).own == 7);
    assert_true(totals_of(-4, -4, -3, -3).total == 0);
    assert_int_equal(totals_of(1, 5, 2, 2).calls, 2);
    assert_int_equal(totals_of(1, 5, 2, 2).primitive, 2);
}

/* main is called once and takes 10 s; 1 s is its own, f and g take the rest. Then g's entry is
   replaced by that of another function of the same key, which took 1 s. */
static void lost_entries_leave_the_total_of_the_root(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 1, 10);
    uint32_t f = add_function(&builder, "f", 5, 5);
    uint32_t g = add_function(&builder, "g", 1, 1);
    add_call(&builder, m, f, 5);
    add_call(&builder, m, g, 1);
    struct profile profile = builder_finish(&builder);
    assert_true(profile_totals(&profile).total == 10);
    assert_true(profile_totals(&profile).own == 7);
    profile_free(&profile);
}

/* Two threads in one table: join waits for what the other thread does, which has no caller either,
   and the other thread's function has own time outside of its inclusive time. */
static void mixed_threads_leave_the_sum_of_own_times(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 1, 2);
    uint32_t join = add_function(&builder, "join", 0, 9);
    uint32_t work = add_function(&builder, "work", 3, 1);
    add_call(&builder, m, join, 1);
    add_call(&builder, join, work, 1);
    struct profile profile = builder_finish(&builder);
    assert_true(profile_own_exceeds_total(&profile));
    assert_true(profile_totals(&profile).total == 4);
    profile_free(&profile);
}

/* Several roots whose calls miss little: no more than is missing is added. */
static void what_is_missing_limits_the_total(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t a = add_function(&builder, "a", 1, 4);
    uint32_t b = add_function(&builder, "b", 2, 2);
    uint32_t c = add_function(&builder, "c", 3, 3);
    add_function(&builder, "d", 4, 4);
    add_call(&builder, a, b, 2);
    add_call(&builder, b, c, 0);
    struct profile profile = builder_finish(&builder);
    profile.functions[c].calls = profile.functions[c].primitive = 2;
    assert_true(profile_totals(&profile).own == 10);
    assert_true(profile_totals(&profile).total == 11); /* a misses 1; the roots take 4 + 3 + 4 */
    profile_free(&profile);
}

static void a_caller_without_an_entry_is_a_root(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t a = add_function(&builder, "a", 0.5, 1);
    uint32_t root = builder_function(&builder, builder_name(&builder, STR("x")), 0,
                                     builder_name(&builder, STR("root")), false);
    add_call(&builder, root, a, 1);
    struct profile profile = builder_finish(&builder);
    assert_true(profile_totals(&profile).total == 1);
    profile_free(&profile);
}

static void shares_of_nothing_are_nothing(void **state)
{
    (void)state;
    assert_true(profile_share(1, 4) == 0.25);
    assert_true(profile_share(1, 0) == 0);
    assert_true(profile_share(1, -2) == 0);
    assert_true(profile_share(-1, 4) == -0.25);
}

static void keys_have_one_order(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t a = builder_name(&builder, STR("a"));
    uint32_t b = builder_name(&builder, STR("b"));
    /* by file, then line as a number, then name, then whether it is code */
    builder_function(&builder, a, -1, b, false);
    builder_function(&builder, a, 2, b, false);
    builder_function(&builder, a, 10, a, false);
    builder_function(&builder, a, 10, b, false);
    builder_function(&builder, a, 10, b, true);
    builder_function(&builder, b, 0, a, false);
    struct profile profile = builder_finish(&builder);
    for (uint32_t i = 0; i < profile.function_count; i++)
        for (uint32_t j = 0; j < profile.function_count; j++) {
            int order = profile_compare_keys(&profile, i, j);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_stop_at_the_ends),
        cmocka_unit_test(the_total_is_the_larger_of_two),
        cmocka_unit_test(lost_entries_leave_the_total_of_the_root),
        cmocka_unit_test(mixed_threads_leave_the_sum_of_own_times),
        cmocka_unit_test(what_is_missing_limits_the_total),
        cmocka_unit_test(a_caller_without_an_entry_is_a_root),
        cmocka_unit_test(shares_of_nothing_are_nothing),
        cmocka_unit_test(keys_have_one_order),
    };
    return RUN(tests);
}
