#include "view/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static void grouped(struct buf *out, const char *digits)
{
    size_t size = str_of(digits).size;
    for (size_t i = 0; i < size; i++) {
        if (i && (size - i) % 3 == 0)
            buf_char(out, ' ');
        buf_char(out, digits[i]);
    }
}

/* Rounds to three digits first, so that 999.9 ms becomes 1 s; then picks the unit. */
void number_time(struct buf *out, double seconds)
{
    static const char *const units[] = {"s", "ms", "µs", "ns"};
    if (seconds < 0)
        buf_char(out, '-');
    seconds = fabs(seconds);
    if (seconds >= 999.5) {
        char digits[400];
        snprintf(digits, sizeof digits, "%.0f", seconds);
        grouped(out, digits);
        buf_text(out, " s");
        return;
    }
    char rounded[32];
    snprintf(rounded, sizeof rounded, "%.2e", seconds);
    int exponent = (int)strtol(rounded + 5, NULL, 10); /* "d.dde[+-]dd" */
    int unit = exponent >= 0 ? 0 : (2 - exponent) / 3;
    if (seconds == 0 || unit > 3)
        unit = seconds == 0 ? 0 : 3;
    double value = strtod(rounded, NULL) * pow(10, 3 * unit);
    int digits = exponent + 3 * unit; /* before the point, less one */
    int decimals = digits >= 2 || seconds == 0 ? 0 : digits >= 0 ? 2 - digits : 2;
    if (unit == 3)
        decimals = 0;
    if (unit == 3 && value < 1)
        buf_text(out, "<1 ns");
    else
        buf_format(out, "%.*f %s", decimals, value, units[unit]);
}

/* Whole numbers up to a hundred thousand as they are, others with three digits. */
static void short_count(struct buf *out, double value)
{
    static const char *const factors[] = {"", "k ", "M ", "G ", "T ", "P ", "E "};
    char text[400];
    if (fabs(value) < 99999.5) {
        bool is_whole = value == floor(value) || fabs(value) >= 999.5;
        snprintf(text, sizeof text, is_whole ? "%.0f" : "%.3g", value);
        if (value >= 0 && is_whole)
            grouped(out, text);
        else
            buf_text(out, text);
        buf_char(out, ' ');
        return;
    }
    int factor = 1;
    while (factor < 6 && fabs(value) / pow(1000, factor) >= 999.5)
        factor++;
    double scaled = value / pow(1000, factor);
    buf_format(out, "%.*f %s",
               fabs(scaled) < 9.995   ? 2
               : fabs(scaled) < 99.95 ? 1
                                      : 0,
               scaled, factors[factor]);
}

void number_cost(struct buf *out, double cost, const struct unit *unit)
{
    if (unit->kind == UNIT_SECONDS) {
        number_time(out, cost);
    } else if (unit->kind == UNIT_SAMPLES) {
        number_count(out, (int64_t)(fabs(cost) < 9e18 ? round(cost) : 9e18));
        buf_text(out, round(cost) == 1 ? " sample" : " samples");
    } else {
        short_count(out, cost);
        buf_text(out, unit->name);
    }
}

const char *number_noun(const struct unit *unit)
{
    static const char *const nouns[] = {
        [UNIT_SECONDS] = "time", [UNIT_SAMPLES] = "samples", [UNIT_EVENTS] = "cost"};
    return nouns[unit->kind];
}

void number_percent(struct buf *out, double share)
{
    double percent = share * 100;
    if (fabs(percent) >= 10000)
        buf_text(out, percent > 0 ? ">10 000 %" : "<-10 000 %");
    else if (percent == 0)
        buf_text(out, "0 %");
    else if (fabs(percent) < 0.05)
        buf_text(out, percent > 0 ? "<0.1 %" : ">-0.1 %");
    else
        buf_format(out, "%.*f %%", fabs(percent) < 9.95 ? 1 : 0, percent);
}

void number_count(struct buf *out, int64_t count)
{
    char digits[32];
    uint64_t size = count < 0 ? (uint64_t) - (count + 1) + 1 : (uint64_t)count;
    snprintf(digits, sizeof digits, "%" PRIu64, size);
    if (count < 0)
        buf_char(out, '-');
    grouped(out, digits);
}
