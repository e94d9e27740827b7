#include "output/icicle_svg.h"

#include <inttypes.h>
#include <stdio.h>

#include "output/escape.h"
#include "view/measure.h"

/* Pixels. */
enum { ROW = 19, GAP = 1, BASELINE = 13, INDENT = 4, EDGE = 8, LEGEND_LINE = 16 };

static void add_colour(struct buf *out, const char *attribute, struct colour c)
{
    buf_format(out, " %s=\"#%02x%02x%02x\"", attribute, c.red, c.green, c.blue);
}

/* Texts have the length they were measured to have, whatever fonts there are. */
static void add_length(struct buf *out, double width)
{
    buf_format(out, " textLength=\"%.2f\" lengthAdjust=\"spacingAndGlyphs\"", width);
}

static void add_rule(struct buf *out, struct str prefix, const char *selector, struct colour c)
{
    buf_char(out, '#');
    buf_str(out, prefix);
    buf_format(out, "svg %s{fill:#%02x%02x%02x}\n", selector, c.red, c.green, c.blue);
}

static void add_dark_rules(const struct icicle *icicle, struct str prefix, struct buf *out)
{
    add_rule(out, prefix, ".page", icicle->page[THEME_DARK]);
    add_rule(out, prefix, ".ink", icicle->ink[THEME_DARK]);
    add_rule(out, prefix, ".cut rect", icicle->cut[THEME_DARK]);
    add_rule(out, prefix, ".cut text", palette_text(icicle->cut[THEME_DARK]));
    for (int i = 0; i < ICICLE_STEPS; i++) {
        char selector[32];
        snprintf(selector, sizeof selector, ".h%d rect", i);
        add_rule(out, prefix, selector, icicle->steps[i].fill[THEME_DARK]);
        snprintf(selector, sizeof selector, ".h%d text", i);
        add_rule(out, prefix, selector, icicle->steps[i].text[THEME_DARK]);
    }
}

static void add_style(const struct icicle *icicle, const struct svg_style *style, struct str prefix,
                      struct buf *out)
{
    buf_text(out, "<style>\n#");
    buf_str(out, prefix);
    buf_text(out, "svg:not(:root){max-width:100%;height:auto}\n");
    if (style->both_themes) {
        buf_text(out, "@media (prefers-color-scheme:dark){\n");
        add_dark_rules(icicle, prefix, out);
        buf_text(out, "}\n");
    }
    buf_text(out, "</style>\n");
}

/* Pixels: how far down the blocks begin, below the lines that explain them. */
static uint32_t top_of(const struct icicle *icicle)
{
    return (uint32_t)icicle->legend_count * LEGEND_LINE + EDGE;
}

static void add_block(const struct icicle *icicle, const struct icicle_block *block,
                      enum theme theme, struct str prefix, struct buf *out)
{
    bool is_grey = block->is_quiet || block->kind == ICICLE_CUT || block->kind == ICICLE_GAP;
    const struct icicle_step *step = &icicle->steps[block->step];
    struct colour fill = is_grey ? icicle->cut[theme] : step->fill[theme];
    uint32_t y = top_of(icicle) + block->row * ROW;
    double width = block->width > 2 * GAP ? block->width - GAP : block->width;
    if (is_grey)
        buf_text(out, "<g class=\"cut\">");
    else
        buf_format(out, "<g class=\"h%d\">", block->step);
    buf_text(out, "<title>");
    escape_xml(out, block->tooltip);
    buf_format(out, "</title><rect x=\"%.2f\" y=\"%" PRIu32 "\" width=\"%.2f\" height=\"%d\"",
               block->x, y, width, ROW - GAP);
    add_colour(out, "fill", fill);
    buf_text(out, "/>");
    if (block->kind == ICICLE_ESTIMATED) {
        buf_format(out, "<path d=\"M%.2f %" PRIu32 "h%.2fv%dh-%.2fz\" fill=\"url(#", block->x, y,
                   width, ROW - GAP, width);
        buf_str(out, prefix);
        buf_text(out, "hatch)\"/>");
    }
    if (block->kind == ICICLE_GUESSED) {
        buf_format(out, "<path d=\"M%.2f %" PRIu32 ".5h%.2f\" stroke-dasharray=\"1 2\"", block->x,
                   y, width);
        add_colour(out, "stroke", palette_text(fill));
        buf_text(out, "/>");
    }
    if (block->label.size) {
        buf_format(out, "<text x=\"%.2f\" y=\"%" PRIu32 "\"%s", block->x + INDENT, y + BASELINE,
                   block->is_own ? " font-weight=\"bold\"" : "");
        add_length(out, block->label_width);
        add_colour(out, "fill", palette_text(fill));
        buf_char(out, '>');
        escape_xml(out, block->label);
        buf_text(out, "</text>");
    }
    buf_text(out, "</g>\n");
}

