#include "analysis/findings/findings.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/findings/finder.h"
#include "analysis/findings/parts.h"
#include "analysis/prepare/blind_spots.h"
#include "base/doubles.h"
#include "base/memory.h"
#include "model/line_costs.h"

/* What is hidden in a library's function is told from this share of the total on. */
#define MUCH 0.2

/* So much of a time is the one thing to be told of it. */
#define MOSTLY 0.7

/* A profile is flat if no function has FINDINGS_LEAST, and if it has so many functions. */
enum { FLAT_FUNCTIONS = 20 };

/* Whether something else is found about a function. */
static bool is_told(const struct finder *f, uint32_t function)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->found[i].function == function)
            return true;
    return false;
}

static bool is_hidden(const struct finder *f, uint32_t function)
{
    double share = profile_share(f->profile->functions[function].own, f->totals->total);
    bool is_lead = f->lead->kind == LEAD_ITSELF && f->lead->function == function;
    bool is_own = f->blame->is_own[function];
    return !is_lead && (is_own || (share >= MUCH && !is_told(f, function))) &&
           !f->imports->machinery[function] && !f->imports->modules[function] &&
           f->blame->origins[function] != ORIGIN_BUILTIN && lead_hides(f->profile, function);
}

static void look_for_hidden(struct finder *f)
{
    const struct function *functions = f->profile->functions;
    uint32_t best = FINDINGS_NOBODY;
    for (uint32_t i = 0; i < f->profile->function_count; i++)
        if (finder_matters(f, functions[i].own) && is_hidden(f, i) &&
            finder_is_better(f, i, functions[i].own, best,
                             best == FINDINGS_NOBODY ? 0 : functions[best].own))
            best = i;
    if (best == FINDINGS_NOBODY)
        return;
    struct finding finding = finder_about(f, FINDING_HIDDEN, best);
    finder_add(f, &finding);
}

/* How many functions, the largest first, have half of all exclusive time. */
static int64_t count_half(const struct profile *profile)
{
    uint32_t count = profile->function_count;
    double *own = memory_new(count, sizeof *own);
    double all = 0, sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        own[i] = doubles_not_negative(profile->functions[i].own);
        all = profile_add_times(all, own[i]);
    }
    doubles_sort_descending(own, count);
    uint32_t half = 0;
    while (half < count && sum < all / 2)
        sum += own[half++];
    free(own);
    return half;
}

/* Says that there is no function to be named, if nothing else is told. */
static void tell_flat(const struct finder *f, struct findings *findings)
{
    uint32_t function = f->lead->costliest;
    if (findings->count || function == LEAD_NOBODY || f->profile->function_count < FLAT_FUNCTIONS ||
        finder_matters(f, f->profile->functions[function].own))
        return;
    struct finding finding = finder_about(f, FINDING_FLAT, function);
    finding.calls = count_half(f->profile);
    findings->items[findings->count++] = finding;
}

/* The call of a function that has most of some time; LEAD_NOBODY if none has. */
static uint32_t call_with_most(const struct profile *profile, uint32_t function, double time)
{
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (call->total >= FINDER_MOST * time && call->callee != function)
            return profile->callees_of[i];
    }
    return LEAD_NOBODY;
}

/* The function of others that most of an own one's time goes through: finding->outer. */
static void look_through(const struct finder *f, struct finding *finding)
{
    uint32_t most = call_with_most(f->profile, finding->function, finding->time);
    if (most == LEAD_NOBODY)
        return;
    const struct call *call = &f->profile->calls[most];
    finding->outer = parts_unwrapped(f->profile, call->callee);
    finding->of_function = fmin(call->total, finding->time);
    most = call_with_most(f->profile, finding->outer, finding->time);
    if (parts_is_wrapper(f->profile, finding->outer) && most != LEAD_NOBODY)
        finding->outer = f->profile->calls[most].callee;
}

/* Where importing leads, the own function that costs most beside it, if nothing else is found of
   it. */
static void look_beside_imports(struct finder *f)
{
    const struct lead *lead = f->lead;
    if (!lead->part_count || !f->imports->machinery[f->profile->calls[lead->parts[0].call].callee])
        return;
    for (uint32_t i = 0; i < f->blame->row_count; i++) {
        const struct blame_row *row = &f->blame->rows[i];
        if (imports_is_module(f->profile, row->function) || row->function == lead->function)
            continue;
        struct finding finding = finder_about(f, FINDING_BESIDE, row->function);
        finding.time = row->own + row->caused;
        look_through(f, &finding);
        for (size_t k = 0; k < f->count; k++)
            if (f->found[k].function == row->function || f->found[k].caller == row->function)
                return;
        finder_add(f, &finding);
        return;
    }
}

