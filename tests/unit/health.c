#include "analysis/prepare/health.h"

#include "unit.h"

static struct health health_of(struct builder *builder, struct buf *words)
{
    struct profile profile = builder_finish(builder);
    struct health health = health_check(&profile);
    buf_text(words, "");
    health_describe(&health, words);
    profile_free(&profile);
    return health;
}

/* main (1 s) calls f (2 s of its own) and g (3 s); all adds up. */
static struct builder sound_profile(void)
{
    struct builder builder = builder_start();
    uint32_t m = add_function(&builder, "main", 1, 6);
    uint32_t f = add_function(&builder, "f", 2, 2);
    uint32_t g = add_function(&builder, "g", 3, 3);
    add_call(&builder, m, f, 2);
    builder.profile.calls[0].own = 2;
    add_call(&builder, m, g, 3);
    builder.profile.calls[1].own = 3;
    return builder;
}

static void a_sound_profile_has_nothing_said_of_it(void **state)
{
    (void)state;
    struct builder builder = sound_profile();
    struct buf words = {0};
    struct health health = health_of(&builder, &words);
    assert_buf(&words, "");
    assert_true(health.residual < 1e-12);
    assert_int_equal(health.roots, 1);
    assert_false(health.mixed_threads);
    buf_free(&words);
}

static void what_does_not_add_up_is_measured(void **state)
{
    (void)state;
    struct builder builder = sound_profile();
    struct buf words = {0};
    builder.profile.calls[1].own = 2.5;
    struct health health = health_of(&builder, &words);
    assert_true(health.residual > 0.49 && health.residual < 0.51);
    assert_true(health.share > 0.08 && health.share < 0.085);
    assert_contains(words.data, "disagree by 0.5 s");
    buf_free(&words);
}

static void oddities_are_counted(void **state)
{
    (void)state;
    struct builder builder = sound_profile();
    struct buf words = {0};
    add_function(&builder, "odd", 2, 1);
    add_function(&builder, "odder", 3, 1);
    add_function(&builder, "negative", -1, -1);
    add_function(&builder, "large", 0, 100);
    builder_function(&builder, builder.profile.functions[1].file, 99,
                     builder.profile.functions[1].name, false);
    builder.profile.repairs.not_finite = 3;
    builder.profile.repairs.swapped_counts = 4;
    struct health health = health_of(&builder, &words);
    assert_int_equal(health.own_above_total, 2);
    assert_int_equal(health.negative_times, 1);
    assert_int_equal(health.total_above_program, 1);
    assert_int_equal(health.not_finite_times, 3);
    assert_int_equal(health.swapped_counts, 4);
    assert_int_equal(health.callers_without_entry, 1);
    assert_int_equal(health.shared_labels, 2);
    assert_int_equal(health.roots, 6);
    assert_contains(words.data, "6 functions are roots");
    assert_contains(words.data, "3 infinite or undefined times");
    buf_free(&words);
}

static void a_cycle_without_a_way_in_has_no_root(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct buf words = {0};
    uint32_t a = add_function(&builder, "a", 1, 2);
    uint32_t b = add_function(&builder, "b", 1, 2);
    add_call(&builder, a, b, 1);
    add_call(&builder, b, a, 1);
    struct health health = health_of(&builder, &words);
    assert_int_equal(health.roots, 0);
    assert_contains(words.data, "no function is a root");
    buf_free(&words);
}

static void an_empty_profile_has_no_health(void **state)
{
    (void)state;
    struct builder builder = builder_start();
    struct buf words = {0};
    struct health health = health_of(&builder, &words);
    assert_true(health.residual == 0 && health.share == 0);
    buf_free(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_profile_has_nothing_said_of_it),
        cmocka_unit_test(what_does_not_add_up_is_measured),
        cmocka_unit_test(oddities_are_counted),
        cmocka_unit_test(a_cycle_without_a_way_in_has_no_root),
        cmocka_unit_test(an_empty_profile_has_no_health),
    };
    return RUN(tests);
}
