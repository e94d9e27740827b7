#include "view/look.h"

#include <math.h>

/* Steps of the heat, even in the square root of the share: small ones can be told apart. */
enum { STEPS = 32 };

struct look look_make(struct canvas *canvas, const struct palette *palette)
{
    struct look look = {.canvas = canvas, .is_plain = palette_plain(palette)};
    const struct palette *light = &look.palettes[THEME_LIGHT];
    const struct palette *dark = &look.palettes[THEME_DARK];
    for (int theme = THEME_LIGHT; theme < THEMES; theme++) {
        look.palettes[theme] = *palette;
        look.palettes[theme].theme = (enum theme)theme;
    }
    look.page = canvas->page = canvas_mix(canvas, palette_page(light), palette_page(dark));
    look.strong = canvas_mix(canvas, palette_ink(light, INK_STRONG), palette_ink(dark, INK_STRONG));
    look.muted = canvas_mix(canvas, palette_ink(light, INK_MUTED), palette_ink(dark, INK_MUTED));
    look.line = canvas_mix(canvas, palette_pen(light, 0.05), palette_pen(dark, 0.05));
    look.track = canvas_mix(canvas, palette_pen(light, 0), palette_pen(dark, 0));
    look.dark = look.muted;
    look.hot = canvas_mix(canvas, palette_hot_pen(light, 1), palette_hot_pen(dark, 1));
    return look;
}

static double step_of(double share)
{
    double clamped = share > 0 ? share < 1 ? share : 1 : 0;
    double root = round(sqrt(clamped) * STEPS) / STEPS;
    return root * root;
}

struct look_box look_heat(const struct look *look, double share)
{
    struct colour fill[THEMES], border[THEMES];
    double step = step_of(share);
    for (int theme = THEME_LIGHT; theme < THEMES; theme++) {
        fill[theme] = palette_fill(&look->palettes[theme], step);
        border[theme] = palette_border(&look->palettes[theme], fill[theme]);
    }
    struct look_box box = {
        .border = canvas_mix(look->canvas, border[THEME_LIGHT], border[THEME_DARK]),
        .text = look->strong,
    };
    if (look->is_plain)
        return box;
    box.fill = canvas_mix(look->canvas, fill[THEME_LIGHT], fill[THEME_DARK]);
    box.text =
        canvas_mix(look->canvas, palette_text(fill[THEME_LIGHT]), palette_text(fill[THEME_DARK]));
    return box;
}
