#include "analysis/tree/unfold_mass.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "base/memory.h"

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static double find_unit(const struct profile *profile)
{
    double unit = 0;
    for (uint32_t i = 0; i < profile->function_count; i++)
        unit = larger(unit, profile->functions[i].own);
    return unit > 0 ? unit : 1;
}

double masses_time(const struct masses *masses, double seconds)
{
    const double most = 1e12; /* more than there are functions */
    return smaller(larger(seconds, 0) / masses->unit, most);
}

static bool is_inner(const struct masses *masses, const struct call *call)
{
    return call->caller != call->callee &&
           masses->component[call->caller] == masses->component[call->callee];
}

/* What a profile's samples count says nothing of recursion, and what was shared out knows none. */
static bool tells_recursion(const struct profile *profile, const struct call *call)
{
    return !profile->sampled && !call->estimated && call->primitive > 0;
}

/* Whether a call's mass is not its total time. */
static bool is_free(const struct profile *profile, const struct masses *masses, uint32_t index)
{
    const struct call *call = &profile->calls[index];
    return is_inner(masses, call) && masses->total[index] > 0 &&
           !(tells_recursion(profile, call) && call->calls == call->primitive);
}

static void take_times(const struct profile *profile, struct masses *masses)
{
    for (uint32_t i = 0; i < profile->function_count; i++)
        masses->own[i] = masses_time(masses, profile->functions[i].own);
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        double total = masses_time(masses, call->total);
        masses->total[i] = masses->mass[i] = total;
        if (is_inner(masses, call) && tells_recursion(profile, call))
            masses->mass[i] = total * sqrt((double)call->calls / (double)call->primitive);
    }
}

/* The time that enters each component from nowhere: its functions' own time and what it passes on,
   without what enters over calls. */
static double *enter_components(const struct profile *profile, const struct masses *masses)
{
    double *entered = memory_new(masses->components, sizeof *entered);
    double sum = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        entered[masses->component[i]] += masses->own[i];
        sum += masses->own[i];
    }
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        uint32_t from = masses->component[call->caller], to = masses->component[call->callee];
        if (from == to)
            continue;
        entered[from] += masses->total[i];
        entered[to] -= masses->total[i];
    }
    /* What is below this is but rounding. */
    for (uint32_t i = 0; i < masses->components; i++)
        if (entered[i] <= sum * 1e-12)
            entered[i] = 0;
    return entered;
}

/* How a component's entering time is shared out to its members, in three ways: the first that says
   anything counts. */
struct entrances {
    double calls; /* that no caller made, times what a call takes */
    double own;   /* own time that no caller explains */
    double total;
};

static struct entrances *find_entrances(const struct profile *profile, const struct masses *masses)
{
    struct entrances *entrances = memory_new(profile->function_count, sizeof *entrances);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *function = &profile->functions[i];
        struct entrances left = {(double)function->calls, masses->own[i],
                                 masses_time(masses, function->total)};
        for (uint32_t c = profile->callers[i].start; c < profile->callers[i].end; c++) {
            left.calls -= (double)profile->calls[c].calls;
            left.own -= masses_time(masses, profile->calls[c].own);
        }
        double each = left.total / (double)(function->primitive > 0 ? function->primitive : 1);
        entrances[i] =
            (struct entrances){larger(left.calls, 0) * each, larger(left.own, 0), left.total};
    }
    return entrances;
}

static double choose_weight(const struct entrances *of, const struct entrances *sums)
{
    return sums->calls > 0 ? of->calls / sums->calls
           : sums->own > 0 ? of->own / sums->own
                           : of->total / sums->total;
}

static void share_entering(const struct profile *profile, struct masses *masses)
{
    double *entered = enter_components(profile, masses);
    struct entrances *entrances = find_entrances(profile, masses);
    struct entrances *sums = memory_new(masses->components, sizeof *sums);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct entrances *sum = &sums[masses->component[i]];
        sum->calls += entrances[i].calls;
        sum->own += entrances[i].own;
        sum->total += entrances[i].total;
    }
    for (uint32_t i = 0; i < profile->function_count; i++) {
        uint32_t component = masses->component[i];
        double all = entered[component];
        if (all <= 0)
            continue;
        double part = masses->is_cycle[component] && sums[component].total > 0
                          ? choose_weight(&entrances[i], &sums[component])
                          : 1;
        masses->entered_most[i] = all;
        masses->entered[i] = all * part;
        masses->entered_own[i] = smaller(entrances[i].own, all * part);
    }
    free(sums);
    free(entrances);
    free(entered);
}

/* A function in a cycle some of whose calls can be fitted. */
struct joint {
    uint32_t function;
    double surplus; /* what enters over calls that are fixed, without what leaves so and is spent */
};

/* The calls that can be fitted, by callee and by caller. */
struct fit {
    struct joint *joints;
    uint32_t joint_count;
    bool *is_free; /* of each call */
    double work;   /* calls that are looked at in one round */
};

