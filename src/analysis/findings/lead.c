#include "analysis/findings/lead.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/findings/parts.h"
#include "analysis/graph/cycles.h"
#include "base/memory.h"

/* Most of something. */
#define MOST 0.5

/* Two parts that each have so much of a time are told both. */
#define MUCH 0.4

/* Less own time a call is what a function of plain Python takes, in seconds. */
#define LONG_CALL 20e-6

/* What a lock takes each time that it is waited for, in seconds; computing is shorter. */
#define LONG_WAIT 1e-3

/* More own time for each call that it makes, in seconds, passes in loops without calls, in
   operators, or in C code. */
#define LONG_PAUSE 2e-6

bool lead_hides(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    int64_t made = 0;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++)
        made = profile_add_counts(made, profile->calls[profile->callees_of[i]].calls);
    return profile->unit.kind == UNIT_SECONDS && !profile->sampled && f->calls > 0 && f->line > 0 &&
           f->own >= MOST * f->total && f->own / (double)f->calls >= LONG_CALL &&
           f->own >= LONG_PAUSE * (double)made;
}

bool lead_has_threads(const struct profile *profile)
{
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        struct str name = profile->names[f->name].text;
        if (str_contains(name, STR("start_new_thread")) ||
            str_contains(name, STR("start_joinable_thread")) || parts_begins_thread(profile, i))
            return true;
    }
    return false;
}

/* Whether a function most likely waits for a lock that it enters with `with`: that is no call for
   cProfile, so that the time is the function's own; but leaving the lock is one. Only to be asked
   where there are threads. */
static bool waits_for_lock(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    if (!lead_hides(profile, function))
        return false;
    int64_t left = 0;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        struct str name = profile->names[profile->functions[call->callee].name].text;
        if (str_starts(name, STR("<method '__exit__' of '_thread.")))
            left = profile_add_counts(left, call->calls);
    }
    return left > 0 && 2 * left >= f->calls && f->own >= LONG_WAIT * (double)left;
}

enum waiting lead_waiting_of(const struct profile *profile, uint32_t function, enum origin origin,
                             bool has_threads)
{
    return has_threads && waits_for_lock(profile, function)
               ? WAITING_LOCK
               : waiting_of_function(profile, function, origin);
}

/* A lead that names no function yet. */
static const struct lead nobody = {.function = LEAD_NOBODY,
                                   .back = LEAD_NOBODY,
                                   .by_way_of = LEAD_NOBODY,
                                   .awaits = LEAD_NOBODY,
                                   .awaited = LEAD_NOBODY,
                                   .caller = LEAD_NOBODY,
                                   .costliest = LEAD_NOBODY};

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

/* Adds the parts, but for what goes through the one that leads back; returns the time of all. */
static double add_parts(const struct profile *profile, double least, struct lead *lead)
{
    uint32_t f = lead->function;
    double leaving = 0;
    lead->part_count = 0;
    for (uint32_t i = profile->callees[f]; i < profile->callees[f + 1]; i++) {
        uint32_t index = profile->callees_of[i];
        const struct call *call = &profile->calls[index];
        leaving = profile_add_times(leaving, call->callee == f ? 0 : call->total);
        if (call->callee != f && call->callee != lead->by_way_of && call->total > 0 &&
            call->total >= least)
            add_part(lead, (struct lead_part){index, call->total});
    }
    return leaving;
}

/* Leaves out parts whose names tell nothing: wrappers of several functions. */
static void drop_wrappers(const struct profile *profile, struct lead *lead)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < lead->part_count; i++) {
        uint32_t callee = profile->calls[lead->parts[i].call].callee;
        bool is_told =
            !parts_is_wrapper(profile, callee) || parts_unwrapped(profile, callee) != callee;
        if (is_told || (!kept && i + 1 == lead->part_count))
            lead->parts[kept++] = lead->parts[i];
    }
    lead->part_count = kept;
}

