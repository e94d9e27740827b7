#include "analysis/findings/findings.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/graph/through.h"
#include "base/memory.h"
#include "python/naming.h"

/* Shares of the total below which nobody would act on a finding. */
#define LEAST_IMPORT 0.03
#define LEAST_WAITING 0.02
#define LEAST_COSTLY 0.02
#define LEAST_OFTEN 0.01
#define LEAST_RECURSION 0.1

/* As many calls are often whatever they cost; a tenth of them if they cost more. */
enum { OFTEN = 100000, OFTEN_IF_COSTLY = 10000 };
#define COSTLY_OFTEN 0.05

/* A call is costly if it takes as many times what a call takes on average, and few if a person
   could count them. */
#define COSTLY_FACTOR 1000
enum { FEW_CALLS = 200 };

/* Below this a recursion is no more than a detail of how something is written. */
enum { MANY_RECURSIVE = 100 };

/* Calls for each primitive one from which on recursion is what a function does. */
enum { DEEP = 10 };

/* A profile is flat if no function has this share, and if it has so many functions. */
#define FLAT 0.05
enum { FLAT_FUNCTIONS = 20 };

/* Most of something. */
#define MOST 0.5

/* A part of a sum that is guessed and matters. */
#define GUESSED 0.01

struct finder {
    const struct profile *profile;
    const struct totals *totals;
    const struct blame *blame;
    const struct imports *imports;
    enum waiting *waiting;
    size_t room;
    struct findings *result;
};

static double not_negative(double value)
{
    return value > 0 ? value : 0;
}

static double share_of(const struct finder *f, double time)
{
    return profile_share(time, f->totals->total);
}

static struct finding finding_of(const struct finder *f, enum finding_kind kind, uint32_t function)
{
    const struct function *of = &f->profile->functions[function];
    return (struct finding){.kind = kind,
                            .function = function,
                            .caller = FINDINGS_NOBODY,
                            .time = of->own,
                            .of_function = of->own,
                            .calls = of->calls,
                            .primitive = of->primitive};
}

static void add_finding(struct finder *f, struct finding finding)
{
    struct findings *result = f->result;
    result->items =
        memory_grow(result->items, &f->room, (size_t)result->count + 1, sizeof *result->items);
    result->items[result->count++] = finding;
}

/* Whether `function` is better than `best` by the numbers given; by key where they are equal. */
static bool is_better(const struct finder *f, uint32_t function, double value, uint32_t best,
                      double best_value)
{
    if (best == FINDINGS_NOBODY || value > best_value)
        return true;
    return value == best_value && profile_compare_keys(f->profile, function, best) < 0;
}

/* The function with the most exclusive time of those that fit, or FINDINGS_NOBODY. */
static uint32_t largest_own(const struct finder *f, bool (*fits)(const struct finder *, uint32_t))
{
    const struct function *functions = f->profile->functions;
    uint32_t best = FINDINGS_NOBODY;
    for (uint32_t i = 0; i < f->profile->function_count; i++)
        if (functions[i].own > 0 && fits(f, i) &&
            is_better(f, i, functions[i].own, best,
                      best == FINDINGS_NOBODY ? 0 : functions[best].own))
            best = i;
    return best;
}

static bool is_waiting(const struct finder *f, uint32_t function)
{
    return f->waiting[function] != WAITING_NOT;
}

/* The nearest own function against the largest calls, each of which has most of its callee's time;
   FINDINGS_NOBODY where there is none. *share becomes the part of the time that comes this way. */
static uint32_t own_function_above(const struct finder *f, uint32_t function, double *share)
{
    const struct profile *profile = f->profile;
    bool *visited = memory_new(profile->function_count, sizeof *visited);
    *share = 1;
    while (function != FINDINGS_NOBODY && !f->blame->is_own[function]) {
        const struct call *largest = NULL;
        double sum = 0;
        visited[function] = true;
        for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end;
             i++) {
            const struct call *call = &profile->calls[i];
            sum = profile_add_times(sum, not_negative(call->total));
            if (!visited[call->caller] && (!largest || call->total > largest->total))
                largest = call;
        }
        *share *= largest && sum > 0 ? not_negative(largest->total) / sum : 0;
        function = largest && *share >= MOST ? largest->caller : FINDINGS_NOBODY;
    }
    free(visited);
    return function;
}