/* Stripes that leave the text on them readable in either ink. */
static void add_hatch(struct str prefix, struct buf *out)
{
    buf_text(out, "<defs><pattern id=\"");
    buf_str(out, prefix);
    buf_text(out, "hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                  "patternTransform=\"rotate(45)\"><path d=\"M1 0v6\" stroke=\"#808080\" "
                  "stroke-opacity=\".3\" stroke-width=\"2\"/></pattern></defs>\n");
}

static void add_legend(const struct icicle *icicle, enum theme theme, struct buf *out)
{
    for (int i = 0; i < icicle->legend_count; i++) {
        buf_format(out, "<text class=\"ink\" x=\"0\" y=\"%d\"", i * LEGEND_LINE + BASELINE);
        add_length(out, measure_text(icicle->legend[i], MEASURE_SANS, ICICLE_FONT));
        add_colour(out, "fill", icicle->ink[theme]);
        buf_char(out, '>');
        escape_xml(out, icicle->legend[i]);
        buf_text(out, "</text>\n");
    }
}

static void add_head(const struct icicle *icicle, const struct svg_style *style, struct str prefix,
                     struct buf *out)
{
    double width = icicle->width + 2 * EDGE;
    uint32_t height = top_of(icicle) + icicle->rows * ROW + 2 * EDGE;
    int size = (int)prefix.size;
    buf_format(out,
               "<svg id=\"%.*ssvg\" role=\"img\" aria-labelledby=\"%.*stitle\" "
               "xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%" PRIu32
               "\" viewBox=\"-%d -%d %.0f %" PRIu32 "\" font-family=\"" MEASURE_SANS_FONTS "\" "
               "font-size=\"%d\">\n<title id=\"%.*stitle\">",
               size, prefix.data, size, prefix.data, width, height, EDGE, EDGE, width, height,
               ICICLE_FONT, size, prefix.data);
    escape_xml(out, icicle->title);
    buf_text(out, "</title>\n");
    add_style(icicle, style, prefix, out);
    add_hatch(prefix, out);
    if (style->transparent)
        return;
    buf_format(out,
               "<rect class=\"page\" x=\"-%d\" y=\"-%d\" width=\"%.0f\" height=\"%" PRIu32 "\"",
               EDGE, EDGE, width, height);
    add_colour(out, "fill", icicle->page[style->theme]);
    buf_text(out, "/>\n");
}

/* Made from what is drawn, so that several pictures in one page do not share ids. */
static struct str prefix_of(const struct icicle *icicle, struct buf *text)
{
    static const uint64_t seed[2] = {0};
    struct buf all = {0};
    for (uint32_t i = 0; i < icicle->count; i++) {
        buf_str(&all, icicle->blocks[i].tooltip);
        buf_char(&all, '\0');
    }
    buf_format(text, "p%08" PRIx32 "_", (uint32_t)str_hash(buf_slice(&all), seed));
    buf_free(&all);
    return buf_slice(text);
}

void icicle_svg_write(const struct icicle *icicle, const struct svg_style *style, struct buf *out)
{
    struct buf made = {0};
    struct str prefix = style->id_prefix ? str_of(style->id_prefix) : prefix_of(icicle, &made);
    add_head(icicle, style, prefix, out);
    add_legend(icicle, style->theme, out);
    for (uint32_t i = 0; i < icicle->count; i++)
        add_block(icicle, &icicle->blocks[i], style->theme, prefix, out);
    buf_text(out, "</svg>\n");
    buf_free(&made);
}