static void divide(const struct profile *profile, const bool *is_own, double least,
                   struct lead *lead)
{
    uint32_t f = lead->function;
    double leaving = add_parts(profile, least, lead);
    if (profile->functions[f].calls == profile->functions[f].primitive) {
        double missing = lead->time - profile->functions[f].own - leaving;
        lead->missing = missing >= least && missing > 0 ? missing : 0;
    }
    bool is_one = lead->part_count && lead->parts[0].time >= MOST * lead->time &&
                  (lead->part_count == 1 || lead->parts[1].time < MUCH * lead->time);
    lead->kind = is_one ? LEAD_THROUGH : LEAD_DIVIDED;
    if (!is_one) {
        drop_wrappers(profile, lead);
        return;
    }
    const struct call *through = &profile->calls[lead->parts[0].call];
    lead->part_count = 1;
    if (call_each_other(profile, is_own, f, through->callee)) {
        lead->kind = LEAD_DIVIDED;
        lead->by_way_of = through->callee;
        add_parts(profile, least, lead);
        return;
    }
    uint32_t back = parts_called_back(profile, through);
    if (back != PARTS_NOBODY && profile->calls[back].total >= least)
        lead->back = back;
}

/* The own function that calls a C function most often, apart from what seems to be called by other
   C functions; nobody, if that is less than most of the own ones' calls. Where threads are mixed
   counts are wrong, too, but not the names. */
static uint32_t own_caller(const struct lead_subject *subject, uint32_t function)
{
    const struct profile *profile = subject->profile;
    int64_t most = 0, all = 0;
    uint32_t best = LEAD_NOBODY;
    if (function == LEAD_NOBODY || subject->is_own[function])
        return LEAD_NOBODY;
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++) {
        const struct call *call = &profile->calls[i];
        if (!subject->is_own[call->caller])
            continue;
        all = profile_add_counts(all, call->calls);
        if (call->calls > most) {
            most = call->calls;
            best = call->caller;
        }
    }
    return (double)most > MOST * (double)all ? best : LEAD_NOBODY;
}

/* The answer of a table whose inclusive times mean nothing. */
static struct lead find_mixed(const struct lead_subject *subject)
{
    struct lead lead = nobody;
    lead.is_mixed = true;
    lead.is_lost = subject->has_lost_ends;
    if (lead.is_lost || subject->costliest == LEAD_NOBODY)
        return lead;
    lead.function = lead.costliest = subject->costliest;
    lead.caller = own_caller(subject, lead.function);
    lead.kind = LEAD_ITSELF;
    lead.time = subject->profile->functions[lead.function].own;
    lead.hides = lead_hides(subject->profile, lead.function);
    return lead;
}

/* Whether own code starts tasks, so that they wait beside each other. */
static bool starts_tasks(const struct profile *profile, const struct call *call)
{
    const struct function *callee = &profile->functions[call->callee];
    static const char *const names[] = {"gather", "create_task",  "ensure_future",
                                        "wait",   "as_completed", "run_in_executor"};
    struct str file = profile->names[callee->file].text, name = profile->names[callee->name].text;
    if (!str_contains(file, STR("asyncio")) && !str_contains(file, STR("anyio")))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal(str_after_last(name, '.'), str_of(names[i])))
            return true;
    return false;
}

/* The own function that a function calls most often; LEAD_NOBODY if that is less than often. */
static uint32_t often_called(const struct lead_subject *subject, uint32_t function, int64_t often)
{
    const struct profile *profile = subject->profile;
    uint32_t best = LEAD_NOBODY;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (subject->is_own[call->callee] && call->callee != function && call->calls >= often) {
            often = call->calls + 1;
            best = call->callee;
        }
    }
    return best;
}

/* What asyncio runs tasks by, where own code starts none; else LEAD_NOBODY. */
static uint32_t find_task_runner(const struct lead_subject *subject)
{
    const struct profile *profile = subject->profile;
    uint32_t runner = LEAD_NOBODY;
    for (uint32_t i = 0; i < profile->call_count; i++)
        if (subject->is_own[profile->calls[i].caller] && starts_tasks(profile, &profile->calls[i]))
            return LEAD_NOBODY;
    for (uint32_t f = 0; f < profile->function_count; f++)
        if (str_contains(profile->names[profile->functions[f].name].text,
                         STR("'run' of '_contextvars.Context'")))
            runner = f;
    return runner;
}

/* Finds the own coroutine that awaits another one again and again, which is called more often than
   it goes on itself, and the one that most of that leads to. */
