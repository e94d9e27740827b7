#include "view/flow/flow_bars.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/graph/contract.h"
#include "analysis/graph/cycles.h"
#include "base/memory.h"

/* A function that keeps less than LITTLE of the total and passes at least MOST of its time to one
   that nothing else calls shares its bar; below SMALL in all it does so from MUCH on. */
static const double MOST = 0.93, LITTLE = 0.03, SMALL = 0.03, MUCH = 0.6;

/* What calls do not explain of a function's time begins there, from this part on; less is
   rounding. */
static const double BEGINS = 0.01;

/* Calls below these shares of the total are left out, over hidden functions and direct: next to no
   time would tie half the program into one cycle. But the largest into a function stays, and what
   carries MATTERS of its caller's time, if it has SOME of the callee's. Over hidden functions time
   is shared out in proportion: without SOME of the callee's, or back to where the program begins,
   it may be a mere guess. */
static const double LEAST_RESIDUAL = 0.01, LEAST_DIRECT = 0.006, MATTERS = 0.3, SOME = 0.05;

/* Bars below this share are not worth a name, whatever their inclusive times say. */
static const double SMALLEST = 0.004;

/* Names of a cycle, of FLOW_NAMES: a line says that it is one. */
enum { CYCLE_NAMES = FLOW_NAMES - 1 };

struct weaver {
    const struct callgraph_subject *subject;
    struct contraction contraction;
    struct flow *flow;
    double *called;      /* of each place: the time of all calls into it */
    uint32_t *place;     /* of each function of the profile */
    uint32_t *component; /* of each place; also its bar */
    uint32_t *hot_at;    /* of each place: its rank on the hot path, behind it by inclusive time */
};

static double share_of(const struct weaver *w, double time)
{
    return time > 0 ? profile_share(time, w->subject->whole->total) : 0;
}

static const struct function *function_at(const struct weaver *w, uint32_t place)
{
    return &w->subject->profile->functions[w->subject->selection->functions[place]];
}

static bool is_small(const struct weaver *w, const struct link *link, bool largest)
{
    const struct function *caller = &w->subject->profile->functions[link->caller];
    const struct function *callee = &w->subject->profile->functions[link->callee];
    bool is_some = link->total >= SOME * callee->total;
    if (link->residual && (!is_some || w->subject->outline->is_entry[w->place[link->callee]]))
        return true;
    if (is_some && (largest || link->total >= MATTERS * caller->total))
        return false;
    return share_of(w, link->total) < (link->residual ? LEAST_RESIDUAL : LEAST_DIRECT);
}

/* Leaves small calls out. Links into one function stand together. */
static void drop_small(struct weaver *w)
{
    struct contraction *c = &w->contraction;
    uint32_t kept = 0;
    w->called = memory_new(w->subject->selection->function_count, sizeof *w->called);
    for (uint32_t i = 0, end; i < c->link_count; i = end) {
        double *called = &w->called[w->place[c->links[i].callee]];
        uint32_t largest = i;
        for (end = i; end < c->link_count && c->links[end].callee == c->links[i].callee; end++) {
            bool is_loop = c->links[end].caller == c->links[end].callee;
            *called = profile_add_times(*called, is_loop ? 0 : c->links[end].total);
            if (c->links[end].total > c->links[largest].total)
                largest = end;
        }
        for (uint32_t k = i; k < end; k++)
            if (!is_small(w, &c->links[k], k == largest))
                c->links[kept++] = c->links[k];
    }
    c->link_count = kept;
}

static void contract(struct weaver *w)
{
    const struct selection *selection = w->subject->selection;
    uint32_t functions = w->subject->profile->function_count;
    bool *kept = memory_new(functions, sizeof *kept);
    w->place = memory_new(functions, sizeof *w->place);
    for (uint32_t i = 0; i < selection->function_count; i++) {
        kept[selection->functions[i]] = true;
        w->place[selection->functions[i]] = i;
    }
    w->contraction = contract_functions(w->subject->profile, kept);
    drop_small(w);
    free(kept);
}

