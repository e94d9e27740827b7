#include "analysis/findings/finder.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/graph/through.h"
#include "base/memory.h"
#include "python/modules.h"

/* A part of a sum that is guessed and matters. */
#define GUESSED 0.01

/* Packages with this share of the total are named. */
#define LEAST_PACKAGE 0.03

/* Most of something. */
#define MOST 0.5

static double not_negative(double value)
{
    return value > 0 ? value : 0;
}

/* The exclusive time of what import does and leads to, and how much of it is a guess. */
static double time_of_import(struct finder *f, const bool *marked, double *guessed)
{
    const struct profile *profile = f->profile;
    struct profile view = imports_view(profile, f->imports);
    struct through through = through_find(&view, marked);
    double time = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        double part = not_negative(profile->functions[i].own) * through.below[i];
        f->imported[i] = through.below[i];
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

static bool is_same_package(const struct finder *f, uint32_t a, uint32_t b)
{
    struct buf left = {0}, right = {0};
    modules_package(f->profile, a, f->blame->origins[a], &left);
    modules_package(f->profile, b, f->blame->origins[b], &right);
    bool same = str_equal(buf_slice(&left), buf_slice(&right));
    buf_free(&left);
    buf_free(&right);
    return same;
}

static void drop_part(struct finding *finding, uint32_t place)
{
    for (uint32_t i = place; i + 1 < finding->part_count; i++)
        finding->parts[i] = finding->parts[i + 1];
    finding->part_count--;
}

/* Keeps the largest modules, one of each package. */
static void add_module(const struct finder *f, struct finding *finding, uint32_t module)
{
    double time = fmin(f->profile->functions[module].total, finding->time);
    if (profile_share(time, f->totals->total) < LEAST_PACKAGE)
        return;
    for (uint32_t i = 0; i < finding->part_count; i++)
        if (is_same_package(f, finding->parts[i].function, module)) {
            if (finding->parts[i].time >= time)
                return;
            drop_part(finding, i);
            break;
        }
    uint32_t place = finding->part_count;
    while (place > 0 && finding->parts[place - 1].time < time)
        place--;
    if (place == FINDING_PARTS)
        return;
    if (finding->part_count < FINDING_PARTS)
        finding->part_count++;
    for (uint32_t i = finding->part_count - 1; i > place; i--)
        finding->parts[i] = finding->parts[i - 1];
    finding->parts[place] = (struct finding_part){module, time};
}

void finder_look_at_imports(struct finder *f)
{
    uint32_t count = f->profile->function_count;
    bool *marked = memory_new(count, sizeof *marked);
    struct finding finding = {
        .kind = FINDING_IMPORT, .function = FINDINGS_NOBODY, .caller = FINDINGS_NOBODY};
    for (uint32_t i = 0; i < count; i++) {
        marked[i] = f->imports->machinery[i] || f->imports->modules[i];
        finding.calls += f->imports->modules[i];
    }
    double guessed = 0, time = time_of_import(f, marked, &guessed);
    double most = most_of_import(f->profile, marked);
    if (most < time * (1 - GUESSED))
        time = guessed = most;
    free(marked);
    finding.time = time;
    finding.guessed = guessed > GUESSED * time;
    if (!finding.calls || !finder_matters(f, time))
        return;
    for (uint32_t i = 0; i < count; i++)
        if (f->imports->modules[i])
            add_module(f, &finding, i);
    finder_add(f, &finding);
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

/* Reading files is a part of import where most of it is below that. */
static bool waits(const struct finder *f, uint32_t function)
{
    return f->waiting[function] != WAITING_NOT && f->imported[function] < MOST &&
           f->profile->functions[function].own > 0;
}

void finder_look_at_waiting(struct finder *f)
{
    const struct function *functions = f->profile->functions;
    uint32_t largest = FINDINGS_NOBODY;
    double time = 0;
    for (uint32_t i = 0; i < f->profile->function_count; i++) {
        if (!waits(f, i))
            continue;
        time = profile_add_times(time, functions[i].own);
        double most = largest == FINDINGS_NOBODY ? 0 : functions[largest].own;
        if (finder_is_better(f, i, functions[i].own, largest, most))
            largest = i;
    }
    if (largest == FINDINGS_NOBODY)
        return;
    struct finding finding = finder_about(f, FINDING_WAITING, largest);
    finding.time = time;
    finding.caller = own_function_above(f, largest, &finding.caller_share);
    finding.waiting = f->waiting[largest];
    finder_add(f, &finding);
}
