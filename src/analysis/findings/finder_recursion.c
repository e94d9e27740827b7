#include "analysis/findings/finder.h"

#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "base/memory.h"

/* Below this a recursion is no more than a detail of how something is written. */
enum { MANY_RECURSIVE = 100 };

/* Recursive calls for each call from outside, from which on recursion is what
   functions do; fewer for one function, which calls itself for no other reason. */
enum { DEEP = 10, DEEP_ALONE = 3 };

/* Where less of its time is own, what it calls is the cost. */
#define LEAST_OWN 0.3

/* Three names are enough. */
enum { MOST_NAMES = 3 };

/* Of functions that call each other: what enters from outside, and what they do. */
struct cycle {
    double entering, leaving, own, of_others;
    int64_t entries, recursive;
    uint32_t members;
    bool imports; /* the program's modules are a part of it: no recursion, but exec's two uses */
};

static bool is_recursive(const struct cycle *cycle)
{
    int64_t deep = cycle->members == 1 ? DEEP_ALONE : DEEP;
    return cycle->recursive >= MANY_RECURSIVE && cycle->recursive / deep >= cycle->entries;
}

static void add_functions(const struct finder *f, const uint32_t *component, struct cycle *cycles)
{
    for (uint32_t i = 0; i < f->profile->function_count; i++) {
        const struct function *of = &f->profile->functions[i];
        struct cycle *cycle = &cycles[component[i]];
        double *own = f->blame->is_own[i] ? &cycle->own : &cycle->of_others;
        *own = profile_add_times(*own, of->own);
        cycle->entries = profile_add_counts(cycle->entries, of->calls);
        cycle->members++;
        cycle->imports |=
            f->imports->machinery[i] || f->imports->modules[i] || imports_is_exec(f->profile, i);
    }
}

/* Takes the calls within cycles from all calls of their functions, which leaves the others. */
static void add_calls(const struct profile *profile, const uint32_t *component,
                      struct cycle *cycles)
{
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        uint32_t from = component[call->caller], to = component[call->callee];
        if (from == to) {
            cycles[to].recursive = profile_add_counts(cycles[to].recursive, call->calls);
            cycles[to].entries = profile_add_counts(cycles[to].entries, -call->calls);
            continue;
        }
        cycles[to].entering = profile_add_times(cycles[to].entering, call->total);
        cycles[from].leaving = profile_add_times(cycles[from].leaving, call->total);
    }
}

static void tell_cycle(struct finder *f, const uint32_t *component, uint32_t number,
                       const struct cycle *cycle)
{
    struct finding finding = {.kind = FINDING_RECURSION,
                              .caller = FINDINGS_NOBODY,
                              .time = cycle->own + cycle->of_others + cycle->leaving,
                              .calls = cycle->entries,
                              .recursive = cycle->recursive,
                              .part_total = cycle->members};
    for (uint32_t i = 0; i < f->profile->function_count; i++)
        if (component[i] == number)
            finder_add_part(
                &finding, MOST_NAMES,
                (struct finding_part){.function = i, .time = f->profile->functions[i].own});
    finding.function = finding.parts[0].function;
    if (cycle->members == 1)
        finding.time = profile_weight(&f->profile->functions[finding.function]);
    finder_add(f, &finding);
}

void finder_look_at_recursion(struct finder *f)
{
    const struct profile *profile = f->profile;
    const struct components *components = cycles_components(profile);
    const uint32_t *component = components->of, count = components->count;
    struct cycle *cycles = memory_new(count, sizeof *cycles);
    add_functions(f, component, cycles);
    add_calls(profile, component, cycles);
    for (uint32_t i = 0; i < count; i++) {
        double time = cycles[i].own + cycles[i].of_others + cycles[i].leaving;
        bool costs = finder_matters(f, cycles[i].own) && cycles[i].own > cycles[i].of_others &&
                     cycles[i].own >= LEAST_OWN * time;
        if (costs && !cycles[i].imports && is_recursive(&cycles[i]))
            tell_cycle(f, component, i, &cycles[i]);
    }
    free(cycles);
}