/* Numbers the cycles; returns how many components there are. */
static uint32_t find_components(struct weaver *w)
{
    const struct contraction *c = &w->contraction;
    uint32_t nodes = w->subject->selection->function_count;
    uint32_t *first = memory_new((size_t)nodes + 2, sizeof *first);
    uint32_t *heads = memory_new(c->link_count, sizeof *heads);
    for (uint32_t i = 0; i < c->link_count; i++)
        first[w->place[c->links[i].caller] + 2]++;
    for (uint32_t i = 2; i < nodes + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < c->link_count; i++)
        heads[first[w->place[c->links[i].caller] + 1]++] = w->place[c->links[i].callee];
    struct successors graph = {nodes, first, heads};
    w->component = memory_new(nodes, sizeof *w->component);
    uint32_t count = cycles_find(&graph, NULL, w->component);
    free(first);
    free(heads);
    return count;
}

static void rank_places(struct weaver *w)
{
    const struct outline *outline = w->subject->outline;
    uint32_t nodes = w->subject->selection->function_count;
    w->hot_at = memory_new(nodes, sizeof *w->hot_at);
    for (uint32_t i = 0; i < nodes; i++)
        w->hot_at[i] = outline->hot_count + i;
    for (uint32_t i = 0; i < outline->hot_count; i++)
        w->hot_at[outline->hot[i]] = i;
}

/* Names a place in its bar, where it comes by its rank; the last name may have to go. */
static void add_name(struct weaver *w, struct flow_bar *bar, uint32_t place)
{
    uint32_t at = bar->name_count;
    while (at > 0 && w->hot_at[bar->names[at - 1]] > w->hot_at[place])
        at--;
    if (bar->name_count < CYCLE_NAMES)
        bar->name_count++;
    else
        bar->more++;
    for (uint32_t i = bar->name_count - 1; i > at; i--)
        bar->names[i] = bar->names[i - 1];
    if (at < bar->name_count)
        bar->names[at] = place;
}

static void make_bars(struct weaver *w)
{
    const struct callgraph_subject *subject = w->subject;
    struct flow *flow = w->flow;
    double placed = 0;
    flow->bar_count = find_components(w);
    flow->bars = memory_new(flow->bar_count, sizeof *flow->bars);
    rank_places(w);
    for (uint32_t i = 0; i < subject->selection->function_count; i++) {
        struct flow_bar *bar = &flow->bars[w->component[i]];
        double absorbed = w->contraction.absorbed[subject->selection->functions[i]];
        bar->is_cycle = bar->name_count > 0;
        bar->is_hot |= w->hot_at[i] < subject->outline->hot_count;
        bar->own += share_of(w, function_at(w, i)->own);
        bar->hidden += share_of(w, absorbed);
        add_name(w, bar, i);
    }
    for (uint32_t i = 0; i < flow->bar_count; i++)
        placed += flow->bars[i].own + flow->bars[i].hidden;
    flow->nowhere = placed < 1 && subject->whole->total > 0 ? 1 - placed : 0;
}

static int compare_ribbons(const void *left, const void *right)
{
    const struct flow_ribbon *a = left, *b = right;
    int order = (a->to > b->to) - (a->to < b->to);
    return order ? order : (a->from < b->from) - (a->from > b->from);
}

/* One ribbon for all calls from one bar to another, by where they lead. */
static void make_ribbons(struct weaver *w)
{
    const struct contraction *c = &w->contraction;
    struct flow *flow = w->flow;
    uint32_t count = 0, kept = 0;
    flow->ribbons = memory_new(c->link_count, sizeof *flow->ribbons);
    for (uint32_t i = 0; i < c->link_count; i++) {
        const struct link *link = &c->links[i];
        uint32_t from = w->component[w->place[link->caller]];
        uint32_t to = w->component[w->place[link->callee]];
        if (from != to && link->total > 0)
            flow->ribbons[count++] = (struct flow_ribbon){
                .from = from, .to = to, .weight = link->total, .residual = link->residual};
    }
    if (count)
        qsort(flow->ribbons, count, sizeof *flow->ribbons, compare_ribbons);
    for (uint32_t i = 0; i < count; i++) {
        struct flow_ribbon *last = &flow->ribbons[kept ? kept - 1 : 0];
        if (!kept || compare_ribbons(last, &flow->ribbons[i]) != 0) {
            flow->ribbons[kept++] = flow->ribbons[i];
            continue;
        }
        last->weight = profile_add_times(last->weight, flow->ribbons[i].weight);
        last->residual &= flow->ribbons[i].residual;
    }
    flow->ribbon_count = kept;
}