static void find_waiting(struct finder *f)
{
    uint32_t largest = largest_own(f, is_waiting);
    double time = 0;
    for (uint32_t i = 0; i < f->profile->function_count; i++)
        if (is_waiting(f, i))
            time = profile_add_times(time, not_negative(f->profile->functions[i].own));
    if (largest == FINDINGS_NOBODY || share_of(f, time) < LEAST_WAITING)
        return;
    struct finding finding = finding_of(f, FINDING_WAITING, largest);
    finding.time = time;
    finding.caller = own_function_above(f, largest, &finding.caller_share);
    finding.waiting = f->waiting[largest];
    add_finding(f, finding);
}

/* The imported module that takes longest, others' before own ones; counts them all. */
static uint32_t find_module(const struct finder *f, int64_t *modules)
{
    const struct function *functions = f->profile->functions;
    uint32_t best = FINDINGS_NOBODY;
    for (uint32_t i = 0; i < f->profile->function_count; i++) {
        if (!f->imports->modules[i])
            continue;
        ++*modules;
        bool first = best == FINDINGS_NOBODY || (f->blame->is_own[best] && !f->blame->is_own[i]);
        if (first || (f->blame->is_own[i] == f->blame->is_own[best] &&
                      is_better(f, i, functions[i].total, best, functions[best].total)))
            best = i;
    }
    return best;
}

/* The exclusive time of what import does and leads to, and how much of it is a guess. */
static double time_of_import(const struct finder *f, const bool *marked, double *guessed)
{
    const struct profile *profile = f->profile;
    struct profile view = imports_view(profile, f->imports);
    struct through through = through_find(&view, marked);
    double time = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        double part = not_negative(profile->functions[i].own) * through.below[i];
        time = profile_add_times(time, part);
        if (through.below[i] < 1 - GUESSED)
            *guessed = profile_add_times(*guessed, part);
    }
    through_free(&through);
    imports_free_view(&view);
    return time;
}

/* The inclusive times with which calls lead into what is marked: no less than what is spent there,
   whatever the shares above make of numbers that do not agree. */
static double most_of_import(const struct profile *profile, const bool *marked)
{
    double most = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct row row = profile->callers[i];
        if (!marked[i])
            continue;
        for (uint32_t k = row.start; k < row.end; k++)
            if (!marked[profile->calls[k].caller])
                most = profile_add_times(most, not_negative(profile->calls[k].total));
        if (row.start == row.end)
            most = profile_add_times(most, not_negative(profile->functions[i].total));
    }
    return most;
}

static void find_import(struct finder *f)
{
    uint32_t count = f->profile->function_count;
    bool *marked = memory_new(count, sizeof *marked);
    for (uint32_t i = 0; i < count; i++)
        marked[i] = f->imports->machinery[i] || f->imports->modules[i];
    double guessed = 0, time = time_of_import(f, marked, &guessed);
    double most = most_of_import(f->profile, marked);
    if (most < time * (1 - GUESSED))
        time = guessed = most;
    int64_t modules = 0;
    uint32_t module = find_module(f, &modules);
    free(marked);
    if (module == FINDINGS_NOBODY || share_of(f, time) < LEAST_IMPORT)
        return;
    struct finding finding = finding_of(f, FINDING_IMPORT, module);
    finding.time = time;
    finding.of_function = fmin(f->profile->functions[module].total, time);
    finding.calls = modules;
    finding.guessed = guessed > GUESSED * time;
    add_finding(f, finding);
}

static bool is_costly(const struct finder *f, uint32_t function)
{
    const struct function *of = &f->profile->functions[function];
    double mean = profile_share(f->totals->own, (double)f->totals->calls);
    return of->calls > 0 && of->calls <= FEW_CALLS && share_of(f, of->own) >= LEAST_COSTLY &&
           of->own >= MOST * of->total && of->own / (double)of->calls >= COSTLY_FACTOR * mean &&
           !is_waiting(f, function);
}

static void find_costly(struct finder *f)
{
    uint32_t function = largest_own(f, is_costly);
    if (function != FINDINGS_NOBODY)
        add_finding(f, finding_of(f, FINDING_COSTLY, function));
}

