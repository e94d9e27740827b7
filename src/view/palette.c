#include "view/palette.h"

#include <math.h>

struct linear {
    double red, green, blue;
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

/* OKLab to linear sRGB (Björn Ottosson, "A perceptual color space for image processing", 2020). */
static struct linear from_oklab(double lightness, double a, double b)
{
    double l = pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
    double m = pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
    double s = pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
    return (struct linear){4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                           -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                           -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

static bool in_gamut(struct linear c)
{
    return c.red >= -1e-4 && c.red <= 1.0001 && c.green >= -1e-4 && c.green <= 1.0001 &&
           c.blue >= -1e-4 && c.blue <= 1.0001;
}

/* The sRGB colour of this lightness and hue, as colourful as asked for or as the gamut allows. */
static struct colour oklab(double lightness, double a, double b)
{
    double part = 1;
    while (part > 0 && !in_gamut(from_oklab(lightness, a * part, b * part)))
        part -= 0.01;
    part = part > 0 ? part : 0;
    struct linear c = from_oklab(lightness, a * part, b * part);
    return (struct colour){to_byte(encode(clamp(c.red, 0, 1))),
                           to_byte(encode(clamp(c.green, 0, 1))),
                           to_byte(encode(clamp(c.blue, 0, 1)))};
}

/* A stop of a ramp in OKLCH; `at` is its place on the scale. */
struct stop {
    double at, lightness, chroma, hue;
};

enum { STOPS = 4 };

static const struct stop hot_stops[STOPS] = {
    {0, .93, .07, 145}, {.35, .88, .13, 110}, {.65, .77, .155, 70}, {1, .60, .205, 28}};

static const struct stop safe_stops[STOPS] = {
    {0, .93, .045, 250}, {.4, .84, .09, 245}, {.65, .77, .10, 70}, {1, .60, .16, 50}};

static double opponent(const struct stop *stop, double (*axis)(double))
{
    return stop->chroma * axis(stop->hue * 3.14159265358979323846 / 180);
}

/* Straight through OKLab from stop to stop: from blue to orange that leads past grey, not green. */
static struct colour on_ramp(const struct stop *stops, double place)
{
    int i = 0;
    while (i + 2 < STOPS && place > stops[i + 1].at)
        i++;
    const struct stop *from = &stops[i];
    const struct stop *to = &stops[i + 1];
    double part = clamp((place - from->at) / (to->at - from->at), 0, 1);
    return oklab(mix(from->lightness, to->lightness, part),
                 mix(opponent(from, cos), opponent(to, cos), part),
                 mix(opponent(from, sin), opponent(to, sin), part));
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

/* Place on the scale, 0 to 1. Our own ramps take the square root of the share, so that 1, 5, 20 and
   80 per cent can be told apart. */
static double place_of(const struct palette *palette, double share)
{
    double place = clamp(share, 0, 1);
    if (palette->kind == PALETTE_HOT || palette->kind == PALETTE_SAFE)
        place = sqrt(place);
    if (palette->skew <= 0 || fabs(palette->skew - 1) < 1e-9)
        return place;
    return (pow(palette->skew, place) - 1) / (palette->skew - 1);
}

const char *palette_name(enum palette_kind kind)
{
    static const char *const names[PALETTE_KINDS] = {"hot",  "safe", "color", "pink",
                                                     "gray", "bw",   "print"};
    return names[kind];
}

bool palette_find(struct str name, enum palette_kind *kind)
{
    for (int i = 0; i < PALETTE_KINDS; i++) {
        if (str_equal(name, str_of(palette_name((enum palette_kind)i)))) {
            *kind = (enum palette_kind)i;
            return true;
        }
    }
    return false;
}

struct colour palette_fill(const struct palette *palette, double share)
{
    double place = place_of(palette, share);
    if (palette->kind == PALETTE_HOT)
        return on_ramp(hot_stops, place);
    if (palette->kind == PALETTE_SAFE)
        return on_ramp(safe_stops, place);
    return on_hsl_ramp(&hsl_ramps[palette->kind], place);
}

static uint8_t mix_bytes(uint8_t from, uint8_t to, double part)
{
    return (uint8_t)lround(mix(from, to, part));
}

struct colour palette_pen(const struct palette *palette, double share)
{
    static const struct colour grey = {0x96, 0x96, 0x96};
    double place = place_of(palette, share);
    if (palette->kind == PALETTE_BW || palette->kind == PALETTE_PRINT)
        return (struct colour){0, 0, 0};
    if (palette->kind >= PALETTE_COLOR)
        return on_hsl_ramp(&hsl_ramps[palette->kind], place);
    struct colour heat = palette_fill(palette, 1);
    return (struct colour){mix_bytes(grey.red, heat.red, place),
                           mix_bytes(grey.green, heat.green, place),
                           mix_bytes(grey.blue, heat.blue, place)};
}

struct colour palette_border(struct colour fill)
{
    static const double darker = .68;
    if (fill.red == 0xff && fill.green == 0xff && fill.blue == 0xff)
        return (struct colour){0, 0, 0};
    return (struct colour){mix_bytes(0, fill.red, darker), mix_bytes(0, fill.green, darker),
                           mix_bytes(0, fill.blue, darker)};
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