/* The time with which the program begins in a bar, beside all the calls into it. */
static double begins_in(const struct weaver *w, const struct flow_bar *bar)
{
    if (bar->is_cycle)
        return 0;
    double total = function_at(w, bar->names[0])->total, called = w->called[bar->names[0]];
    return total - called > BEGINS * total ? total - called : 0;
}

/* Callees before callers: what a bar keeps and passes on is what its callers pass to it. */
static void share_heights(struct weaver *w)
{
    struct flow *flow = w->flow;
    double *passed = memory_new(flow->bar_count, sizeof *passed);
    uint32_t at = 0;
    for (uint32_t i = 0; i < flow->bar_count; i++) {
        struct flow_bar *bar = &flow->bars[i];
        double called = 0;
        uint32_t end = at;
        for (; end < flow->ribbon_count && flow->ribbons[end].to == i; end++)
            called = profile_add_times(called, flow->ribbons[end].weight);
        double all = profile_add_times(called, begins_in(w, bar));
        bar->height = bar->own + bar->hidden + passed[i];
        for (; at < end; at++) {
            struct flow_ribbon *ribbon = &flow->ribbons[at];
            ribbon->height = bar->height * (ribbon->weight / all);
            passed[ribbon->from] += ribbon->height;
        }
    }
    free(passed);
}

static void mark_hot(struct weaver *w)
{
    const struct outline *outline = w->subject->outline;
    struct flow *flow = w->flow;
    for (uint32_t i = 0; i < outline->link_count; i++) {
        const struct outline_link *link = &outline->links[i];
        if (!link->on_hot_path)
            continue;
        struct flow_ribbon wanted = {.from = w->component[link->from],
                                     .to = w->component[link->to]};
        struct flow_ribbon *found = flow->ribbon_count
                                        ? bsearch(&wanted, flow->ribbons, flow->ribbon_count,
                                                  sizeof wanted, compare_ribbons)
                                        : NULL;
        if (found)
            found->is_hot = true;
    }
}

/* The ribbon to the bar that may join this one; NULL if none may. */
static struct flow_ribbon *joining(struct flow *flow, uint32_t from, const uint32_t *callers)
{
    const struct flow_bar *bar = &flow->bars[from];
    double least = (bar->height < SMALL ? MUCH : MOST) * bar->height;
    for (uint32_t i = 0; i < flow->ribbon_count; i++) {
        struct flow_ribbon *ribbon = &flow->ribbons[i];
        if (ribbon->from != from || ribbon->height <= 0 || ribbon->height < least)
            continue;
        const struct flow_bar *next = &flow->bars[ribbon->to];
        bool fits = !next->is_cycle && callers[ribbon->to] == 1 &&
                    ribbon->height >= MOST * next->height &&
                    bar->name_count + next->name_count <= FLOW_NAMES;
        return fits ? ribbon : NULL;
    }
    return NULL;
}

static void join(struct flow *flow, struct flow_ribbon *ribbon)
{
    struct flow_bar *bar = &flow->bars[ribbon->from], *next = &flow->bars[ribbon->to];
    uint32_t from = ribbon->from, to = ribbon->to;
    for (uint32_t i = 0; i < next->name_count; i++)
        bar->names[bar->name_count++] = next->names[i];
    bar->own += next->own;
    bar->hidden += next->hidden;
    bar->height += next->height - ribbon->height;
    bar->is_hot |= next->is_hot;
    next->name_count = 0;
    ribbon->height = 0;
    for (uint32_t i = 0; i < flow->ribbon_count; i++)
        if (flow->ribbons[i].from == to)
            flow->ribbons[i].from = from;
}

static void join_bars(struct flow *flow)
{
    uint32_t *callers = memory_new(flow->bar_count, sizeof *callers);
    for (uint32_t i = 0; i < flow->ribbon_count; i++)
        callers[flow->ribbons[i].to] += flow->ribbons[i].height > 0;
    for (uint32_t i = flow->bar_count; i-- > 0;) {
        struct flow_bar *bar = &flow->bars[i];
        struct flow_ribbon *ribbon;
        while (bar->name_count && !bar->is_cycle && bar->own < LITTLE &&
               (ribbon = joining(flow, i, callers)) != NULL)
            join(flow, ribbon);
    }
    free(callers);
}

