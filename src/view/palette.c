#include "view/palette.h"

#include <math.h>

struct linear {
    double red, green, blue;
};

struct oklab {
    double lightness, a, b;
};

static double clamp(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

static double mix(double from, double to, double part)
{
    return from + (to - from) * part;
}

/* The sRGB transfer function and its inverse (IEC 61966-2-1). */
static double encode(double linear)
{
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055;
}

static double decode(uint8_t byte)
{
    double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static uint8_t to_byte(double part)
{
    return (uint8_t)lround(clamp(part, 0, 1) * 255);
}

/* OKLab and linear sRGB (Björn Ottosson, "A perceptual color space for image processing", 2020). */
static struct linear from_oklab(struct oklab c)
{
    double l = pow(c.lightness + 0.3963377774 * c.a + 0.2158037573 * c.b, 3);
    double m = pow(c.lightness - 0.1055613458 * c.a - 0.0638541728 * c.b, 3);
    double s = pow(c.lightness - 0.0894841775 * c.a - 1.2914855480 * c.b, 3);
    return (struct linear){4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                           -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                           -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

static struct oklab to_oklab(struct colour colour)
{
    struct linear c = {decode(colour.red), decode(colour.green), decode(colour.blue)};
    double l = cbrt(0.4122214708 * c.red + 0.5363325363 * c.green + 0.0514459929 * c.blue);
    double m = cbrt(0.2119034982 * c.red + 0.6806995451 * c.green + 0.1073969566 * c.blue);
    double s = cbrt(0.0883024619 * c.red + 0.2817188376 * c.green + 0.6299787005 * c.blue);
    return (struct oklab){0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

static bool in_gamut(struct linear c)
{
    return c.red >= -1e-4 && c.red <= 1.0001 && c.green >= -1e-4 && c.green <= 1.0001 &&
           c.blue >= -1e-4 && c.blue <= 1.0001;
}

static struct oklab with_chroma(struct oklab c, double part)
{
    return (struct oklab){c.lightness, c.a * part, c.b * part};
}

/* The sRGB colour of this lightness and hue, as colourful as asked for or as the gamut allows. */
static struct colour to_colour(struct oklab c)
{
    double part = 1;
    while (part > 0 && !in_gamut(from_oklab(with_chroma(c, part))))
        part -= 0.01;
    struct linear linear = from_oklab(with_chroma(c, fmax(part, 0)));
    return (struct colour){to_byte(encode(clamp(linear.red, 0, 1))),
                           to_byte(encode(clamp(linear.green, 0, 1))),
                           to_byte(encode(clamp(linear.blue, 0, 1)))};
}

/* A stop of a ramp in OKLCH; `at` is its place on the scale. */
struct stop {
    double at, lightness, chroma, hue;
};

enum { STOPS = 5, OWN_KINDS = PALETTE_SAFE + 1 };

/* Chosen for an order of CIE L* that readers without red or green cones see too, and for steps that
   can be told apart where most functions are, below 5 per cent. Red is dark to those readers: on
   dark the yellow stop must be dim for it. The way from blue to orange leads past grey, quickly. */
static const struct stop ramps[THEMES][OWN_KINDS][STOPS] = {
    [THEME_LIGHT] = {[PALETTE_HOT] = {{0, .96, .05, 150},
                                      {.25, .89, .125, 112},
                                      {.5, .83, .155, 88},
                                      {.78, .715, .175, 52},
                                      {1, .6, .215, 28}},
                     [PALETTE_SAFE] = {{0, .965, .018, 240},
                                       {.31, .845, .08, 247},
                                       {.44, .795, .095, 78},
                                       {.75, .71, .14, 60},
                                       {1, .605, .16, 47}}},
    [THEME_DARK] = {[PALETTE_HOT] = {{0, .33, .055, 175},
                                     {.27, .42, .105, 136},
                                     {.43, .505, .11, 72},
                                     {.77, .61, .165, 45},
                                     {1, .685, .2, 28}},
                    [PALETTE_SAFE] = {{0, .33, .075, 250},
                                      {.29, .455, .105, 247},
                                      {.44, .54, .09, 78},
                                      {.75, .65, .13, 62},
                                      {1, .75, .165, 58}}},
};

static double opponent(const struct stop *stop, double (*axis)(double))
{
    return stop->chroma * axis(stop->hue * 3.14159265358979323846 / 180);
}

/* Straight through OKLab from stop to stop. */
static struct colour on_ramp(const struct stop *stops, double place)
{
    int i = 0;
    while (i + 2 < STOPS && place > stops[i + 1].at)
        i++;
    const struct stop *from = &stops[i];
    const struct stop *to = &stops[i + 1];
    double part = clamp((place - from->at) / (to->at - from->at), 0, 1);
    return to_colour((struct oklab){mix(from->lightness, to->lightness, part),
                                    mix(opponent(from, cos), opponent(to, cos), part),
                                    mix(opponent(from, sin), opponent(to, sin), part)});
}

/* gprof2dot's ramps run straight through hue, saturation and lightness. */
struct hsl_ramp {
    double from[3], to[3];
};

static const struct hsl_ramp hsl_ramps[PALETTE_KINDS] = {
    [PALETTE_COLOR] = {{2.0 / 3, .8, .25}, {0, 1, .5}}, [PALETTE_PINK] = {{0, 1, .9}, {0, 1, .5}},
    [PALETTE_GRAY] = {{0, 0, .85}, {0, 0, 0}},          [PALETTE_BW] = {{0, 0, 0}, {0, 0, 0}},
    [PALETTE_PRINT] = {{0, 0, 1}, {0, 0, 1}},
};

/* One channel of an HSL colour (CSS Color 3, 4.2.4). */
static double hsl_channel(const double hsl[3], double shift)
{
    double top = hsl[2] <= .5 ? hsl[2] * (hsl[1] + 1) : hsl[2] + hsl[1] - hsl[2] * hsl[1];
    double bottom = hsl[2] * 2 - top;
    double hue = hsl[0] + shift;
    hue -= floor(hue);
    if (hue * 6 < 1)
        return mix(bottom, top, hue * 6);
    if (hue * 2 < 1)
        return top;
    return hue * 3 < 2 ? mix(bottom, top, 4 - hue * 6) : bottom;
}

static struct colour on_hsl_ramp(const struct hsl_ramp *ramp, double place)
{
    double hsl[3];
    for (int i = 0; i < 3; i++)
        hsl[i] = mix(ramp->from[i], ramp->to[i], place);
    return (struct colour){to_byte(hsl_channel(hsl, 1.0 / 3)), to_byte(hsl_channel(hsl, 0)),
                           to_byte(hsl_channel(hsl, -1.0 / 3))};
}

static bool has_own_ramp(const struct palette *palette)
{
    return palette->kind == PALETTE_HOT || palette->kind == PALETTE_SAFE;
}

/* Place on the scale, 0 to 1. Our own ramps take the square root of the share, so that 1, 5, 20 and
   80 per cent can be told apart. */
static double place_of(const struct palette *palette, double share)
{
    double place = clamp(share, 0, 1);
    if (has_own_ramp(palette))
        place = sqrt(place);
    if (palette->skew <= 0 || fabs(palette->skew - 1) < 1e-9)
        return place;
    return (pow(palette->skew, place) - 1) / (palette->skew - 1);
}

bool palette_plain(const struct palette *palette)
{
    return palette->kind == PALETTE_BW || palette->kind == PALETTE_PRINT;
}

static struct colour fill_at(const struct palette *palette, double place)
{
    return has_own_ramp(palette) ? on_ramp(ramps[palette->theme][palette->kind], place)
                                 : on_hsl_ramp(&hsl_ramps[palette->kind], place);
}

struct colour palette_fill(const struct palette *palette, double share)
{
    return fill_at(palette, place_of(palette, share));
}

struct colour palette_pen(const struct palette *palette, double share)
{
    static const double faint[THEMES] = {[THEME_LIGHT] = .78, [THEME_DARK] = .44};
    static const double strong[THEMES] = {[THEME_LIGHT] = .50, [THEME_DARK] = .80};
    if (palette_plain(palette))
        return palette_ink(palette, INK_STRONG);
    double place = place_of(palette, share);
    return to_colour(
        (struct oklab){mix(faint[palette->theme], strong[palette->theme], place), 0, 0});
}

struct colour palette_hot_pen(const struct palette *palette, double share)
{
    static const double least = .86; /* yellow could not be seen on white */
    if (palette->kind == PALETTE_GRAY || palette_plain(palette))
        return palette_ink(palette, INK_STRONG);
    if (!has_own_ramp(palette))
        return fill_at(palette, 1);
    return fill_at(palette, mix(least, 1, place_of(palette, share)));
}

struct colour palette_warm_pen(const struct palette *palette, double share)
{
    static const double darker = .82;
    if (palette->kind == PALETTE_GRAY || palette_plain(palette))
        return palette_pen(palette, share);
    struct colour c = palette_fill(palette, share);
    if (palette->theme == THEME_DARK)
        return c;
    return (struct colour){(uint8_t)(c.red * darker), (uint8_t)(c.green * darker),
                           (uint8_t)(c.blue * darker)};
}

struct colour palette_border(const struct palette *palette, struct colour fill)
{
    static const double darker = .76, lighter = .11, much_lighter = .15;
    static const double too_dark = .35, above_page = .42; /* lightnesses in OKLab */
    if (palette_plain(palette))
        return palette_ink(palette, INK_STRONG);
    struct oklab c = to_oklab(fill);
    if (palette->theme == THEME_DARK)
        c.lightness = fmax(c.lightness + lighter, above_page);
    else if (c.lightness < too_dark)
        c.lightness += much_lighter;
    else
        c = (struct oklab){c.lightness * darker, c.a * darker, c.b * darker};
    return to_colour(c);
}

static double luminance(struct colour c)
{
    return 0.2126 * decode(c.red) + 0.7152 * decode(c.green) + 0.0722 * decode(c.blue);
}

double palette_contrast(struct colour a, struct colour b)
{
    double x = luminance(a);
    double y = luminance(b);
    return x > y ? (x + .05) / (y + .05) : (y + .05) / (x + .05);
}

struct colour palette_text(struct colour fill)
{
    static const struct colour black = {0, 0, 0};
    static const struct colour white = {0xff, 0xff, 0xff};
    return palette_contrast(fill, black) >= palette_contrast(fill, white) ? black : white;
}

struct colour palette_page(const struct palette *palette)
{
    static const struct colour pages[THEMES] = {
        [THEME_LIGHT] = {0xff, 0xff, 0xff}, [THEME_DARK] = {0x16, 0x18, 0x1c}};
    return pages[palette->theme];
}

struct colour palette_ink(const struct palette *palette, enum ink ink)
{
    static const struct colour inks[THEMES][INKS] = {
        [THEME_LIGHT] = {{0x1f, 0x23, 0x28}, {0x57, 0x60, 0x6a}},
        [THEME_DARK] = {{0xe6, 0xe8, 0xeb}, {0x9a, 0xa1, 0xaa}},
    };
    static const struct colour black = {0, 0, 0};
    /* Printers dither greys. */
    if (palette_plain(palette) && palette->theme == THEME_LIGHT)
        return black;
    return inks[palette->theme][ink];
}

static uint8_t between(uint8_t from, uint8_t to, double part)
{
    return (uint8_t)lround(from + (to - from) * part);
}

struct colour palette_signed(enum theme theme, double part)
{
    static const struct colour rest[THEMES] = {{0xee, 0xee, 0xee}, {0x33, 0x36, 0x3a}};
    static const struct colour ends[THEMES][2] = {{{0x2b, 0x7b, 0xba}, {0xe6, 0x6f, 0x12}},
                                                  {{0x5f, 0xb0, 0xea}, {0xff, 0x9a, 0x45}}};
    const struct colour *from = &rest[theme], *to = &ends[theme][part > 0];
    double size = sqrt(fmin(fabs(part), 1));
    return (struct colour){between(from->red, to->red, size), between(from->green, to->green, size),
                           between(from->blue, to->blue, size)};
}
