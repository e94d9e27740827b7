#include "view/places.h"

#include "base/utf8.h"
#include "python/naming.h"
#include "view/graph/label.h"
#include "view/graph/names.h"
#include "view/graph/verdict.h"
#include "view/number.h"

enum { TOOLTIP_LIMIT = 2000 };

struct teller {
    const struct callgraph_subject *subject;
    struct arena *arena;
    struct places *places;
};

static struct str settle(struct teller *t, struct buf *text)
{
    struct str copy = arena_copy(t->arena, buf_slice(text));
    buf_free(text);
    return copy;
}

static double share_of(const struct teller *t, double time)
{
    return profile_share(time, t->subject->whole->total);
}

static struct str cost_of(struct teller *t, double cost)
{
    struct buf text = {0};
    number_cost(&text, cost, &t->subject->profile->unit);
    return settle(t, &text);
}

static void add_count(struct buf *text, int64_t count, const char *one, const char *many)
{
    number_count(text, count);
    buf_text(text, count == 1 ? one : many);
}

/* Samples are not said twice: where they are the unit, Total says them. */
static struct str calls_of(struct teller *t, const struct function *function)
{
    const struct profile *profile = t->subject->profile;
    struct buf text = {0};
    if (profile->unit.kind == UNIT_SAMPLES || !(function->calls || t->subject->whole->calls))
        return STR("");
    if (profile->sampled) {
        add_count(&text, function->calls, " sample", " samples");
        return settle(t, &text);
    }
    buf_text(&text, "×");
    number_count(&text, function->calls);
    if (function->primitive != function->calls) {
        buf_char(&text, '/');
        number_count(&text, function->primitive);
    }
    return settle(t, &text);
}

static void add_figure(struct buf *text, const char *word, struct str cost, double share)
{
    buf_text(text, word);
    buf_str(text, cost);
    buf_text(text, "  ");
    number_percent(text, share);
}

static struct str tooltip_of(struct teller *t, uint32_t function, const struct place *place)
{
    struct buf text = {0};
    naming_full(t->subject->profile, function, &text);
    buf_cut(&text, utf8_cut(buf_slice(&text), TOOLTIP_LIMIT).size);
    add_figure(&text, "\nTotal ", place->total, place->total_share);
    add_figure(&text, "\nOwn ", place->own, place->own_share);
    buf_text(&text, place->calls.size ? "\n" : "");
    buf_str(&text, place->calls);
    return settle(t, &text);
}

static void tell_place(struct teller *t, uint32_t index, struct str name)
{
    const struct callgraph_subject *subject = t->subject;
    struct place *place = &t->places->items[index];
    uint32_t f = subject->selection->functions[index];
    const struct function *function = &subject->profile->functions[f];
    place->name = name;
    place->calls = calls_of(t, function);
    place->total = cost_of(t, profile_weight(function));
    place->own = cost_of(t, function->own);
    place->total_share = share_of(t, profile_weight(function));
    place->own_share = share_of(t, function->own);
    place->is_own = subject->origins[f] == ORIGIN_OWN;
    place->link = subject->links ? arena_copy(t->arena, subject->links[index]) : STR("");
    place->tooltip = tooltip_of(t, f, place);
}

static void tell_costs(struct teller *t, const struct names *names)
{
    const struct callgraph_subject *subject = t->subject;
    const struct profile *full = callgraph_full(subject);
    for (uint32_t i = 0; i < names->cost_count; i++) {
        struct place_cost *cost = &t->places->costs[t->places->cost_count++];
        double own = full->functions[names->costs[i]].own;
        struct buf text = {0};
        naming_full(full, names->costs[i], &text);
        buf_cut(&text, utf8_cut(buf_slice(&text), TOOLTIP_LIMIT).size);
        cost->name = names->of_cost[i];
        cost->share = share_of(t, own);
        add_figure(&text, "\nOwn ", cost_of(t, own), cost->share);
        cost->tooltip = settle(t, &text);
    }
}

static void tell_title(struct teller *t)
{
    struct buf text = {0};
    struct str title = arena_copy(t->arena, str_of(t->subject->title));
    verdict_title(t->subject, utf8_repair(t->arena, title), &text);
    t->places->title = settle(t, &text);
}

static void tell_verdict(struct teller *t, const struct names *names)
{
    struct buf text = {0};
    verdict_tell(t->subject, names, &text);
    if (text.size)
        buf_char(&text, '.');
    t->places->verdict = settle(t, &text);
}

static void tell_shown(struct teller *t)
{
    double own = 0;
    struct buf text = {0};
    for (uint32_t i = 0; i < t->places->count; i++)
        own += t->places->items[i].own_share;
    number_count(&text, t->places->count);
    buf_text(&text, " of ");
    add_count(&text, t->subject->profile->function_count, " function, ", " functions, ");
    number_percent(&text, own);
    buf_format(&text, " of own %s", number_noun(&t->subject->profile->unit));
    t->places->shown = settle(t, &text);
}

struct places places_make(const struct callgraph_subject *subject, struct arena *arena)
{
    struct places places = {.count = subject->selection->function_count};
    struct teller t = {subject, arena, &places};
    places.items = arena_new(arena, places.count, sizeof *places.items);
    struct names names = names_make(subject, arena);
    for (uint32_t i = 0; i < places.count; i++)
        tell_place(&t, i, names.of_place[i]);
    tell_costs(&t, &names);
    tell_title(&t);
    tell_verdict(&t, &names);
    tell_shown(&t);
    return places;
}
