#include "view/words/signed.h"

#include <math.h>

#include "view/number.h"

/* From this factor on it is told as one, below it in per cent. */
#define FACTOR_FROM 1.5

/* As many per cent say nothing. */
#define TIMES_FROM 100

static void sign(struct buf *out, double change)
{
    buf_text(out, change > 0 ? "+" : change < 0 ? "−" : "");
}

void signed_cost(struct buf *out, double change, const struct unit *unit)
{
    sign(out, change);
    number_cost(out, fabs(change), unit);
}

void signed_count(struct buf *out, int64_t before, int64_t after)
{
    bool is_more = after > before;
    uint64_t size =
        is_more ? (uint64_t)after - (uint64_t)before : (uint64_t)before - (uint64_t)after;
    sign(out, after == before ? 0 : is_more ? 1 : -1);
    number_count(out, size > INT64_MAX ? INT64_MAX : (int64_t)size);
}

void signed_part(struct buf *out, double before, double after)
{
    if (before <= 0 || after <= 0) {
        buf_text(out, after > 0 ? "new" : before > 0 ? "gone" : "");
        return;
    }
    double change = (after - before) / before;
    if (after / before >= TIMES_FROM) {
        buf_text(out, "×");
        signed_times(out, after / before);
        return;
    }
    sign(out, change);
    number_percent(out, fabs(change));
}

void signed_times(struct buf *out, double factor)
{
    if (factor < 9.95)
        buf_format(out, "%.1f", factor);
    else
        number_count(out, (int64_t)(factor < 1e15 ? round(factor) : 1e15));
}

void signed_factor(struct buf *out, double before, double after, const struct unit *unit)
{
    bool is_time = unit->kind != UNIT_EVENTS;
    bool is_less = after < before;
    double factor = is_less ? before / after : after / before;
    if (factor >= FACTOR_FROM) {
        signed_times(out, factor);
        buf_text(out, is_time   ? is_less ? " times as fast" : " times as slow"
                      : is_less ? " times less"
                                : " times as much");
        return;
    }
    number_percent(out, fabs(after - before) / before);
    buf_text(out, is_time ? is_less ? " less time" : " more time" : is_less ? " less" : " more");
}
