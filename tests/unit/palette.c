#include "view/palette.h"

#include <math.h>

#include "unit.h"

enum { STEPS = 1000 };

/* WCAG 2.1: relative luminance and contrast ratio. */
static double luminance(struct colour c)
{
    const uint8_t bytes[3] = {c.red, c.green, c.blue};
    const double weights[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double value = bytes[i] / 255.0;
        sum += weights[i] * (value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(struct colour a, struct colour b)
{
    double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* CIE L*, 0 to 100: not the space in which the ramps are made. */
static double lightness(struct colour c)
{
    double y = luminance(c);
    return y > 0.008856 ? 116 * cbrt(y) - 16 : 903.3 * y;
}

static void text_can_be_read_on_every_fill(void **state)
{
    (void)state;
    static const double skews[] = {1, 0.1, 10};
    for (int kind = 0; kind < PALETTE_KINDS; kind++)
        for (size_t s = 0; s < COUNT(skews); s++)
            for (int i = 0; i <= STEPS; i++) {
                struct palette palette = {(enum palette_kind)kind, skews[s]};
                struct colour fill = palette_fill(&palette, (double)i / STEPS);
                double ratio = contrast(fill, palette_text(fill));
                if (ratio < 4.5)
                    fail_msg("%s at %d: %.2f", palette_name(palette.kind), i, ratio);
            }
}

static void contrast_is_wcags(void **state)
{
    (void)state;
    struct colour white = {255, 255, 255}, black = {0, 0, 0};
    assert_float_equal((float)palette_contrast(white, black), 21, 1e-4);
    assert_float_equal((float)palette_contrast(black, white), 21, 1e-4);
    assert_float_equal((float)palette_contrast(white, white), 1, 1e-6);
    uint32_t random = 1;
    for (int i = 0; i < STEPS; i++) {
        random = random * 1664525 + 1013904223;
        struct colour a = {(uint8_t)(random >> 24), (uint8_t)(random >> 16),
                           (uint8_t)(random >> 8)};
        assert_true(fabs(palette_contrast(a, white) - contrast(a, white)) < 1e-9);
    }
}

/* A step of one byte in green is 0.35 of lightness: so much may rounding lift it. */
static void a_grey_copy_keeps_the_order(void **state)
{
    (void)state;
    static const enum palette_kind kinds[] = {PALETTE_HOT, PALETTE_SAFE};
    for (size_t k = 0; k < COUNT(kinds); k++) {
        struct palette palette = {kinds[k], 1};
        double before = 101;
        for (int i = 0; i <= STEPS; i++) {
            double now = lightness(palette_fill(&palette, (double)i / STEPS));
            if (now > before + 0.36)
                fail_msg("%s at %d: %.2f after %.2f", palette_name(kinds[k]), i, now, before);
            before = fmin(before, now);
        }
        double cold = lightness(palette_fill(&palette, 0));
        double hot = lightness(palette_fill(&palette, 1));
        assert_true(cold > 85 && hot < 65 && cold - hot > 25);
    }
}

/* 1, 5, 20 and 80 per cent are four colours. */
static void small_shares_can_be_told_apart(void **state)
{
    (void)state;
    static const double shares[] = {0, 0.01, 0.05, 0.2, 0.8};
    struct palette palette = {PALETTE_HOT, 1};
    for (size_t i = 1; i < COUNT(shares); i++) {
        struct colour a = palette_fill(&palette, shares[i - 1]);
        struct colour b = palette_fill(&palette, shares[i]);
        int distance = abs(a.red - b.red) + abs(a.green - b.green) + abs(a.blue - b.blue);
        assert_true(distance > 20);
    }
}

static void assert_colour(struct colour c, unsigned rgb)
{
    assert_int_equal((unsigned)c.red << 16 | (unsigned)c.green << 8 | c.blue, rgb);
}

/* gprof2dot's TEMPERATURE_COLORMAP, PINK_COLORMAP, GRAY_COLORMAP, ... at their ends. */
static void gprof2dots_colours_are_kept(void **state)
{
    (void)state;
    static const struct {
        enum palette_kind kind;
        unsigned cold, hot;
    } ends[] = {{PALETTE_COLOR, 0x0d0d73, 0xff0000},
                {PALETTE_PINK, 0xffcccc, 0xff0000},
                {PALETTE_GRAY, 0xd9d9d9, 0x000000},
                {PALETTE_BW, 0x000000, 0x000000},
                {PALETTE_PRINT, 0xffffff, 0xffffff}};
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct palette palette = {ends[i].kind, 1};
        assert_colour(palette_fill(&palette, 0), ends[i].cold);
        assert_colour(palette_fill(&palette, 1), ends[i].hot);
        assert_colour(palette_fill(&palette, -1), ends[i].cold);
        assert_colour(palette_fill(&palette, 4), ends[i].hot);
    }
}

/* gprof2dot: (skew ** share - 1) / (skew - 1). */
static void skew_bends_the_scale(void **state)
{
    (void)state;
    struct palette plain = {PALETTE_GRAY, 1}, low = {PALETTE_GRAY, 0.1}, high = {PALETTE_GRAY, 10};
    int middle = palette_fill(&plain, 0.5).red;
    assert_true(palette_fill(&low, 0.5).red < middle);
    assert_true(palette_fill(&high, 0.5).red > middle);
    double place = (pow(10, 0.5) - 1) / 9;
    assert_int_equal(palette_fill(&high, 0.5).red, lround(0.85 * (1 - place) * 255));
    assert_colour(palette_fill(&low, 0), 0xd9d9d9);
    assert_colour(palette_fill(&low, 1), 0x000000);
}

static void names_are_found(void **state)
{
    (void)state;
    for (int kind = 0; kind < PALETTE_KINDS; kind++) {
        enum palette_kind found = PALETTE_KINDS;
        assert_true(palette_find(str_of(palette_name((enum palette_kind)kind)), &found));
        assert_int_equal(found, kind);
    }
    enum palette_kind kind;
    assert_false(palette_find(STR("ho"), &kind));
    assert_false(palette_find(STR("hott"), &kind));
    assert_false(palette_find(STR(""), &kind));
}

static void pens_and_borders_can_be_seen(void **state)
{
    (void)state;
    static const struct colour white = {255, 255, 255};
    for (int kind = 0; kind < PALETTE_KINDS; kind++) {
        struct palette palette = {(enum palette_kind)kind, 1};
        for (int i = 0; i <= STEPS; i++) {
            double share = (double)i / STEPS;
            struct colour fill = palette_fill(&palette, share);
            assert_true(luminance(palette_border(fill)) <= luminance(fill));
            if (kind != PALETTE_PINK) /* gprof2dot's own, as pale as it is there */
                assert_true(contrast(palette_pen(&palette, share), white) > 1.4);
        }
        assert_true(contrast(palette_border(palette_fill(&palette, 0)), white) > 1.5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_can_be_read_on_every_fill),
        cmocka_unit_test(contrast_is_wcags),
        cmocka_unit_test(a_grey_copy_keeps_the_order),
        cmocka_unit_test(small_shares_can_be_told_apart),
        cmocka_unit_test(gprof2dots_colours_are_kept),
        cmocka_unit_test(skew_bends_the_scale),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(pens_and_borders_can_be_seen),
    };
    return RUN(tests);
}
