#include "view/graph/verdict.h"

#include "view/number.h"

/* The time stays in a function that has this part of its Total as Own. */
#define STAYS 0.5

/* Less of the total than this is no verdict; nor is more than all of it, which a Total comes to
   where threads are mixed in one table. */
#define LEAST_VERDICT 0.25
#define MOST_VERDICT 1.005

static double share_of(const struct callgraph_subject *subject, double time)
{
    return profile_share(time, subject->whole->total);
}

/* What the filters leave of the whole. */
static double left_of(const struct callgraph_subject *subject)
{
    const struct filter_report *report = subject->filtered;
    bool is_part = report && report->dropped_own > 0;
    double left =
        is_part ? profile_totals_left(callgraph_full(subject)).total : subject->whole->total;
    return left < subject->whole->total ? left : subject->whole->total;
}

static void tell_calls(const struct callgraph_subject *subject, struct buf *text)
{
    bool sampled = subject->profile->sampled;
    int64_t count = sampled ? subject->whole->primitive : subject->whole->calls;
    bool is_told =
        count ? subject->profile->unit.kind != UNIT_SAMPLES : !subject->profile->function_count;
    if (!is_told)
        return;
    buf_text(text, " in ");
    number_count(text, count);
    buf_text(text, sampled ? " sample" : " call");
    buf_text(text, count == 1 ? "" : "s");
}

void verdict_title(const struct callgraph_subject *subject, struct str title, struct buf *text)
{
    double left = left_of(subject);
    buf_str(text, title);
    buf_text(text, ": ");
    number_cost(text, left, &subject->profile->unit);
    if (left < subject->whole->total) {
        buf_text(text, " of ");
        number_cost(text, subject->whole->total, &subject->profile->unit);
    } else {
        tell_calls(subject, text);
    }
}

static void tell_place(const struct callgraph_subject *subject, const struct names *names,
                       struct buf *text)
{
    const struct hot_path *path = subject->select->path;
    if (!names->verdict.size || profile_own_exceeds_total(callgraph_full(subject)))
        return; /* where threads are mixed, Total times tell nothing */
    uint32_t function = path->steps[path->verdict.place].function;
    const struct abridged *abridged = subject->select->abridged;
    bool is_import = abridged && abridged->in_imports[function];
    const struct function *named = is_import ? &abridged->profile.functions[abridged->imports]
                                             : &callgraph_full(subject)->functions[function];
    double left = left_of(subject), weight = profile_weight(named);
    if (weight < LEAST_VERDICT * left || weight > MOST_VERDICT * left)
        return;
    number_percent(text, share_of(subject, weight));
    buf_format(text, " of the %s is in ", number_noun(&callgraph_full(subject)->unit));
    buf_str(text, names->verdict);
    if (names->by_way_of.size && !str_equal(names->by_way_of, names->verdict)) {
        buf_text(text, ", mostly by way of ");
        buf_str(text, names->by_way_of);
    } else if (!is_import && named->own >= STAYS * named->total) {
        buf_text(text, ", mostly in itself");
    }
}

/* Names the costliest function too where the way there does not meet it. */
void verdict_tell(const struct callgraph_subject *subject, const struct names *names,
                  struct buf *text)
{
    if (!subject->select->path)
        return;
    tell_place(subject, names, text);
    if (!names->costliest.size)
        return;
    buf_text(text, text->size ? "; most Own: " : "most Own: ");
    buf_str(text, names->costliest);
    buf_text(text, ", ");
    number_percent(text,
                   share_of(subject, callgraph_full(subject)->functions[names->costs[0]].own));
}
