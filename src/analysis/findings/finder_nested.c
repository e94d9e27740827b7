#include "analysis/findings/finder.h"
#include "analysis/findings/parts.h"

/* So many calls are many; of calls that take long, in seconds, fewer are. */
enum { MANY = 50, SOME = 10 };
#define LONG_CALL 1e-3

/* A function that is called so often by each call of another one stands in a loop of that. */
enum { IN_A_LOOP = 2 };

/* So many functions are followed upwards. */
enum { MOST_STEPS = 50 };

/* Most of something. */
#define MOST 0.5

/* A function's caller that makes nearly all of its calls: this part. */
#define NEARLY_ALL 0.9

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
        if ((double)profile->calls[i].calls >= NEARLY_ALL * (double)f->calls)
            return &profile->calls[i];
    return NULL;
}

/* The nearest function above in each of whose calls the function is called several times; nobody
   where that one is called only once, or where several lead there. */
static uint32_t find_loop(const struct finder *f, uint32_t function, int64_t *calls)
{
    const struct profile *profile = f->profile;
    uint32_t at = function;
    *calls = profile->functions[function].calls;
    for (int i = 0; i < MOST_STEPS; i++) {
        const struct call *call = nearly_only_call(profile, at);
        uint32_t owner = parts_owner(profile, at);
        if (owner == PARTS_NOBODY && (!call || call->caller == function))
            return FINDINGS_NOBODY;
        at = owner == PARTS_NOBODY ? call->caller : owner;
        int64_t above = profile->functions[at].calls;
        if (owner == PARTS_NOBODY && call->calls < *calls)
            *calls = call->calls;
        if (above <= 1 || profile->functions[at].primitive != above)
            return FINDINGS_NOBODY;
        if (parts_is_steps(profile, at))
            continue;
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
        if (!finder_matters(f, f->causes[i]) || f->imports->modules[i] ||
            parts_is_expression(f->profile, i) || !is_often(f->profile, &finding) ||
            f->causes[i] < MOST * finding.time)
            continue;
        finding.caller = find_loop(f, i, &finding.from_caller);
        if (finding.caller != FINDINGS_NOBODY)
            finder_add(f, &finding);
    }
}
