#include "view/number.h"

#include <float.h>

#include "unit.h"

struct sample {
    double value;
    const char *expected;
};

static void check(void (*number)(struct buf *, double), const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf out = {0};
        number(&out, samples[i].value);
        assert_buf(&out, samples[i].expected);
        buf_free(&out);
    }
}

static void times_have_three_digits_and_a_unit(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {0, "0 s"},           {41.8, "41.8 s"},      {1, "1.00 s"},
        {0.69, "690 ms"},     {0.0123, "12.3 ms"},   {1e-3, "1.00 ms"},
        {12.3e-6, "12.3 µs"}, {1.234e-6, "1.23 µs"}, {5e-9, "5 ns"},
        {123e-9, "123 ns"},   {100, "100 s"},        {999, "999 s"},
        {1000, "1 000 s"},    {12345, "12 345 s"},   {1234567, "1 234 567 s"},
    };
    check(number_time, samples, COUNT(samples));
}

static void rounding_may_change_the_unit(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {0.99949, "999 ms"},  {0.99951, "1.00 s"},   {0.99995, "1.00 s"},   {999.51e-6, "1.00 ms"},
        {999.4e-6, "999 µs"}, {999.6e-9, "1.00 µs"}, {9.996, "10.0 s"},     {99.96, "100 s"},
        {999.4, "999 s"},     {999.6, "1 000 s"},    {0.009996, "10.0 ms"}, {0.09996, "100 ms"},
    };
    check(number_time, samples, COUNT(samples));
}

static void odd_times_can_be_read_too(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {-1.5, "-1.50 s"},  {-12e-6, "-12.0 µs"}, {-2000, "-2 000 s"},
        {4e-10, "<1 ns"},   {1e-12, "<1 ns"},     {DBL_TRUE_MIN, "<1 ns"},
        {-4e-10, "-<1 ns"}, {-0.0, "0 s"},        {1e18, "1 000 000 000 000 000 000 s"},
    };
    check(number_time, samples, COUNT(samples));
}

static void no_time_is_unreadable(void **state)
{
    (void)state;
    for (double seconds = 1e-13; seconds < 1e10; seconds *= 1.003) {
        struct buf out = {0};
        number_time(&out, seconds);
        const char *text = out.data;
        double value = strtod(*text == '<' ? text + 1 : text, NULL);
        if (strncmp(text, "0.0", 3) == 0 || value <= 0 || (value >= 1000 && seconds < 999))
            fail_msg("%g s is \"%s\"", seconds, text);
        buf_free(&out);
    }
    struct buf out = {0};
    number_time(&out, DBL_MAX);
    assert_int_equal(out.size, 309 + 102 + 2); /* digits, blanks between them, unit */
    buf_free(&out);
}

static void shares_are_short(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {0, "0 %"},        {1, "100 %"},       {0.94, "94 %"},     {0.016, "1.6 %"},
        {0.0994, "9.9 %"}, {0.0996, "10 %"},   {0.1, "10 %"},      {0.001, "0.1 %"},
        {0.0006, "0.1 %"}, {0.0004, "<0.1 %"}, {1e-300, "<0.1 %"}, {0.9994, "100 %"},
        {4.5, "450 %"},    {-0.5, "-50 %"},    {-0.016, "-1.6 %"}, {-0.0004, ">-0.1 %"},
    };
    check(number_percent, samples, COUNT(samples));
}

static void counts_are_grouped(void **state)
{
    (void)state;
    static const struct {
        int64_t count;
        const char *expected;
    } samples[] = {
        {0, "0"},
        {7, "7"},
        {999, "999"},
        {1000, "1 000"},
        {10001, "10 001"},
        {123456, "123 456"},
        {-1, "-1"},
        {-1234, "-1 234"},
        {INT64_MAX, "9 223 372 036 854 775 807"},
        {INT64_MIN, "-9 223 372 036 854 775 808"},
    };
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct buf out = {0};
        number_count(&out, samples[i].count);
        assert_buf(&out, samples[i].expected);
        buf_free(&out);
    }
}

static void costs_have_the_unit_of_their_profile(void **state)
{
    (void)state;
    static const struct unit seconds = {0};
    static const struct unit taken = {.kind = UNIT_SAMPLES};
    static const struct unit events = {.kind = UNIT_EVENTS, .name = "Ir"};
    static const struct {
        double cost;
        const struct unit *unit;
        const char *expected;
    } samples[] = {
        {0.69, &seconds, "690 ms"},
        {1, &taken, "1 sample"},
        {0, &taken, "0 samples"},
        {12345, &taken, "12 345 samples"},
        {1e300, &taken, "9 000 000 000 000 000 000 samples"},
        {0, &events, "0 Ir"},
        {99999, &events, "99 999 Ir"},
        {12.5, &events, "12.5 Ir"},
        {47500.7, &events, "47 501 Ir"},
        {100000, &events, "100 k Ir"},
        {177569, &events, "178 k Ir"},
        {999500, &events, "1.00 M Ir"},
        {12345678, &events, "12.3 M Ir"},
        {999600000, &events, "1.00 G Ir"},
        {2e20, &events, "200 E Ir"},
    };
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct buf out = {0};
        number_cost(&out, samples[i].cost, samples[i].unit);
        assert_buf(&out, samples[i].expected);
        buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_have_three_digits_and_a_unit),
        cmocka_unit_test(rounding_may_change_the_unit),
        cmocka_unit_test(odd_times_can_be_read_too),
        cmocka_unit_test(no_time_is_unreadable),
        cmocka_unit_test(shares_are_short),
        cmocka_unit_test(counts_are_grouped),
        cmocka_unit_test(costs_have_the_unit_of_their_profile),
    };
    return RUN(tests);
}
