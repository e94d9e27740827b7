#include "output/page/page_changes.h"

#include <stdlib.h>

#include "base/hash/intern.h"
#include "base/memory.h"
#include "output/escape.h"
#include "output/page/page_data.h"
#include "output/page/page_numbers.h"

/* Both are at most PAGE_MOST. */
static void add_more(struct buf *out, uint64_t value, uint64_t other)
{
    page_signed(out, (int64_t)value - (int64_t)other);
}

static void add_more_cost(struct buf *out, double cost, double other, double quantum)
{
    add_more(out, page_quanta(cost, quantum), page_quanta(other, quantum));
}

void page_changes_functions(const struct html_base *base, double quantum, struct buf *out)
{
    const struct profile *before = base->profile, *after = &base->joined->profile;
    int64_t last = 0;
    for (uint32_t i = 0; i < before->function_count; i++) {
        const struct function *f = &before->functions[i];
        const struct function *g = &after->functions[base->joined->place[i]];
        int64_t place = base->joined->place[i];
        page_signed(out, place - last);
        last = place;
        add_more(out, page_whole(f->calls), page_whole(g->calls));
        add_more(out, page_data_recursive(before, f->calls, f->primitive),
                 page_data_recursive(after, g->calls, g->primitive));
        add_more_cost(out, f->own, g->own, quantum);
        add_more_cost(out, f->total, g->total, quantum);
    }
}

/* The calls after of the function that is being written, by callee. */
struct calls_after {
    uint32_t *call; /* of each function of the page: an index plus one of the call to it */
    const struct profile *profile;
};

/* Notes the calls that a function makes, or forgets them. */
static void note_calls(struct calls_after *after, uint32_t function, bool forgets)
{
    const struct profile *profile = after->profile;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        uint32_t call = profile->callees_of[i];
        after->call[profile->calls[call].callee] = forgets ? 0 : call + 1;
    }
}

static void add_edge(const struct html_base *base, const struct call *call,
                     const struct calls_after *after, double quantum, struct buf *out)
{
    static const struct call nothing = {0};
    uint32_t found = after->call[base->joined->place[call->callee]];
    const struct call *other = found ? &after->profile->calls[found - 1] : &nothing;
    add_more(out, page_whole(call->calls), page_whole(other->calls));
    page_number(out, page_data_packed(base->profile, call));
    add_more_cost(out, call->own, other->own, quantum);
    add_more_cost(out, call->total, other->total, quantum);
}

void page_changes_edges(const struct html_base *base, double quantum, struct buf *out)
{
    const struct profile *before = base->profile;
    struct calls_after after = {
        memory_new(base->joined->profile.function_count, sizeof *after.call),
        &base->joined->profile};
    for (uint32_t f = 0; f < before->function_count; f++) {
        uint32_t last = f;
        note_calls(&after, base->joined->place[f], false);
        page_number(out, before->callees[f + 1] - before->callees[f]);
        for (uint32_t i = before->callees[f]; i < before->callees[f + 1]; i++) {
            const struct call *call = &before->calls[before->callees_of[i]];
            page_signed(out, (int64_t)call->callee - (int64_t)last);
            last = call->callee;
            add_edge(base, call, &after, quantum, out);
        }
        note_calls(&after, base->joined->place[f], true);
    }
    free(after.call);
}

/* The reasons, each once; "" is the first. intern_free. */
static struct intern number_reasons(const struct html_base *base)
{
    struct intern texts = intern_start();
    intern_add(&texts, STR(""));
    for (uint32_t i = 0; i < base->changes->count; i++)
        intern_add(&texts, base->reasons[i]);
    return texts;
}

static uint64_t mark_of(const struct change *change, uint32_t reason)
{
    enum { FOUND_NEW = 4, FOUND_GONE };
    uint64_t found = change->before == MATCH_NOBODY  ? FOUND_NEW
                     : change->after == MATCH_NOBODY ? FOUND_GONE
                                                     : (uint64_t)change->kind;
    return (uint64_t)reason << 6 | found << 3 | (uint64_t)change->calls.is_real << 2 |
           (uint64_t)change->total.is_real << 1 | change->own.is_real;
}

void page_changes_marks(const struct html_base *base, struct buf *out)
{
    uint32_t count = base->joined->profile.function_count;
    uint64_t *marks = memory_new(count, sizeof *marks);
    struct intern texts = number_reasons(base);
    for (uint32_t i = 0; i < base->changes->count; i++)
        marks[base->joined->place_of_change[i]] =
            mark_of(&base->changes->items[i], intern_add(&texts, base->reasons[i]));
    for (uint32_t i = 0; i < count; i++)
        page_number(out, marks[i]);
    intern_free(&texts);
    free(marks);
}

void page_changes_reasons(const struct html_base *base, struct buf *out)
{
    struct intern texts = number_reasons(base);
    buf_char(out, '[');
    for (uint32_t i = 0; i < texts.count; i++) {
        buf_text(out, i ? ",\n\"" : "\"");
        escape_json(out, texts.texts[i]);
        buf_char(out, '"');
    }
    buf_char(out, ']');
    intern_free(&texts);
}