/* Own functions whose own time is nearly all on one line, as samplers tell. */
static void look_for_lines(struct finder *f)
{
    const struct profile *profile = f->profile;
    for (uint32_t i = 0; i < profile->function_count && profile->line_count; i++) {
        uint32_t line = line_costs_largest(profile, i);
        bool is_lead = f->lead->kind == LEAD_ITSELF && f->lead->function == i;
        if (is_lead || line == LINE_COSTS_NONE || !f->blame->is_own[i] ||
            profile->lines[line].own < MOSTLY * profile->functions[i].own)
            continue;
        struct finding finding = finder_about(f, FINDING_LINE, i);
        finder_add(f, &finding);
    }
}

static void look_up_waiting(struct finder *f)
{
    bool has_threads = lead_has_threads(f->profile);
    for (uint32_t i = 0; i < f->profile->function_count; i++) {
        f->waiting[i] = lead_waiting_of(f->profile, i, f->blame->origins[i], has_threads);
        if (f->waiting[i] == WAITING_NETWORK || f->waiting[i] == WAITING_EVENTS)
            f->network = profile_add_times(f->network, f->profile->functions[i].own);
    }
}

/* A finding with the profile that its keys are compared in. */
struct ranked {
    const struct profile *profile;
    struct finding finding;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct finding *a = &((const struct ranked *)left)->finding;
    const struct finding *b = &((const struct ranked *)right)->finding;
    const struct profile *profile = ((const struct ranked *)left)->profile;
    int order = (a->time < b->time) - (a->time > b->time);
    if (!order)
        order = (int)a->kind - (int)b->kind;
    if (!order && a->function != FINDINGS_NOBODY && b->function != FINDINGS_NOBODY)
        order = profile_compare_keys(profile, a->function, b->function);
    if (!order && a->caller != FINDINGS_NOBODY && b->caller != FINDINGS_NOBODY)
        order = profile_compare_keys(profile, a->caller, b->caller);
    return order;
}

/* Whether two findings are about the same time: one function, or a call and the calls below it. */
static bool repeats(const struct finding *a, const struct finding *b)
{
    for (uint32_t i = 0; i < b->part_count; i++)
        if (b->kind == FINDING_RECURSION && b->parts[i].function == a->function)
            return true;
    bool both = a->function != FINDINGS_NOBODY && b->function != FINDINGS_NOBODY;
    bool is_loop = a->kind == FINDING_NESTED && b->queries && a->caller == b->caller;
    if (a->kind == FINDING_OFTEN && b->kind == FINDING_HIDDEN && a->function != b->function)
        return false;
    if (a->kind == FINDING_BELOW && a->habit == b->habit)
        return true;
    bool is_same_advice = a->habit == HABIT_NONE || b->habit != HABIT_NONE || b->queries;
    return (both && a->function == b->function) || is_loop ||
           (a->caller != FINDINGS_NOBODY && a->caller == b->function && !a->queries &&
            a->kind != FINDING_BELOW && is_same_advice);
}

/* The loop for which there is advice that has most of the time of one of which no more is known;
   NULL where there is none. */
static struct finding *covers(const struct finder *f, const struct finding *loop)
{
    bool is_loop = loop->kind == FINDING_CALLS || loop->kind == FINDING_NESTED;
    if (!is_loop || loop->habit != HABIT_NONE || loop->queries)
        return NULL;
    for (size_t i = 0; i < f->count; i++) {
        struct finding *other = &f->found[i];
        if (other->kind == FINDING_CALLS && other->habit != HABIT_NONE &&
            other->habit != HABIT_STEPS && other->caller == loop->function &&
            other->time >= MOSTLY * loop->time)
            return other;
    }
    return NULL;
}

/* A loop with advice tells how often it is gone through, too. */
static void give_ratios(struct finder *f)
{
    for (size_t i = 0; i < f->count; i++) {
        const struct finding *loop = &f->found[i];
        struct finding *other = covers(f, loop);
        if (!other || loop->kind != FINDING_NESTED || loop->calls != other->calls)
            continue;
        other->outer = loop->caller;
        other->inner = loop->from_caller;
    }
}

/* Whether a library's own time, or what a call waits for, is that of a loop for which there is
   advice. */
