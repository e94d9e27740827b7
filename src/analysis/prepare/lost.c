#include "analysis/prepare/lost.h"

#include <stdlib.h>

#include "base/memory.h"

/* Less than this part of what a function accounts for, or of the whole, is no loss. */
#define LEAST_PART 2e-3
#define LEAST_SHARE 1e-4

/* So much of what is lost has to be missing from callers. */
#define MISSED_PART 0.5

/* What calls bring into each function and take out of it, without calls of itself. */
struct flows {
    double *entering, *leaving;
    bool *is_estimated; /* some of it was shared out */
};

static struct flows find_flows(const struct profile *profile)
{
    uint32_t count = profile->function_count;
    struct flows flows = {.entering = memory_new(count, sizeof *flows.entering),
                          .leaving = memory_new(count, sizeof *flows.leaving),
                          .is_estimated = memory_new(count, sizeof *flows.is_estimated)};
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (call->caller == call->callee)
            continue;
        double *into = &flows.entering[call->callee], *from = &flows.leaving[call->caller];
        *into = profile_add_times(*into, call->total);
        *from = profile_add_times(*from, call->total);
        flows.is_estimated[call->caller] |= call->estimated;
    }
    return flows;
}

/* What a function takes beyond its own time and its calls. What enters one that is re-entered is
   more than its Total, but no call takes time that is in neither. */
static double missing_from(const struct profile *profile, const struct flows *flows,
                           uint32_t function)
{
    const struct function *f = &profile->functions[function];
    double entering = f->calls == f->primitive ? flows->entering[function] : 0;
    double missing =
        (entering > f->total ? entering : f->total) - f->own - flows->leaving[function];
    return missing > 0 ? missing : 0;
}

/* Whether keys like this one collide: generated code, and what has no name of its own. */
static bool is_nameless(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    struct str file = profile->names[f->file].text, name = profile->names[f->name].text;
    if (str_equal(file, STR("~"))) /* a C function, whose name begins so too */
        return false;
    return str_starts(file, STR("<")) ||
           (str_starts(name, STR("<")) && !str_equal(name, STR("<module>")));
}

static bool is_missed(const struct profile *profile, const struct flows *flows, uint32_t function,
                      double lost)
{
    double missing = 0;
    struct row row = profile->callers[function];
    if (is_nameless(profile, function))
        return true;
    for (uint32_t i = row.start; i < row.end; i++)
        if (profile->calls[i].caller != function)
            missing =
                profile_add_times(missing, missing_from(profile, flows, profile->calls[i].caller));
    return missing >= MISSED_PART * lost;
}

double *lost_times(const struct profile *profile)
{
    double *lost = memory_new(profile->function_count, sizeof *lost);
    struct flows flows = find_flows(profile);
    double least = LEAST_SHARE * profile_own(profile);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        double accounted = profile_add_times(f->own, flows.leaving[i]);
        double above = accounted - f->total;
        bool is_known = f->calls > 0 && f->calls == f->primitive && !flows.is_estimated[i];
        if (is_known && above > least && above > LEAST_PART * accounted &&
            is_missed(profile, &flows, i, above))
            lost[i] = above;
    }
    free(flows.entering);
    free(flows.leaving);
    free(flows.is_estimated);
    return lost;
}
