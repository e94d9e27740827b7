#include "model/builder.h"

#include "unit.h"

static void equal_names_and_keys_get_one_index(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t a = builder_name(&builder, STR("a"));
    uint32_t b = builder_name(&builder, STR("a\0b"));
    assert_int_not_equal(a, b);
    assert_int_equal(builder_name(&builder, STR("a\0b")), b);
    uint32_t f = builder_function(&builder, a, 1, b, false);
    assert_int_equal(builder_function(&builder, a, 1, b, false), f);
    assert_int_not_equal(builder_function(&builder, a, 2, b, false), f);
    assert_int_not_equal(builder_function(&builder, b, 1, a, false), f);
    assert_int_not_equal(builder_function(&builder, a, 1, b, true), f);
    assert_int_not_equal(builder_function(&builder, a, 1 + (INT64_C(1) << 32), b, false), f);
    builder_drop(&builder);
}

static void names_are_copied_and_mended(void **state)
{
    (void)state;
    char bytes[] = "caf\xe9";
    struct builder builder = builder_start();
    uint32_t name = builder_name(&builder, str_of(bytes));
    builder_function(&builder, name, 0, name, false);
    memset(bytes, '#', 4);
    struct profile profile = builder_finish(&builder);
    assert_text(profile.names[name].raw, "caf\xe9");
    assert_text(profile.names[name].text, "caf\xef\xbf\xbd");
    profile_free(&profile);
}

static void many_names_stay_apart(void **state)
{
    (void)state;
    enum { NAMES = 50000 };
    struct builder builder = builder_start();
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < NAMES; i++) {
            struct buf name = {0};
            buf_format(&name, "f%" PRIu32, i);
            assert_int_equal(builder_name(&builder, buf_slice(&name)), i);
            assert_int_equal(builder_function(&builder, i, i % 3, i, false), i);
            buf_free(&name);
        }
    assert_int_equal(builder.profile.function_count, NAMES);
    builder_drop(&builder);
}

/* main calls a and b, a calls b twice over and itself; the calls come in no order. */
static struct profile small_profile(void)
{
    struct builder builder = builder_start();
    builder.repeats = true;
    uint32_t m = add_function(&builder, "main", 1, 10);
    uint32_t a = add_function(&builder, "a", 2, 9);
    uint32_t b = add_function(&builder, "b", 3, 3);
    add_call(&builder, a, b, 1);
    add_call(&builder, m, b, 2);
    add_call(&builder, a, a, 4);
    add_call(&builder, m, a, 8);
    struct call *again = builder_call(&builder, a, b);
    *again = (struct call){a, b, 10, 5, 0.25, 0.5, true, false};
    return builder_finish(&builder);
}

static const struct call *find_call(const struct profile *profile, uint32_t caller, uint32_t callee)
{
    for (uint32_t i = profile->callers[callee].start; i < profile->callers[callee].end; i++)
        if (profile->calls[i].caller == caller)
            return &profile->calls[i];
    return NULL;
}

static void duplicate_calls_are_summed(void **state)
{
    (void)state;
    struct profile profile = small_profile();
    assert_int_equal(profile.call_count, 4);
    const struct call *call = find_call(&profile, 1, 2);
    assert_non_null(call);
    assert_int_equal(call->calls, 11);
    assert_int_equal(call->primitive, 6);
    assert_true(call->own == 0.25 && call->total == 1.5);
    assert_true(call->estimated);
    profile_free(&profile);
}

static uint32_t caller_count(const struct profile *profile, uint32_t function)
{
    return profile->callers[function].end - profile->callers[function].start;
}

static uint32_t callee_count(const struct profile *profile, uint32_t function)
{
    return profile->callees[function + 1] - profile->callees[function];
}

