#include "view/words/run_words.h"

#include <inttypes.h>

#include "view/number.h"

/* A part of the time of a kind from which on its waiting is told. */
#define LEAST_WAITING 0.1

static void say_whose(const struct run_parts *parts, enum run_kind kind, struct buf *out)
{
    uint64_t count = parts->of[kind].count;
    if (kind == RUN_MAIN)
        buf_text(out, parts->of[RUN_THREADS].count ? "the main thread" : "the main process");
    else if (kind == RUN_THREADS)
        buf_format(out, "%" PRIu64 " other thread%s", count, count == 1 ? "" : "s");
    else
        buf_format(out, "%" PRIu64 " child process%s", count, count == 1 ? "" : "es");
}

void run_parts_say(const struct run_parts *parts, double total, const struct unit *unit,
                   struct buf *out)
{
    const char *before = " are a sum: ";
    buf_text(out, "The ");
    number_cost(out, total, unit);
    for (int i = 0; i < RUN_KINDS; i++) {
        const struct run_part *part = &parts->of[i];
        if (!part->count)
            continue;
        buf_text(out, before);
        number_cost(out, part->time, unit);
        buf_text(out, " of ");
        say_whose(parts, (enum run_kind)i, out);
        if (part->waiting > LEAST_WAITING * part->time) {
            buf_text(out, " (");
            number_cost(out, part->waiting, unit);
            buf_text(out, " waiting)");
        }
        before = ", ";
    }
    buf_char(out, '.');
}