static bool is_often(const struct finder *f, uint32_t function)
{
    const struct function *of = &f->profile->functions[function];
    double share = share_of(f, of->own);
    return (of->calls >= OFTEN && share >= LEAST_OFTEN) ||
           (of->calls >= OFTEN_IF_COSTLY && share >= COSTLY_OFTEN);
}

static void find_often(struct finder *f)
{
    const struct profile *profile = f->profile;
    uint32_t function = largest_own(f, is_often);
    if (function == FINDINGS_NOBODY)
        return;
    struct finding finding = finding_of(f, FINDING_OFTEN, function);
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++) {
        const struct call *call = &profile->calls[i];
        if (is_better(f, call->caller, (double)call->calls, finding.caller,
                      (double)finding.from_caller)) {
            finding.caller = call->caller;
            finding.from_caller = call->calls;
        }
    }
    finding.caller_share = profile_share((double)finding.from_caller, (double)finding.calls);
    add_finding(f, finding);
}

static bool is_recursion(const struct finder *f, uint32_t function)
{
    const struct function *of = &f->profile->functions[function];
    return of->primitive >= 0 && of->calls - of->primitive >= MANY_RECURSIVE &&
           of->calls / DEEP >= of->primitive && share_of(f, of->total) >= LEAST_RECURSION &&
           !f->imports->machinery[function] && f->blame->origins[function] != ORIGIN_BUILTIN;
}

static void find_recursion(struct finder *f)
{
    const struct profile *profile = f->profile;
    uint32_t function = largest_own(f, is_recursion);
    if (function == FINDINGS_NOBODY)
        return;
    struct finding finding = finding_of(f, FINDING_RECURSION, function);
    finding.time = profile->functions[function].total;
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++)
        finding.is_direct |= profile->calls[i].caller == function;
    add_finding(f, finding);
}

static int compare_descending(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a < b) - (a > b);
}

/* How many functions, the largest first, have half of all exclusive time. */
static int64_t count_half(const struct profile *profile)
{
    uint32_t count = profile->function_count;
    double *own = memory_new(count, sizeof *own);
    double all = 0, sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        own[i] = not_negative(profile->functions[i].own);
        all = profile_add_times(all, own[i]);
    }
    qsort(own, count, sizeof *own, compare_descending);
    uint32_t half = 0;
    while (half < count && sum < all / 2)
        sum += own[half++];
    free(own);
    return half;
}

static bool is_any(const struct finder *f, uint32_t function)
{
    (void)f, (void)function;
    return true;
}

static void find_flat(struct finder *f)
{
    uint32_t function = largest_own(f, is_any);
    if (function == FINDINGS_NOBODY || f->profile->function_count < FLAT_FUNCTIONS ||
        share_of(f, f->profile->functions[function].own) >= FLAT)
        return;
    struct finding finding = finding_of(f, FINDING_FLAT, function);
    finding.calls = count_half(f->profile);
    add_finding(f, finding);
}

static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = left;
    const struct finding *b = right;
    int order = (a->time < b->time) - (a->time > b->time);
    return order ? order : (int)a->kind - (int)b->kind;
}

static void look_for_waiting(struct finder *f)
{
    const struct profile *profile = f->profile;
    struct buf name = {0};
    for (uint32_t i = 0; i < profile->function_count; i++) {
        if (f->blame->origins[i] != ORIGIN_BUILTIN)
            continue;
        buf_cut(&name, 0);
        naming_short(profile, i, STR(""), 0, &name);
        f->waiting[i] = waiting_of(buf_slice(&name));
    }
    buf_free(&name);
}

struct findings findings_find(const struct profile *profile, const struct totals *totals,
                              const struct blame *blame, const struct imports *imports)
{
    struct findings result = {0};
    uint32_t count = profile->function_count;
    struct finder f = {.profile = profile,
                       .totals = totals,
                       .blame = blame,
                       .imports = imports,
                       .waiting = memory_new(count, sizeof *f.waiting),
                       .result = &result};
    look_for_waiting(&f);
    find_waiting(&f);
    find_import(&f);
    if (!profile->sampled) {
        find_costly(&f);
        find_often(&f);
        find_recursion(&f);
    }
    find_flat(&f);
    if (result.count)
        qsort(result.items, result.count, sizeof *result.items, compare_findings);
    free(f.waiting);
    return result;
}

void findings_free(struct findings *findings)
{
    free(findings->items);
    *findings = (struct findings){0};
}
