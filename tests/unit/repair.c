#include "analysis/prepare/repair.h"

#include "unit.h"

static struct profile with_counts(bool sampled)
{
    struct builder builder = builder_start();
    static const int64_t counts[][2] = {{9, 2}, {2, 9}, {3, 3}, {-1, -1}, {0, 5}};
    builder.profile.sampled = sampled;
    for (uint32_t i = 0; i < COUNT(counts); i++) {
        add_function(&builder, (char[]){(char)('a' + i), 0}, 1, 1);
        builder.profile.functions[i].primitive = counts[i][0];
        builder.profile.functions[i].calls = counts[i][1];
    }
    return builder_finish(&builder);
}

static void swapped_counts_are_put_right(void **state)
{
    (void)state;
    struct profile profile = with_counts(false);
    repair_counts(&profile);
    static const int64_t expected[][2] = {{2, 9}, {2, 9}, {3, 3}, {-1, -1}, {0, 5}};
    for (uint32_t i = 0; i < COUNT(expected); i++) {
        assert_int_equal(profile.functions[i].primitive, expected[i][0]);
        assert_int_equal(profile.functions[i].calls, expected[i][1]);
    }
    assert_int_equal(profile.repairs.swapped_counts, 1);
    profile_free(&profile);
}

static void samples_are_left_alone(void **state)
{
    (void)state;
    struct profile profile = with_counts(true);
    repair_counts(&profile);
    assert_int_equal(profile.functions[0].primitive, 9);
    assert_int_equal(profile.repairs.swapped_counts, 0);
    profile_free(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swapped_counts_are_put_right),
        cmocka_unit_test(samples_are_left_alone),
    };
    return RUN(tests);
}