static bool is_within(const struct finder *f, const struct finding *finding)
{
    bool is_hidden = finding->kind == FINDING_HIDDEN && !f->blame->is_own[finding->function];
    bool is_wait = finding->kind == FINDING_WAITING && !finding->blocks;
    double share = 0;
    if (!is_hidden && !is_wait)
        return false;
    uint32_t above = finder_own_above(f, finding->function, &share);
    for (size_t i = 0; i < f->count; i++) {
        const struct finding *loop = &f->found[i];
        bool sends = loop->habit == HABIT_PROCESS || loop->habit == HABIT_REQUEST;
        if (loop->kind == FINDING_CALLS && loop->caller == above && share >= FINDER_NEARLY_ALL &&
            finding->time <= loop->time && (is_wait ? sends : loop->habit != HABIT_NONE))
            return true;
    }
    return false;
}

/* Whether the lead says it: but for the recursion and the loops of its function, SQL queries, and
   what people do instead. */
static bool is_in_lead(const struct lead *lead, const struct finding *finding)
{
    bool is_lead = lead->kind == LEAD_ITSELF && lead->function == finding->function &&
                   finding->kind != FINDING_RECURSION && finding->kind != FINDING_WAITING &&
                   finding->kind != FINDING_NESTED;
    return (finding->is_told || is_lead) && !finding->queries && finding->habit == HABIT_NONE;
}

/* Whether a finding that says no more than how often something is called is about time of which
   another one tells: where each has most of all time, they share some. */
static bool adds_nothing(const struct finder *f, const struct finding *finding,
                         const struct finding *told)
{
    double most = FINDER_MOST * f->totals->total;
    bool is_loop = (finding->kind == FINDING_CALLS || finding->kind == FINDING_NESTED) &&
                   finding->habit == HABIT_NONE && !finding->queries;
    return is_loop && finding->time > most && told->time > most && told->kind != FINDING_IMPORT &&
           told->kind != FINDING_WAITING;
}

static bool is_new(const struct finder *f, const struct findings *findings,
                   const struct finding *finding)
{
    uint32_t of_kind = 0;
    for (uint32_t i = 0; i < findings->count; i++) {
        if (adds_nothing(f, finding, &findings->items[i]) || repeats(finding, &findings->items[i]))
            return false;
        of_kind += findings->items[i].kind == finding->kind;
    }
    return of_kind < FINDINGS_OF_KIND;
}

/* Chooses those that take most. */
static void choose(const struct finder *f, struct findings *findings)
{
    struct ranked *ranked = memory_new(f->count, sizeof *ranked);
    for (size_t i = 0; i < f->count; i++)
        ranked[i] = (struct ranked){f->profile, f->found[i]};
    if (f->count)
        qsort(ranked, f->count, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < f->count && findings->count < FINDINGS_MOST; i++)
        if (!is_in_lead(f->lead, &ranked[i].finding) && !covers(f, &ranked[i].finding) &&
            !is_within(f, &ranked[i].finding) && is_new(f, findings, &ranked[i].finding))
            findings->items[findings->count++] = ranked[i].finding;
    free(ranked);
}

struct findings findings_find(const struct findings_subject *subject)
{
    struct findings result = {0};
    uint32_t count = subject->profile->function_count;
    struct finder f = {.profile = subject->profile,
                       .totals = subject->totals,
                       .blame = subject->blame,
                       .imports = subject->imports,
                       .lead = subject->lead,
                       .costs = subject->costs,
                       .cost_count = subject->cost_count,
                       .cheapest = blind_spots_cheapest(subject->profile),
                       .tree = subject->tree,
                       .own_above = tree_nearest(subject->tree, subject->blame->is_own),
                       .lacks_threads = subject->lacks_threads,
                       .lacks_children = subject->lacks_children,
                       .is_mixed = subject->lead->is_mixed,
                       .waiting = memory_new(count, sizeof *f.waiting),
                       .has_cache = finder_files_with_caches(subject->profile),
                       .imported = memory_new(count, sizeof *f.imported),
                       .causes = memory_new(count, sizeof *f.causes)};
    look_up_waiting(&f);
    finder_note_causes(&f);
    finder_look_at_imports(&f);
    finder_look_at_waiting(&f);
    look_for_lines(&f);
    if (!subject->profile->sampled) {
        finder_look_at_calls(&f);
        if (!f.is_mixed) {
            finder_look_at_sending(&f);
            finder_look_at_recursion(&f);
            finder_look_at_nested(&f);
            finder_look_at_libraries(&f);
        }
        look_for_hidden(&f);
    }
    look_beside_imports(&f);
    give_ratios(&f);
    choose(&f, &result);
    tell_flat(&f, &result);
    free(f.found);
    free(f.own_above);
    free(f.waiting);
    free(f.has_cache);
    free(f.imported);
    free(f.causes);
    return result;
}
