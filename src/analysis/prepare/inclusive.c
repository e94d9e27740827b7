#include "analysis/prepare/inclusive.h"

#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "base/memory.h"

/* A component that something outside of it calls. */
#define ENTERED UINT32_MAX

/* What a component costs beyond the calls into it came from outside of the profile, from this part
   of it, and of all there is, on: less comes from rounding. */
#define UNCALLED 0.1

/* What is being worked out. */
struct sums {
    struct profile *profile;
    const uint32_t *component;
    double *of_component; /* inclusive cost of a component as a whole */
    double *arriving;     /* by function: inclusive cost of the calls by others */
    double *entering;     /* the same of calls by other components */
    uint32_t *entrance;   /* of a component that nothing outside calls: a function, plus one */
};

static void sum_calls(struct sums *s)
{
    struct profile *profile = s->profile;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct function *f = &profile->functions[i];
        double *whole = &s->of_component[s->component[i]];
        *whole = profile_add_times(*whole, f->own);
        f->total = f->own;
        f->calls = f->primitive = 0;
    }
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        struct function *caller = &profile->functions[call->caller];
        struct function *callee = &profile->functions[call->callee];
        callee->calls = profile_add_counts(callee->calls, call->calls);
        if (call->caller == call->callee)
            continue;
        callee->primitive = profile_add_counts(callee->primitive, call->calls);
        caller->total = profile_add_times(caller->total, call->total);
        s->arriving[call->callee] = profile_add_times(s->arriving[call->callee], call->total);
        double *whole = &s->of_component[s->component[call->caller]];
        if (s->component[call->caller] == s->component[call->callee])
            continue;
        *whole = profile_add_times(*whole, call->total);
        s->entering[call->callee] = profile_add_times(s->entering[call->callee], call->total);
        s->entrance[s->component[call->callee]] = ENTERED;
    }
}

/* A component that costs more than the calls into it explain was called from outside as well: such
   as exec, which runs the program and what is imported. */
static void find_uncalled(struct sums *s)
{
    uint32_t count = s->profile->function_count;
    double *entering = memory_new(count, sizeof *entering);
    double least = 0;
    for (uint32_t i = 0; i < count; i++) {
        least = profile_add_times(least, UNCALLED * s->profile->functions[i].own);
        double *whole = &entering[s->component[i]];
        *whole = profile_add_times(*whole, s->entering[i]);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t component = s->component[i];
        double uncalled = s->of_component[component] - entering[component];
        if (s->entrance[component] == ENTERED && uncalled > least &&
            uncalled > UNCALLED * s->of_component[component])
            s->entrance[component] = 0;
    }
    free(entering);
}

/* What was called from outside of the profile was called once, as far as anybody knows. Of a cycle
   that is the function that costs most. */
static void count_first_calls(struct sums *s)
{
    struct profile *profile = s->profile;
    find_uncalled(s);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        uint32_t *entrance = &s->entrance[s->component[i]];
        if (*entrance == ENTERED)
            continue;
        if (!*entrance || profile->functions[*entrance - 1].total < profile->functions[i].total)
            *entrance = i + 1;
    }
    for (uint32_t i = 0; i < profile->function_count && profile->call_count; i++) {
        struct function *f = &profile->functions[i];
        bool is_entrance = s->entrance[s->component[i]] == i + 1;
        f->calls = profile_add_counts(f->calls, is_entrance);
        f->primitive = profile_add_counts(f->primitive, is_entrance);
    }
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

/* No more than all of its cycle costs, and no less than the calls from outside of that. */
static void settle_functions(struct sums *s)
{
    struct profile *profile = s->profile;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct function *f = &profile->functions[i];
        double total = smaller(f->total, s->of_component[s->component[i]]);
        f->total = total > s->entering[i] ? total : s->entering[i];
    }
}

/* Which part of a function's own cost is on behalf of one call by another function. */
static double share_of(const struct sums *s, const struct call *call)
{
    int64_t calls = s->profile->functions[call->callee].primitive;
    double cost = s->arriving[call->callee];
    return cost > 0 ? call->total / cost : calls > 0 ? (double)call->calls / (double)calls : 0;
}

/* Within a cycle a call's cost has what it calls in it again and again. */
static void settle_calls(struct sums *s)
{
    struct profile *profile = s->profile;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        struct call *call = &profile->calls[i];
        const struct function *callee = &profile->functions[call->callee];
        bool is_self = call->caller == call->callee;
        call->primitive = is_self ? 0 : call->calls;
        call->own = is_self ? 0 : callee->own * share_of(s, call);
        if (s->component[call->caller] == s->component[call->callee])
            call->total = smaller(call->total, callee->total);
    }
}

static int64_t count_of(double samples)
{
    return samples < 0 ? 0 : samples < 9e18 ? (int64_t)samples : INT64_MAX;
}

void inclusive_fill(struct profile *profile)
{
    uint32_t count = profile->function_count;
    struct sums s = {.profile = profile,
                     .component = cycles_components(profile)->of,
                     .of_component = memory_new(count, sizeof(double)),
                     .arriving = memory_new(count, sizeof(double)),
                     .entering = memory_new(count, sizeof(double)),
                     .entrance = memory_new(count, sizeof(uint32_t))};
    sum_calls(&s);
    count_first_calls(&s);
    settle_functions(&s);
    settle_calls(&s);
    for (uint32_t i = 0; i < count && profile->sampled; i++) {
        profile->functions[i].calls = count_of(profile->functions[i].total);
        profile->functions[i].primitive = count_of(profile->functions[i].own);
    }
    profile->lacks_inclusive = false;
    free(s.of_component);
    free(s.arriving);
    free(s.entering);
    free(s.entrance);
}