static double surplus_of(const struct profile *profile, const struct masses *masses,
                         const struct fit *fit, uint32_t function)
{
    double surplus = masses->entered[function] - masses->own[function];
    for (uint32_t c = profile->callers[function].start; c < profile->callers[function].end; c++)
        if (!fit->is_free[c] && profile->calls[c].caller != function)
            surplus += masses->mass[c];
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        uint32_t c = profile->callees_of[i];
        if (!fit->is_free[c] && profile->calls[c].callee != function)
            surplus -= masses->mass[c];
    }
    return surplus;
}

static struct fit start_fit(const struct profile *profile, const struct masses *masses)
{
    struct fit fit = {.joints = memory_new(profile->function_count, sizeof *fit.joints),
                      .is_free = memory_new(profile->call_count, sizeof *fit.is_free)};
    bool *touched = memory_new(profile->function_count, sizeof *touched);
    for (uint32_t i = 0; i < profile->call_count; i++) {
        fit.is_free[i] = is_free(profile, masses, i);
        if (fit.is_free[i])
            touched[profile->calls[i].caller] = touched[profile->calls[i].callee] = true;
    }
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (touched[i]) {
            struct row callers = profile->callers[i];
            fit.joints[fit.joint_count++] = (struct joint){i, surplus_of(profile, masses, &fit, i)};
            fit.work += callers.end - callers.start;
            fit.work += profile->callees[i + 1] - profile->callees[i];
        }
    free(touched);
    return fit;
}

/* The factor s for which s * in + surplus == out / s. */
static double find_factor(double in, double out, double surplus)
{
    const double least = 1e-3, most = 1e3;
    double root = sqrt(surplus * surplus + 4 * in * out);
    double factor = surplus > 0 ? 2 * out / (surplus + root)
                    : in > 0    ? (root - surplus) / (2 * in)
                                : most;
    return factor < least ? least : factor > most ? most : factor;
}

/* No call's activations take less than the outermost of them. */
static void scale_call(struct masses *masses, uint32_t call, double factor)
{
    masses->mass[call] = larger(masses->mass[call] * factor, masses->total[call]);
}

/* Returns how far the factor was from 1. */
static double fit_joint(const struct profile *profile, struct masses *masses, const struct fit *fit,
                        const struct joint *joint)
{
    uint32_t f = joint->function;
    double in = 0, out = 0;
    for (uint32_t c = profile->callers[f].start; c < profile->callers[f].end; c++)
        in += fit->is_free[c] ? masses->mass[c] : 0;
    for (uint32_t i = profile->callees[f]; i < profile->callees[f + 1]; i++)
        out += fit->is_free[profile->callees_of[i]] ? masses->mass[profile->callees_of[i]] : 0;
    double factor = find_factor(in, out, joint->surplus);
    for (uint32_t c = profile->callers[f].start; c < profile->callers[f].end; c++)
        if (fit->is_free[c])
            scale_call(masses, c, factor);
    for (uint32_t i = profile->callees[f]; i < profile->callees[f + 1]; i++)
        if (fit->is_free[profile->callees_of[i]])
            scale_call(masses, profile->callees_of[i], 1 / factor);
    return fabs(factor - 1);
}

static void fit_calls(const struct profile *profile, struct masses *masses)
{
    enum { MOST_ROUNDS = 300 };
    const double most_work = 3e7; /* calls looked at: about 0.2 s */
    struct fit fit = start_fit(profile, masses);
    double off = 1, work = 0;
    for (int round = 0; round < MOST_ROUNDS && off > 1e-4 && work < most_work; round++) {
        off = 0;
        for (uint32_t i = 0; i < fit.joint_count; i++)
            off = larger(off, fit_joint(profile, masses, &fit, &fit.joints[i]));
        work += fit.work;
    }
    free(fit.joints);
    free(fit.is_free);
}

struct masses masses_find(const struct profile *profile)
{
    uint32_t functions = profile->function_count;
    struct masses masses = {
        .unit = find_unit(profile),
        .own = memory_new(functions, sizeof *masses.own),
        .total = memory_new(profile->call_count, sizeof *masses.total),
        .mass = memory_new(profile->call_count, sizeof *masses.mass),
        .entered = memory_new(functions, sizeof *masses.entered),
        .entered_own = memory_new(functions, sizeof *masses.entered_own),
        .entered_most = memory_new(functions, sizeof *masses.entered_most),
        .component = memory_new(functions, sizeof *masses.component),
    };
    masses.components = cycles_of_calls(profile, NULL, masses.component);
    masses.is_cycle = memory_new(masses.components, sizeof *masses.is_cycle);
    uint32_t *members;
    uint32_t *first = cycles_group(masses.component, functions, masses.components, &members);
    for (uint32_t i = 0; i < masses.components; i++)
        masses.is_cycle[i] = first[i + 1] - first[i] > 1;
    free(first);
    free(members);
    take_times(profile, &masses);
    share_entering(profile, &masses);
    fit_calls(profile, &masses);
    return masses;
}

void masses_free(struct masses *masses)
{
    free(masses->own);
    free(masses->total);
    free(masses->mass);
    free(masses->entered);
    free(masses->entered_own);
    free(masses->entered_most);
    free(masses->component);
    free(masses->is_cycle);
    *masses = (struct masses){0};
}
