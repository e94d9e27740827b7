#include "view/words/run_words.h"

#include <inttypes.h>

#include "view/number.h"

/* Parts of the time of a kind: waiting is told from one on, computing up to the other. */
#define LEAST_WAITING 0.1
#define MOST_COMPUTING 0.9

/* Where no more than this part is computed, nearly all is waiting. */
#define HARDLY_ANY 0.1

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

/* What the processor did for a kind; where that is not known, what its functions tell. */
static void say_how(const struct run_part *part, const struct unit *unit, struct buf *out)
{
    bool is_known = !part->of_unknown;
    bool is_told = is_known ? part->computing < MOST_COMPUTING * part->time
                            : part->waiting > LEAST_WAITING * part->time;
    if (!is_told)
        return;
    buf_text(out, " (");
    number_cost(out, is_known ? part->computing : part->waiting, unit);
    buf_text(out, is_known ? " computing)" : " waiting)");
}

static bool hardly_computes(const struct run_parts *parts, double total)
{
    double computing = 0;
    uint64_t of_unknown = 0;
    for (int i = 0; i < RUN_KINDS; i++) {
        computing += parts->of[i].computing;
        of_unknown += parts->of[i].of_unknown;
    }
    return !of_unknown && computing <= HARDLY_ANY * total;
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
        say_how(part, unit, out);
        before = ", ";
    }
    buf_text(out, hardly_computes(parts, total) ? ". Nearly all of that is waiting." : ".");
}
