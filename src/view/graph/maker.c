#include "view/graph/maker.h"

#include "view/number.h"

struct str maker_settle(struct maker *maker, struct buf *text)
{
    struct str copy = arena_copy(&maker->graph->arena, buf_slice(text));
    buf_cut(text, 0);
    return copy;
}

struct palette maker_palette(const struct maker *maker, int index)
{
    struct palette palette = maker->style->palette;
    if (index == 1)
        palette.theme = THEME_DARK;
    return palette;
}

static double share_of(const struct maker *maker, double time)
{
    return profile_share(time, maker->subject->whole->total);
}

void maker_add_count(const struct maker *maker, int64_t count, struct buf *out)
{
    bool sampled = maker->subject->profile->sampled;
    if (!count && (sampled || !maker->subject->whole->calls))
        return;
    buf_text(out, sampled ? "" : "×");
    number_count(out, count);
    if (sampled)
        buf_text(out, count == 1 ? " sample" : " samples");
}

void maker_add_calls(const struct maker *maker, const struct function *function, struct buf *out)
{
    const struct profile *profile = maker->subject->profile;
    if (profile->unit.kind == UNIT_SAMPLES)
        return;
    maker_add_count(maker, function->calls, out);
    if (!profile->sampled && function->primitive != function->calls) {
        buf_char(out, '/');
        number_count(out, function->primitive);
    }
}

static bool has_callers(const struct profile *profile, uint32_t function)
{
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++)
        if (profile->calls[i].caller != function)
            return true;
    return false;
}

uint32_t maker_first_entry(const struct callgraph_subject *subject)
{
    uint32_t first = 0;
    while (first < subject->selection->function_count && !subject->outline->is_entry[first])
        first++;
    return first;
}

const char *maker_root_words(const struct maker *maker, uint32_t place)
{
    const struct callgraph_subject *subject = maker->subject;
    const struct filter_report *filtered = subject->filtered;
    bool is_entry = subject->outline->is_entry[place];
    if (!is_entry || place == maker->first_entry || !subject->profile->call_count)
        return NULL;
    bool is_filtered = filtered && (filtered->hidden || filtered->dropped);
    bool has_some = has_callers(subject->profile, subject->selection->functions[place]);
    if (maker->style->has_roots && !has_some)
        return NULL;
    return is_filtered || has_some ? "callers not shown" : "no caller recorded";
}

void maker_add_time(const struct maker *maker, const char *word, double time, struct buf *text)
{
    buf_text(text, word);
    number_cost(text, time, &maker->subject->profile->unit);
    buf_text(text, "  ");
    number_percent(text, share_of(maker, time));
}

void maker_add_imports(const struct maker *maker, struct buf *text)
{
    const struct abridged *abridged = maker->subject->select->abridged;
    buf_text(text, "imports: ");
    number_count(text, abridged->member_count);
    buf_text(text, " functions that find, load and run modules, and what these alone call");
}
