#include "input/stacks/collapsed_line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static struct str without_blanks(struct str text)
{
    while (text.size && is_blank(text.data[text.size - 1]))
        text.size--;
    return text;
}

/* Most weights are these. */
static bool parse_count(struct str text, struct collapsed_line *line)
{
    enum { MOST_DIGITS = 15 }; /* so that a double holds them all */
    int64_t number = 0;
    if (!text.size || text.size > MOST_DIGITS)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        unsigned digit = (unsigned)(unsigned char)text.data[i] - '0';
        if (digit > 9)
            return false;
        number = number * 10 + (int64_t)digit;
    }
    line->samples = number;
    line->weight = (double)number;
    return true;
}

static bool parse_decimal(struct str text, double *weight)
{
    char number[64];
    char *end = number;
    if (!text.size || text.size >= sizeof number)
        return false;
    for (size_t i = 0; i < text.size; i++)
        if (!text.data[i] || !strchr("0123456789+-.eE", text.data[i]))
            return false;
    memcpy(number, text.data, text.size);
    number[text.size] = '\0';
    *weight = strtod(number, &end);
    return *end == '\0' && isfinite(*weight);
}

static bool bad(struct error *reason, struct collapsed_line *line, const char *what,
                struct str value)
{
    enum { SHOWN = 60 };
    line->kind = COLLAPSED_BAD;
    if (!reason)
        return false;
    struct str shown = str_first(value, SHOWN);
    return error_set(reason, ERROR_INPUT, "'%.*s%s' %s", (int)shown.size, shown.data,
                     shown.size < value.size ? "..." : "", what);
}

static bool parse_weight(struct str text, struct collapsed_line *line, struct error *reason)
{
    const double most = 9e18; /* below 2^63 */
    if (parse_count(text, line))
        return true;
    if (!parse_decimal(text, &line->weight))
        return bad(reason, line,
                   "is no weight; a line is a stack's frames, joined by ';', a blank and a number",
                   text);
    if (line->weight < 0)
        return bad(reason, line, "is negative: a difference of two profiles? Give one of them",
                   text);
    line->samples = (int64_t)(line->weight < most ? round(line->weight) : most);
    return true;
}

struct collapsed_line collapsed_line(struct str text, struct error *reason)
{
    struct collapsed_line line = {.kind = COLLAPSED_STACK};
    struct str trimmed = without_blanks(text);
    if (!trimmed.size) {
        line.kind = COLLAPSED_BLANK;
        return line;
    }
    if (trimmed.data[0] == '#' && (trimmed.size == 1 || trimmed.data[1] == ' ')) {
        line.kind = COLLAPSED_COMMENT;
        line.frames = str_from(trimmed, 1);
        return line;
    }
    size_t blank = trimmed.size;
    while (blank > 0 && !is_blank(trimmed.data[blank - 1]))
        blank--;
    if (blank == 0)
        bad(reason, &line,
            "has no weight; a line is a stack's frames, joined by ';', a blank and a number",
            trimmed);
    else if (parse_weight(str_from(trimmed, blank), &line, reason))
        line.frames = str_first(trimmed, blank - 1);
    return line;
}
