#include "base/text/number_text.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

#include "unit.h"

static void assert_shortest(double value, const char *expected)
{
    struct buf out = {0};
    number_text_shortest(&out, value);
    assert_buf(&out, expected);
    buf_free(&out);
}

static void numbers_have_as_few_digits_as_do(void **state)
{
    (void)state;
    assert_shortest(0, "0");
    assert_shortest(1, "1");
    assert_shortest(-2.5, "-2.5");
    assert_shortest(0.1, "0.1");
    assert_shortest(0.1 + 0.2, "0.30000000000000004");
    assert_shortest(100, "100");
    assert_shortest(1.0 / 3, "0.3333333333333333");
}

static size_t digits_of(const char *text)
{
    size_t count = 0;
    bool leading = true;
    for (; *text && *text != 'e'; text++) {
        leading &= !(*text >= '1' && *text <= '9');
        count += *text >= '0' && *text <= '9' && !leading;
    }
    return count;
}

static void check_number(double value)
{
    struct buf out = {0};
    number_text_shortest(&out, value);
    if (memcmp(&(double){strtod(out.data, NULL)}, &value, sizeof value) != 0)
        fail_msg("%.17g is written as %s", value, out.data);
    size_t digits = digits_of(out.data);
    while (digits > 1 && out.data[out.size - 1] == '0' && !strchr(out.data, '.'))
        digits--, out.size--; /* zeros before the point are no digits to save */
    if (digits > 1) {
        char shorter[64];
        snprintf(shorter, sizeof shorter, "%.*e", (int)digits - 2, value);
        if (strtod(shorter, NULL) == value)
            fail_msg("%.17g is written as %s, though %s would do", value, out.data, shorter);
    }
    buf_free(&out);
}

static void every_number_reads_back_to_its_bits(void **state)
{
    (void)state;
    static const double edges[] = {DBL_MIN,
                                   DBL_MAX,
                                   DBL_EPSILON,
                                   1e23,
                                   9007199254740993.0,
                                   1e15,
                                   1e16,
                                   1e17,
                                   123456789012345680.0,
                                   1e-5,
                                   1e-4,
                                   4.35,
                                   0.000035689};
    for (size_t i = 0; i < COUNT(edges); i++) {
        check_number(edges[i]);
        check_number(-edges[i]);
    }
    uint64_t random = 1;
    for (int i = 0; i < 20000; i++) {
        double value;
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        memcpy(&value, &random, sizeof value);
        if (isnormal(value))
            check_number(value);
        check_number((double)(random >> 40) / 1e6); /* microseconds, as profiles have them */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_as_few_digits_as_do),
        cmocka_unit_test(every_number_reads_back_to_its_bits),
    };
    return RUN(tests);
}
