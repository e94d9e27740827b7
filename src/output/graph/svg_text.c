#include "output/graph/svg_text.h"

#include <stdlib.h>
#include <string.h>

#include "view/measure.h"

/* What dot_write sets for all texts that say nothing else. */
#define USUAL_SIZE 9

/* What follows `key` in a tag, as a number; `otherwise` if the key is not there. */
static double number_after(struct str tag, struct str key, double otherwise)
{
    while (tag.size && !str_starts(tag, key))
        tag = str_from(tag, 1);
    if (!tag.size)
        return otherwise;
    char number[32] = {0};
    struct str value = str_from(tag, key.size);
    value = str_first(value, str_find(value, '"'));
    memcpy(number, value.data, value.size < sizeof number - 1 ? value.size : sizeof number - 1);
    return strtod(number, NULL);
}

/* Appends the character that a reference stands for: "&amp;", "&#160;". Its size in bytes. */
static size_t add_reference(struct str text, struct buf *out)
{
    static const struct {
        struct str name;
        char meant;
    } names[] = {{{"&amp;", 5}, '&'},  {{"&lt;", 4}, '<'},   {{"&gt;", 4}, '>'},
                 {{"&quot;", 6}, '"'}, {{"&#39;", 5}, '\''}, {{"&#45;", 5}, '-'}};
    static const struct str blank = {"&#160;", 6};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_starts(text, names[i].name)) {
            buf_char(out, names[i].meant);
            return names[i].name.size;
        }
    if (!str_starts(text, blank))
        return 0;
    buf_text(out, "\u00a0");
    return blank.size;
}

/* What a viewer shows of the text: references are what they stand for, blanks at its ends and
   doubled ones go. */
static void add_shown(struct str text, struct buf *out)
{
    while (text.size) {
        size_t size = text.data[0] == '&' ? add_reference(text, out) : 0;
        if (!size) {
            bool drop = text.data[0] == ' ' && (!out->size || out->data[out->size - 1] == ' ');
            if (!drop)
                buf_char(out, text.data[0]);
            size = 1;
        }
        text = str_from(text, size);
    }
    if (out->size && out->data[out->size - 1] == ' ')
        buf_cut(out, out->size - 1);
}

void svg_text_length(struct str tag, struct str text, struct buf *out)
{
    struct buf shown = {0};
    add_shown(str_first(text, str_find(text, '<')), &shown);
    bool bold = str_contains(tag, STR(" font-weight=\"bold\""));
    double size = number_after(tag, STR(" font-size=\""), USUAL_SIZE);
    double width = measure_text(buf_slice(&shown), bold ? MEASURE_SANS_BOLD : MEASURE_SANS, size);
    if (width > 0)
        buf_format(out, " textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\"", width);
    buf_free(&shown);
}