static void find_awaits(const struct lead_subject *subject, struct lead *lead)
{
    enum { OFTEN = 20, DEEPEST = 50 };
    const struct function *functions = subject->profile->functions;
    uint32_t runner = find_task_runner(subject);
    if (runner == LEAD_NOBODY)
        return;
    uint32_t at = often_called(subject, runner, OFTEN), loop = LEAD_NOBODY, last = at;
    for (int depth = 0; at != LEAD_NOBODY && depth < DEEPEST; depth++) {
        uint32_t next = often_called(subject, at, OFTEN);
        if (loop == LEAD_NOBODY && next != LEAD_NOBODY &&
            functions[next].calls > functions[at].calls)
            loop = at;
        last = at;
        at = next;
    }
    if (loop == LEAD_NOBODY)
        return;
    lead->awaits = loop;
    lead->awaited = last;
}

/* The waiting below a function: the own time of what waits, but for calls that it makes itself. */
static double waiting_below(const struct lead_subject *subject, uint32_t function)
{
    const struct profile *profile = subject->profile;
    if (!subject->tree)
        return 0;
    bool *marked = memory_new(profile->function_count, sizeof *marked);
    marked[function] = true;
    uint32_t *above = tree_nearest(subject->tree, marked);
    double waiting = 0;
    for (uint32_t i = 1; i < subject->tree->count; i++) {
        const struct block *block = &subject->tree->blocks[i];
        if (above[i] && above[i] != block->parent && block->own > 0 &&
            waiting_of_function(profile, block->function, subject->origins[block->function]))
            waiting = profile_add_times(waiting, block->own);
    }
    free(above);
    free(marked);
    return waiting;
}

static void lead_itself(const struct lead_subject *subject, struct lead *lead)
{
    const struct profile *profile = subject->profile;
    lead->kind = LEAD_ITSELF;
    lead->hides = lead_hides(profile, lead->function);
    lead->waits_for_lock = waits_for_lock(profile, lead->function) && lead_has_threads(profile);
    if (!lead->waits_for_lock)
        return;
    add_parts(profile, subject->least, lead);
    lead->part_count = lead->part_count ? 1 : 0;
}

/* Whether the answer of a mixed table is about own code. */
static bool names_own_code(const struct lead_subject *subject, const struct lead *mixed)
{
    return mixed->caller != LEAD_NOBODY ||
           (mixed->function != LEAD_NOBODY && subject->is_own[mixed->function]);
}

/* What the hot path names; where that only waits, as idle threads do, the own function that causes
   most. */
static uint32_t find_function(const struct lead_subject *subject)
{
    uint32_t named = subject->named;
    if (!subject->origins || named == LEAD_NOBODY || subject->blamed == LEAD_NOBODY ||
        subject->is_own[named])
        return named;
    bool waits =
        waiting_of_function(subject->profile, named, subject->origins[named]) != WAITING_NOT;
    return waits ? subject->blamed : named;
}

struct lead lead_find(const struct lead_subject *subject)
{
    const struct profile *profile = subject->profile;
    struct lead mixed = find_mixed(subject);
    if (mixed.is_lost)
        return mixed;
    bool names_own = names_own_code(subject, &mixed);
    bool exceeds = profile_own_exceeds_total(profile);
    if (exceeds && names_own)
        return mixed;
    struct lead lead = nobody;
    lead.function = find_function(subject);
    lead.costliest = subject->costliest;
    if (lead.function == LEAD_NOBODY)
        return exceeds ? mixed : lead;
    const struct function *f = &profile->functions[lead.function];
    lead.time = profile_weight(f);
    if (f->own >= MOST * lead.time) {
        lead_itself(subject, &lead);
    } else {
        divide(profile, subject->is_own, subject->least, &lead);
        lead.waiting = waiting_below(subject, lead.function);
        if (lead.waiting >= MOST * lead.time)
            find_awaits(subject, &lead);
    }
    if (!exceeds && !(subject->has_threads && lead.missing > 0))
        return lead;
    if (names_own || !subject->is_own[lead.function] || lead.time > profile_totals(profile).total)
        return mixed;
    lead.is_mixed = true;
    lead.missing = 0;
    lead.waiting = 0;
    lead.part_count = 0; /* who calls whom is wrong there, too */
    lead.kind = LEAD_DIVIDED;
    return lead;
}

bool lead_tells(const struct lead *lead, uint32_t call)
{
    for (uint32_t i = 0; i < lead->part_count; i++)
        if (lead->parts[i].call == call)
            return true;
    return false;
}