static void rows_hold_every_call_once_each_way(void **state)
{
    (void)state;
    struct profile profile = small_profile();
    assert_int_equal(caller_count(&profile, 0), 0); /* nothing calls main */
    assert_int_equal(caller_count(&profile, 1), 2); /* a: main and itself */
    assert_int_equal(caller_count(&profile, 2), 2); /* b: main and a */
    assert_int_equal(callee_count(&profile, 0), 2);
    assert_int_equal(callee_count(&profile, 1), 2);
    assert_int_equal(callee_count(&profile, 2), 0);
    for (uint32_t f = 0; f < 3; f++) {
        for (uint32_t i = profile.callers[f].start; i < profile.callers[f].end; i++)
            assert_int_equal(profile.calls[i].callee, f);
        for (uint32_t i = profile.callees[f]; i < profile.callees[f + 1]; i++)
            assert_int_equal(profile.calls[profile.callees_of[i]].caller, f);
    }
    profile_free(&profile);
}

/* Against a plain table of sums, for random graphs. */
static void random_graphs_keep_every_sum(void **state)
{
    (void)state;
    enum { FUNCTIONS = 12, CALLS = 400 };
    uint32_t random = 7;
    for (int round = 0; round < 50; round++) {
        int64_t sums[FUNCTIONS][FUNCTIONS] = {{0}};
        struct builder builder = builder_start();
        builder.repeats = true;
        for (int i = 0; i < FUNCTIONS; i++)
            add_function(&builder, (char[]){(char)('a' + i), 0}, 1, 1);
        for (int i = 0; i < CALLS; i++) {
            random = random * 1664525 + 1013904223;
            uint32_t caller = random >> 8 & 15, callee = random >> 16 & 15;
            if (caller >= FUNCTIONS || callee >= FUNCTIONS)
                continue;
            builder_call(&builder, caller, callee)->calls = i + 1;
            sums[caller][callee] += i + 1;
        }
        struct profile profile = builder_finish(&builder);
        for (uint32_t i = 0; i < profile.call_count; i++) {
            const struct call *call = &profile.calls[i];
            assert_int_equal(call->calls, sums[call->caller][call->callee]);
            sums[call->caller][call->callee] = 0;
        }
        for (int i = 0; i < FUNCTIONS * FUNCTIONS; i++)
            assert_int_equal(sums[i / FUNCTIONS][i % FUNCTIONS], 0);
        assert_int_equal(profile.callees[FUNCTIONS], profile.call_count);
        profile_free(&profile);
    }
}

/* Calls that come grouped are left as they are; others are grouped, each group in its old order. */
static void calls_of_one_callee_stand_together(void **state)
{
    (void)state;
    for (int mixed = 0; mixed < 2; mixed++) {
        struct builder builder = builder_start();
        for (int i = 0; i < 3; i++)
            add_function(&builder, (char[]){(char)('a' + i), 0}, 1, 1);
        add_call(&builder, 0, 2, 1);
        if (mixed)
            add_call(&builder, 0, 1, 2);
        add_call(&builder, 1, 2, 3);
        struct profile profile = builder_finish(&builder);
        struct row row = profile.callers[2];
        assert_int_equal(row.end - row.start, 2);
        assert_true(profile.calls[row.start].total == 1);
        assert_true(profile.calls[row.start + 1].total == 3);
        profile_free(&profile);
    }
}

static void an_empty_profile_is_whole(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct profile profile = builder_finish(&builder);
    assert_int_equal(profile.function_count, 0);
    assert_int_equal(profile.call_count, 0);
    assert_int_equal(profile.callees[0], 0);
    profile_free(&profile);
}

static void callers_without_an_entry_are_counted(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    uint32_t callee = add_function(&builder, "known", 1, 1);
    uint32_t caller = builder_function(&builder, 0, 9, 0, false);
    assert_int_equal(builder.profile.functions[caller].order, NO_ENTRY);
    add_call(&builder, caller, callee, 1);
    struct profile profile = builder_finish(&builder);
    assert_int_equal(profile.repairs.callers_not_keys, 1);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_names_and_keys_get_one_index),
        cmocka_unit_test(names_are_copied_and_mended),
        cmocka_unit_test(many_names_stay_apart),
        cmocka_unit_test(duplicate_calls_are_summed),
        cmocka_unit_test(rows_hold_every_call_once_each_way),
        cmocka_unit_test(random_graphs_keep_every_sum),
        cmocka_unit_test(calls_of_one_callee_stand_together),
        cmocka_unit_test(an_empty_profile_is_whole),
        cmocka_unit_test(callers_without_an_entry_are_counted),
    };
    return RUN(tests);
}
