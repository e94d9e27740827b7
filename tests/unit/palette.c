#include "view/palette.h"

#include <math.h>

#include "unit.h"

enum { STEPS = 1000 };

/* Linear, 0 to 1. */
static double channel(uint8_t byte)
{
    double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

/* WCAG 2.1: relative luminance and contrast ratio. */
static double luminance(struct colour c)
{
    return 0.2126 * channel(c.red) + 0.7152 * channel(c.green) + 0.0722 * channel(c.blue);
}

static double contrast(struct colour a, struct colour b)
{
    double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* CIE L*, 0 to 100: not the space in which the ramps are made. */
static double lightness_of(double y)
{
    return y > 0.008856 ? 116 * cbrt(y) - 16 : 903.3 * y;
}

static void to_oklab(struct colour c, double lab[3])
{
    double r = channel(c.red), g = channel(c.green), b = channel(c.blue);
    double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
    lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
    lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

/* In OKLab: 0.02 can be seen where two colours meet, 0.05 can be named. */
static double distance(struct colour a, struct colour b)
{
    double x[3], y[3];
    to_oklab(a, x);
    to_oklab(b, y);
    return sqrt(pow(x[0] - y[0], 2) + pow(x[1] - y[1], 2) + pow(x[2] - y[2], 2));
}

/* What readers see: all of it, and without red or green cones (Machado, Oliveira and Fernandes
   2009, severity 1, in linear RGB). */
enum eye { ALL_CONES, PROTANOPIA, DEUTERANOPIA, EYES };

static const char *const eyes[EYES] = {"all cones", "protanopia", "deuteranopia"};

static double lightness_seen(struct colour c, enum eye eye)
{
    static const double sight[EYES][3][3] = {
        [ALL_CONES] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
        [PROTANOPIA] = {{0.152286, 1.052583, -0.204868},
                        {0.114503, 0.786281, 0.099216},
                        {-0.003882, -0.048116, 1.051998}},
        [DEUTERANOPIA] = {{0.367322, 0.860646, -0.227968},
                          {0.280085, 0.672501, 0.047413},
                          {-0.011820, 0.042940, 0.968881}},
    };
    static const double weights[3] = {0.2126, 0.7152, 0.0722};
    const double linear[3] = {channel(c.red), channel(c.green), channel(c.blue)};
    double y = 0;
    for (int row = 0; row < 3; row++) {
        double sum = 0;
        for (int i = 0; i < 3; i++)
            sum += sight[eye][row][i] * linear[i];
        y += weights[row] * fmin(fmax(sum, 0), 1);
    }
    return lightness_of(y);
}

/* Each palette on each theme at each skew, and for each a thousand shares. */
static void for_all(void (*verify)(const struct palette *, double share))
{
    static const double skews[] = {1, 0.1, 10};
    for (int kind = 0; kind < PALETTE_KINDS; kind++)
        for (int theme = 0; theme < THEMES; theme++)
            for (size_t s = 0; s < COUNT(skews); s++)
                for (int i = 0; i <= STEPS; i++) {
                    struct palette palette = {(enum palette_kind)kind, skews[s], (enum theme)theme};
                    verify(&palette, (double)i / STEPS);
                }
}

static void assert_least(double value, double least, const char *what,
                         const struct palette *palette, double share)
{
    if (!(value >= least))
        fail_msg("palette %d, %s, skew %g, share %g: %s %.3f, not %g", palette->kind,
                 palette->theme == THEME_DARK ? "dark" : "light", palette->skew, share, what, value,
                 least);
}

static void verify_text(const struct palette *palette, double share)
{
    struct colour fill = palette_fill(palette, share);
    assert_least(contrast(fill, palette_text(fill)), 4.5, "text", palette, share);
}

static void text_can_be_read_on_every_fill(void **state)
{
    (void)state;
    for_all(verify_text);
}

/* Values that others have published: CIE L* of the sRGB primaries (B. Lindbloom's calculator, D65),
   their OKLab (B. Ottosson; CSS Color 4's samples), contrasts with white that WebAIM's checker
   tells. What this file measures with has to agree. */
static void measures_agree_with_published_values(void **state)
{
    (void)state;
    static const struct {
        struct colour colour;
        double lightness, lab[3], contrast;
    } known[] = {
        {{255, 255, 255}, 100, {1, 0, 0}, 1},
        {{0, 0, 0}, 0, {0, 0, 0}, 21},
        {{255, 0, 0}, 53.24, {0.62796, 0.22486, 0.12585}, 4.00},
        {{0, 255, 0}, 87.73, {0.86644, -0.23389, 0.17950}, 1.37},
        {{0, 0, 255}, 32.30, {0.45201, -0.03246, -0.31153}, 8.59},
        {{0x76, 0x76, 0x76}, 49.6, {0.5658, 0, 0}, 4.54},
        {{0x77, 0x77, 0x77}, 50.0, {0.5693, 0, 0}, 4.48},
    };
    struct colour white = {255, 255, 255};
    for (size_t i = 0; i < COUNT(known); i++) {
        double lab[3];
        to_oklab(known[i].colour, lab);
        for (int j = 0; j < 3; j++)
            assert_true(fabs(lab[j] - known[i].lab[j]) < 5e-4);
        assert_true(fabs(lightness_seen(known[i].colour, ALL_CONES) - known[i].lightness) < 0.05);
        assert_true(fabs(palette_contrast(known[i].colour, white) - known[i].contrast) < 0.006);
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

/* Falling on light, rising on dark, for every eye, by shares and by places on the scale. */
static void verify_order(const struct palette *palette, enum eye eye, bool by_place)
{
    enum { SHADES = 100 };
    double before = 0;
    double sign = palette->theme == THEME_DARK ? 1 : -1;
    for (int i = 0; i <= SHADES; i++) {
        double share = (double)i / SHADES;
        share = by_place ? share * share : share;
        double now = lightness_seen(palette_fill(palette, share), eye) * sign;
        if (i && now <= before)
            fail_msg("palette %d, %s, %s, share %g: L* %.2f after %.2f", palette->kind,
                     sign > 0 ? "dark" : "light", eyes[eye], share, now * sign, before * sign);
        before = now;
    }
}

static void a_grey_copy_keeps_the_order(void **state)
{
    (void)state;
    for (int kind = PALETTE_HOT; kind <= PALETTE_SAFE; kind++)
        for (int theme = 0; theme < THEMES; theme++)
            for (int eye = 0; eye < EYES; eye++) {
                struct palette palette = {(enum palette_kind)kind, 1, (enum theme)theme};
                verify_order(&palette, (enum eye)eye, false);
                verify_order(&palette, (enum eye)eye, true);
                double cold = lightness_seen(palette_fill(&palette, 0), (enum eye)eye);
                double hot = lightness_seen(palette_fill(&palette, 1), (enum eye)eye);
                assert_true(fabs(cold - hot) > 25);
            }
}

/* 1, 5, 20 and 80 per cent are four colours. */
static void small_shares_can_be_told_apart(void **state)
{
    (void)state;
    static const double shares[] = {0.01, 0.05, 0.2, 0.8};
    for (int kind = PALETTE_HOT; kind <= PALETTE_SAFE; kind++)
        for (int theme = 0; theme < THEMES; theme++) {
            struct palette palette = {(enum palette_kind)kind, 1, (enum theme)theme};
            struct colour before = palette_fill(&palette, 0);
            double least = 0.04;
            for (size_t i = 0; i < COUNT(shares); i++) {
                struct colour now = palette_fill(&palette, shares[i]);
                assert_least(distance(before, now), least, "distance", &palette, shares[i]);
                before = now;
                least = 0.05;
            }
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
        for (int theme = 0; theme < THEMES; theme++) {
            struct palette palette = {ends[i].kind, 1, (enum theme)theme};
            assert_colour(palette_fill(&palette, 0), ends[i].cold);
            assert_colour(palette_fill(&palette, 1), ends[i].hot);
            assert_colour(palette_fill(&palette, -1), ends[i].cold);
            assert_colour(palette_fill(&palette, 4), ends[i].hot);
        }
    }
}

/* gprof2dot: (skew ** share - 1) / (skew - 1). */
static void skew_bends_the_scale(void **state)
{
    (void)state;
    struct palette plain = {PALETTE_GRAY, 1, THEME_LIGHT};
    struct palette low = {PALETTE_GRAY, 0.1, THEME_LIGHT};
    struct palette high = {PALETTE_GRAY, 10, THEME_LIGHT};
    int middle = palette_fill(&plain, 0.5).red;
    assert_true(palette_fill(&low, 0.5).red < middle);
    assert_true(palette_fill(&high, 0.5).red > middle);
    double place = (pow(10, 0.5) - 1) / 9;
    assert_int_equal(palette_fill(&high, 0.5).red, lround(0.85 * (1 - place) * 255));
    assert_colour(palette_fill(&low, 0), 0xd9d9d9);
    assert_colour(palette_fill(&low, 1), 0x000000);
}

static void verify_pens(const struct palette *palette, double share)
{
    struct colour page = palette_page(palette);
    struct colour pen = palette_pen(palette, share);
    assert_true(palette_plain(palette) || (pen.red == pen.green && pen.green == pen.blue));
    assert_least(contrast(pen, page), share < 1 ? 1.6 : 4.5, "pen", palette, share);
    assert_least(contrast(palette_hot_pen(palette, share), page), 3, "hot pen", palette, share);
}

/* The smallest share has the faintest pen. */
static void pens_can_be_seen_on_the_page(void **state)
{
    (void)state;
    for_all(verify_pens);
    for (int theme = 0; theme < THEMES; theme++) {
        struct palette palette = {PALETTE_HOT, 1, (enum theme)theme};
        struct colour page = palette_page(&palette);
        double faint = contrast(palette_pen(&palette, 0), page);
        assert_true(faint < contrast(palette_pen(&palette, 0.1), page));
        assert_true(faint < contrast(palette_hot_pen(&palette, 0), page));
        assert_true(distance(palette_pen(&palette, 1), palette_hot_pen(&palette, 1)) > 0.15);
    }
}

static void verify_border(const struct palette *palette, double share)
{
    struct colour fill = palette_fill(palette, share);
    struct colour border = palette_border(palette, fill);
    double least = palette_plain(palette) ? 7 : 1.5;
    assert_least(contrast(border, palette_page(palette)), least, "border", palette, share);
    if (palette_plain(palette))
        return;
    assert_least(distance(border, fill), 0.06, "border on its fill", palette, share);
    if (palette->kind == PALETTE_HOT || palette->kind == PALETTE_SAFE)
        assert_true((luminance(border) > luminance(fill)) == (palette->theme == THEME_DARK));
}

static void borders_stand_out_from_fill_and_page(void **state)
{
    (void)state;
    for_all(verify_border);
}

static void verify_ink(const struct palette *palette, double share)
{
    struct colour page = palette_page(palette);
    assert_least(contrast(palette_ink(palette, INK_STRONG), page), 7, "ink", palette, share);
    assert_least(contrast(palette_ink(palette, INK_MUTED), page), 4.5, "ink", palette, share);
}

static void ink_can_be_read_on_the_page(void **state)
{
    (void)state;
    for_all(verify_ink);
    struct palette palette = {PALETTE_PRINT, 1, THEME_LIGHT};
    assert_colour(palette_page(&palette), 0xffffff);
    assert_colour(palette_ink(&palette, INK_MUTED), 0x000000);
    palette.theme = THEME_DARK;
    assert_colour(palette_page(&palette), 0x16181c);
}

static void two_palettes_are_plain(void **state)
{
    (void)state;
    for (int kind = 0; kind < PALETTE_KINDS; kind++) {
        struct palette palette = {(enum palette_kind)kind, 1, THEME_DARK};
        assert_int_equal(palette_plain(&palette), kind == PALETTE_BW || kind == PALETTE_PRINT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_can_be_read_on_every_fill),
        cmocka_unit_test(measures_agree_with_published_values),
        cmocka_unit_test(contrast_is_wcags),
        cmocka_unit_test(a_grey_copy_keeps_the_order),
        cmocka_unit_test(small_shares_can_be_told_apart),
        cmocka_unit_test(gprof2dots_colours_are_kept),
        cmocka_unit_test(skew_bends_the_scale),
        cmocka_unit_test(pens_can_be_seen_on_the_page),
        cmocka_unit_test(borders_stand_out_from_fill_and_page),
        cmocka_unit_test(ink_can_be_read_on_the_page),
        cmocka_unit_test(two_palettes_are_plain),
    };
    return RUN(tests);
}
