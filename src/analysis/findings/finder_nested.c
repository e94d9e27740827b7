#include <stdlib.h>

#include "analysis/findings/finder.h"
#include "analysis/findings/parts.h"
#include "base/memory.h"
#include "python/c_names.h"

/* So many calls are many; of calls that take long, in seconds, fewer are. */
enum { MANY = 50, SOME = 10 };
#define LONG_CALL 1e-3

/* A function that is called so often by each call of another one stands in a loop of that. */
enum { IN_A_LOOP = 2 };

/* So many functions are followed upwards. */
enum { MOST_STEPS = 50 };

static bool is_often(const struct profile *profile, const struct finding *finding)
{
    bool is_long =
        profile->unit.kind == UNIT_SECONDS && finding->time >= LONG_CALL * (double)finding->calls;
    return finding->calls >= (is_long ? SOME : MANY);
}

/* The call by which nearly all calls of a function are made, or NULL. */
static const struct call *nearly_only_call(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    struct row row = profile->callers[function];
    if (f->calls != f->primitive)
        return NULL;
    for (uint32_t i = row.start; i < row.end; i++)
        if ((double)profile->calls[i].calls >= FINDER_NEARLY_ALL * (double)f->calls)
            return &profile->calls[i];
    return NULL;
}

/* The function above another: whose expression it is, or which makes nearly all of its calls, but
   not `function` itself; nobody where several do. Of *below calls it keeps those that it makes. */
static uint32_t step_up(const struct profile *profile, uint32_t at, uint32_t function,
                        double *below)
{
    uint32_t owner = parts_owner(profile, at);
    if (owner != PARTS_NOBODY)
        return owner;
    const struct call *call = nearly_only_call(profile, at);
    if (!call || call->caller == function)
        return FINDINGS_NOBODY;
    *below *= (double)call->calls / (double)profile->functions[at].calls;
    return call->caller;
}

/* The nearest function above in each of whose calls the function is called several times; nobody
   where that one is called only once, or where several lead there. *calls becomes how many calls of
   the function are below that one: of those that several make as many as of their calls. */
static uint32_t find_loop(const struct finder *f, uint32_t function, int64_t *calls)
{
    const struct profile *profile = f->profile;
    uint32_t at = function;
    double below = (double)profile->functions[function].calls;
    for (int i = 0; i < MOST_STEPS; i++) {
        at = step_up(profile, at, function, &below);
        if (at == FINDINGS_NOBODY)
            return FINDINGS_NOBODY;
        int64_t above = profile->functions[at].calls;
        if (above <= 1 || profile->functions[at].primitive != above)
            return FINDINGS_NOBODY;
        if (parts_is_steps(profile, at))
            continue;
        *calls = (int64_t)(below + 0.5);
        if (*calls / above >= IN_A_LOOP)
            return f->blame->is_own[at] ? at : FINDINGS_NOBODY;
    }
    return FINDINGS_NOBODY;
}

void finder_look_at_nested(struct finder *f)
{
    for (uint32_t i = 0; i < f->profile->function_count; i++) {
        struct finding finding = finder_about(f, FINDING_NESTED, i);
        finding.time = f->profile->functions[i].total;
        if (profile_share(f->causes[i], f->totals->total) < FINDER_LEAST_LOOP ||
            f->imports->modules[i] || parts_is_expression(f->profile, i) ||
            !is_often(f->profile, &finding) || f->causes[i] < FINDER_MOST * finding.time)
            continue;
        finding.caller = find_loop(f, i, &finding.from_caller);
        finding.may_keep = finder_may_keep(f, i);
        if (finding.caller != FINDINGS_NOBODY)
            finder_add(f, &finding);
    }
}

/* The library function that makes a call: the caller, or what mostly calls that where it is in C,
   such as `next`. */
static uint32_t find_library(const struct profile *profile, const struct call *call)
{
    struct row row = profile->callers[call->caller];
    if (!c_names_is_c(profile, call->caller))
        return call->caller;
    for (uint32_t i = row.start; i < row.end; i++)
        if (profile->calls[i].total >= FINDER_NEARLY_ALL * call->total &&
            habit_of_library(profile, profile->calls[i].caller) != HABIT_NONE)
            return profile->calls[i].caller;
    return call->caller;
}

/* Own code that a library calls back for each test, row or item. */
static void look_at_back(struct finder *f, const struct call *call)
{
    uint32_t library = find_library(f->profile, call);
    struct finding finding = finder_about(f, FINDING_BACK, call->callee);
    finding.caller = library;
    finding.time = call->total;
    finding.calls =
        library == call->caller ? call->calls : (call->calls + 1) / 2; /* and cleans up */
    finding.guessed = call->estimated;
    finding.habit = habit_of_library(f->profile, library);
    if (finding.habit != HABIT_NONE && is_often(f->profile, &finding))
        finder_add(f, &finding);
}

static bool is_called_by_own(const struct finder *f, uint32_t function)
{
    struct row row = f->profile->callers[function];
    for (uint32_t i = row.start; i < row.end; i++)
        if (f->blame->is_own[f->profile->calls[i].caller])
            return true;
    return false;
}

/* Whether nearly all of a function's own time is below another one. */
static bool is_all_below(const struct finder *f, uint32_t function, uint32_t top)
{
    bool *marked = memory_new(f->profile->function_count, sizeof *marked);
    marked[top] = true;
    uint32_t *above = tree_nearest(f->tree, marked);
    double below = 0, all = 0;
    for (uint32_t i = 1; i < f->tree->count; i++) {
        double own = f->tree->blocks[i].function == function ? f->tree->blocks[i].own : 0;
        all = profile_add_times(all, own);
        below = profile_add_times(below, above[i] ? own : 0);
    }
    free(above);
    free(marked);
    return below >= FINDER_NEARLY_ALL * all;
}

/* What a library does again and again for an own function that does not ask for it in so many
   words. */
static void look_at_below(struct finder *f, uint32_t function)
{
    struct finding finding = finder_about(f, FINDING_BELOW, function);
    double share = 0;
    finding.time = f->profile->functions[function].total;
    finding.habit = habit_of(f->profile, function);
    if (!habit_is_deep(finding.habit) || !is_often(f->profile, &finding) ||
        f->imported[function] >= FINDER_MOST || is_called_by_own(f, function))
        return;
    finding.caller = finder_own_above(f, function, &share);
    if (share < FINDER_NEARLY_ALL) /* several lead there: what leads to these, if the lead does */
        finding.caller =
            f->lead->function != LEAD_NOBODY && is_all_below(f, function, f->lead->function)
                ? f->lead->function
                : FINDINGS_NOBODY;
    if (finding.caller != FINDINGS_NOBODY)
        finder_add(f, &finding);
}

void finder_look_at_libraries(struct finder *f)
{
    const struct profile *profile = f->profile;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (finder_matters(f, call->total) && f->blame->is_own[call->callee] &&
            !f->blame->is_own[call->caller] && !call->residual)
            look_at_back(f, call);
    }
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (finder_matters(f, profile->functions[i].total) && !f->blame->is_own[i])
            look_at_below(f, i);
}
