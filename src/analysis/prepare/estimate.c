#include "analysis/prepare/estimate.h"

#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "base/memory.h"

/* Calls into one function, by where they come from: outside of its cycle, another function in it,
   or itself. The first of a recursion is never by itself. */
struct arrivals {
    double outside, inside, itself;
};

/* At most all: counts of callers may contradict those of the function. */
static double part_of(double part, double whole)
{
    return part >= whole ? whole > 0 : part / whole;
}

static struct arrivals count_arrivals(const struct profile *profile, const uint32_t *component,
                                      uint32_t function)
{
    struct arrivals arrivals = {0};
    struct row row = profile->callers[function];
    for (uint32_t i = row.start; i < row.end; i++) {
        const struct call *call = &profile->calls[i];
        if (call->caller == function)
            arrivals.itself += (double)call->calls;
        else if (component[call->caller] == component[function])
            arrivals.inside += (double)call->calls;
        else
            arrivals.outside += (double)call->calls;
    }
    return arrivals;
}

/* The part of the function's inclusive time that one call has. */
static double share_of(const struct profile *profile, const uint32_t *component,
                       const struct call *call, const struct arrivals *arrivals)
{
    const struct function *f = &profile->functions[call->callee];
    double calls = (double)call->calls, primitive = (double)f->primitive;
    double from_nowhere =
        (double)f->calls - arrivals->outside - arrivals->inside - arrivals->itself;
    double outside = arrivals->outside + (from_nowhere > 0 ? from_nowhere : 0);
    if (primitive < outside)
        primitive = outside;
    if (component[call->caller] != component[call->callee])
        return part_of(calls, primitive);
    bool is_itself = call->caller == call->callee;
    double first = part_of(primitive - outside, primitive) *
                   (is_itself ? 0 : part_of(calls, arrivals->inside));
    double all = part_of(calls, (double)f->calls);
    return first > all ? first : all;
}

static bool has_estimates(const struct profile *profile)
{
    for (uint32_t i = 0; i < profile->call_count; i++)
        if (profile->calls[i].estimated)
            return true;
    return false;
}

void estimate_calls(struct profile *profile)
{
    if (profile->sampled || !has_estimates(profile))
        return;
    const uint32_t *component = cycles_components(profile)->of;
    for (uint32_t f = 0; f < profile->function_count; f++) {
        struct arrivals arrivals = count_arrivals(profile, component, f);
        struct row row = profile->callers[f];
        for (uint32_t i = row.start; i < row.end; i++) {
            struct call *call = &profile->calls[i];
            if (call->estimated)
                call->total =
                    profile->functions[f].total * share_of(profile, component, call, &arrivals);
        }
    }
}
