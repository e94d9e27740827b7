#include "analysis/findings/lead.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/graph/cycles.h"
#include "base/memory.h"

/* Most of something. */
#define MOST 0.5

/* A function that makes fewer calls than this for each of its own hides what its time is. */
enum { FEW_CALLS = 20 };

/* Less own time a call is what a function of plain Python takes, in seconds. */
#define LONG_CALL 20e-6

bool lead_hides(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    int64_t made = 0;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++)
        made = profile_add_counts(made, profile->calls[profile->callees_of[i]].calls);
    return profile->unit.kind == UNIT_SECONDS && !profile->sampled && f->calls > 0 && f->line > 0 &&
           f->own >= MOST * f->total && f->own / (double)f->calls >= LONG_CALL &&
           made / f->calls < FEW_CALLS;
}

/* Keeps the largest, in order; the first where they are equal. */
static void add_part(struct lead *lead, struct lead_part part)
{
    uint32_t place = lead->part_count;
    while (place > 0 && lead->parts[place - 1].time < part.time)
        place--;
    if (place == LEAD_PARTS)
        return;
    if (lead->part_count < LEAD_PARTS)
        lead->part_count++;
    memmove(&lead->parts[place + 1], &lead->parts[place],
            (lead->part_count - 1 - place) * sizeof lead->parts[0]);
    lead->parts[place] = part;
}

/* Whether two own functions call each other, directly or by way of other own ones. */
static bool call_each_other(const struct profile *profile, const bool *is_own, uint32_t a,
                            uint32_t b)
{
    if (!is_own[a] || !is_own[b])
        return false;
    uint32_t *component = memory_new(profile->function_count, sizeof *component);
    cycles_among(profile, is_own, component);
    bool same = component[a] == component[b];
    free(component);
    return same;
}

static void divide(const struct profile *profile, const bool *is_own, double least,
                   struct lead *lead)
{
    uint32_t f = lead->function;
    double leaving = 0;
    for (uint32_t i = profile->callees[f]; i < profile->callees[f + 1]; i++) {
        uint32_t index = profile->callees_of[i];
        const struct call *call = &profile->calls[index];
        leaving = profile_add_times(leaving, call->callee == f ? 0 : call->total);
        if (call->callee != f && call->total > 0 && call->total >= least)
            add_part(lead, (struct lead_part){index, call->total});
    }
    if (profile->functions[f].calls == profile->functions[f].primitive) {
        double missing = lead->time - profile->functions[f].own - leaving;
        lead->missing = missing >= least && missing > 0 ? missing : 0;
    }
    bool is_one = lead->part_count && lead->parts[0].time >= MOST * lead->time;
    lead->kind = is_one ? LEAD_THROUGH : LEAD_DIVIDED;
    if (!is_one)
        return;
    lead->part_count = 1;
    lead->comes_back =
        call_each_other(profile, is_own, f, profile->calls[lead->parts[0].call].callee);
}

struct lead lead_find(const struct profile *profile, const bool *is_own, uint32_t named,
                      uint32_t costliest, double least)
{
    bool is_mixed = profile_own_exceeds_total(profile);
    struct lead lead = {
        .function = is_mixed ? costliest : named, .costliest = costliest, .is_mixed = is_mixed};
    if (lead.function == LEAD_NOBODY)
        return lead;
    const struct function *f = &profile->functions[lead.function];
    lead.time = profile_weight(f);
    if (is_mixed)
        lead.time = f->own;
    if (is_mixed || f->own >= MOST * lead.time) {
        lead.kind = LEAD_ITSELF;
        lead.hides = lead_hides(profile, lead.function);
    } else {
        divide(profile, is_own, least, &lead);
    }
    return lead;
}

bool lead_tells(const struct lead *lead, uint32_t call)
{
    for (uint32_t i = 0; i < lead->part_count; i++)
        if (lead->parts[i].call == call)
            return true;
    return false;
}