/* Callers before callees; of one caller the hot path first, then the largest. */
/* Small bars that pass nothing on become hidden in their callers: callees before callers. Ribbons
   stand by where they lead. */
static void hide_small_ends(struct flow *flow, uint32_t *outs)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < flow->bar_count; i++) {
        struct flow_bar *bar = &flow->bars[i];
        bool is_called = at < flow->ribbon_count && flow->ribbons[at].to == i;
        bool hides = is_called && bar->height < SMALLEST && !outs[i] && !bar->is_hot;
        for (; at < flow->ribbon_count && flow->ribbons[at].to == i; at++) {
            struct flow_ribbon *ribbon = &flow->ribbons[at];
            if (!hides)
                continue;
            flow->bars[ribbon->from].hidden += ribbon->height;
            bar->height -= ribbon->height;
            outs[ribbon->from]--;
            ribbon->height = 0;
        }
        if (!hides)
            continue;
        flow->nowhere += fmax(bar->height, 0); /* what began there */
        bar->name_count = 0;
    }
}

/* Small bars that nothing calls are left out, and what they call begins by itself: callers before
   callees. */
static void hide_small_starts(struct flow *flow, uint32_t *callers)
{
    for (uint32_t i = flow->bar_count; i-- > 0;) {
        struct flow_bar *bar = &flow->bars[i];
        if (!bar->name_count || callers[i] || bar->is_hot || bar->height >= SMALLEST)
            continue;
        flow->nowhere += bar->own + bar->hidden;
        bar->name_count = 0;
        for (uint32_t k = 0; k < flow->ribbon_count; k++) {
            struct flow_ribbon *ribbon = &flow->ribbons[k];
            if (ribbon->from != i || ribbon->height <= 0)
                continue;
            callers[ribbon->to]--;
            ribbon->height = 0;
        }
    }
}

static void hide_small(struct flow *flow)
{
    uint32_t *ends = memory_new(flow->bar_count, sizeof *ends);
    for (uint32_t i = 0; i < flow->ribbon_count; i++)
        ends[flow->ribbons[i].from]++;
    hide_small_ends(flow, ends);
    memset(ends, 0, flow->bar_count * sizeof *ends);
    for (uint32_t i = 0; i < flow->ribbon_count; i++)
        ends[flow->ribbons[i].to] += flow->ribbons[i].height > 0;
    hide_small_starts(flow, ends);
    free(ends);
}

static int compare_sources(const void *left, const void *right)
{
    const struct flow_ribbon *a = left, *b = right;
    int order = (a->from < b->from) - (a->from > b->from);
    if (!order)
        order = b->is_hot - a->is_hot;
    if (!order)
        order = (a->height < b->height) - (a->height > b->height);
    return order ? order : (a->to < b->to) - (a->to > b->to);
}

/* Callers before callees. What joined bars passed on has no height any more. */
static void find_columns(struct flow *flow)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < flow->ribbon_count; i++)
        if (flow->ribbons[i].height > 0)
            flow->ribbons[kept++] = flow->ribbons[i];
    flow->ribbon_count = kept;
    if (kept)
        qsort(flow->ribbons, kept, sizeof *flow->ribbons, compare_sources);
    for (uint32_t i = 0; i < kept; i++) {
        uint32_t next = flow->bars[flow->ribbons[i].from].column + 1;
        struct flow_bar *to = &flow->bars[flow->ribbons[i].to];
        to->column = to->column < next ? next : to->column;
    }
    for (uint32_t i = 0; i < flow->bar_count; i++)
        if (flow->bars[i].name_count && flow->bars[i].column >= flow->column_count)
            flow->column_count = flow->bars[i].column + 1;
}

struct flow flow_bars_make(const struct callgraph_subject *subject)
{
    struct flow flow = {0};
    struct weaver w = {.subject = subject, .flow = &flow};
    contract(&w);
    make_bars(&w);
    make_ribbons(&w);
    share_heights(&w);
    mark_hot(&w);
    hide_small(&flow);
    join_bars(&flow);
    find_columns(&flow);
    contract_free(&w.contraction);
    free(w.called);
    free(w.place);
    free(w.component);
    free(w.hot_at);
    return flow;
}

void flow_bars_free(struct flow *flow)
{
    free(flow->bars);
    free(flow->ribbons);
    *flow = (struct flow){0};
}
