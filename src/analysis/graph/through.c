#include "analysis/graph/through.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "base/doubles.h"
#include "base/memory.h"

/* In a cycle fractions are computed so often at most, or until none changes by more than that. */
enum { MOST_SWEEPS = 100 };
#define SETTLED 1e-12

/* Fractions this near to nothing or all are rounding. */
#define ROUNDING 1e-9

struct finder {
    const struct profile *profile;
    const bool *marked;
    struct through *through;
    uint32_t *members; /* functions by component */
    uint32_t *first;   /* where a component's members start; one more at the end */
    uint32_t components;
    bool no_times; /* all calls cost nothing: their numbers decide */
};

static double weight_of(const struct call *call, bool by_calls)
{
    return doubles_not_negative(by_calls ? (double)call->calls : call->total);
}

/* A part of a whole, both being added up. */
struct portion {
    double part, whole;
};

static void add_to(struct portion *portion, double weight, double fraction)
{
    portion->part += weight * fraction;
    portion->whole += weight;
}

/* Of the calls of a function, what is below a marked one. */
static struct portion portion_below(const struct finder *f, uint32_t function, bool by_calls)
{
    const struct profile *profile = f->profile;
    struct portion portion = {0};
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++) {
        const struct call *call = &profile->calls[i];
        if (call->caller != function)
            add_to(&portion, weight_of(call, by_calls), f->through->below[call->caller]);
    }
    return portion;
}

/* Of the calls by a function, what is by way of marked ones. */
static struct portion portion_above(const struct finder *f, uint32_t function, bool by_calls)
{
    const struct profile *profile = f->profile;
    struct portion portion = {0};
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (call->callee != function)
            add_to(&portion, weight_of(call, by_calls), f->through->above[call->callee]);
    }
    return portion;
}

/* The fraction of a function's time, of which `own` is none of any call; where calls have no time
   their numbers decide about the rest. */
static double find_fraction(const struct finder *f, uint32_t function, double own,
                            struct portion (*find)(const struct finder *, uint32_t, bool))
{
    double total = f->profile->functions[function].total, rest = 1;
    if (f->marked[function])
        return 1;
    struct portion portion = find(f, function, false);
    portion.whole = fmax(portion.whole + doubles_not_negative(own), total);
    if (f->no_times || portion.whole <= 0) {
        portion = find(f, function, true);
        rest = total > 0 ? doubles_not_negative(1 - doubles_not_negative(own) / total) : 1;
    }
    return portion.whole > 0 ? fmin(rest * portion.part / portion.whole, 1) : 0;
}

/* What is known of a function; NULL: nothing. */
static const struct path_cost *known_of(const struct through *through, uint32_t function)
{
    const struct path_cost *costs = through->known.functions;
    return costs && costs[function].total > 0 ? &costs[function] : NULL;
}

/* The tree may have less of what takes so long than the table, where some of it was cut, or more.
 */
static struct through_part known_part(const struct through *through, const struct path_cost *cost,
                                      double total)
{
    double most = total > 0 ? total / through->known.quantum : cost->total;
    double whole = fmin(cost->total, most);
    double either = fmin(cost->either / whole, 1), from = fmin(cost->from / whole, 1);
    return (struct through_part){.own = cost->own > 0 ? cost->own_in / cost->own : either,
                                 .own_from = cost->own > 0 ? cost->own_from / cost->own : from,
                                 .either = either,
                                 .from = from};
}

static double find_below(const struct finder *f, uint32_t function)
{
    const struct path_cost *known = known_of(f->through, function);
    if (known && f->through->below_guessed[function])
        return known_part(f->through, known, f->profile->functions[function].total).own_from;
    return find_fraction(f, function, 0, portion_below);
}

static double find_above(const struct finder *f, uint32_t function)
{
    const struct path_cost *known = known_of(f->through, function);
    if (known && f->through->above_guessed[function]) {
        struct through_part part =
            known_part(f->through, known, f->profile->functions[function].total);
        return part.either > part.own_from ? (part.either - part.own_from) / (1 - part.own_from)
                                           : 0;
    }
    return find_fraction(f, function, f->profile->functions[function].own, portion_above);
}

static void settle(const struct finder *f, uint32_t component,
                   double (*find)(const struct finder *, uint32_t), double *fractions)
{
    uint32_t start = f->first[component];
    uint32_t end = f->first[component + 1];
    int sweeps = end - start > 1 ? MOST_SWEEPS : 1;
    for (double change = 1; sweeps > 0 && change > SETTLED; sweeps--) {
        change = 0;
        for (uint32_t i = start; i < end; i++) {
            double found = find(f, f->members[i]);
            change = fmax(change, fabs(found - fractions[f->members[i]]));
            fractions[f->members[i]] = found;
        }
    }
}

/* Neither nothing nor all. */
static bool is_partial(double fraction)
{
    return fraction > ROUNDING && fraction < 1 - ROUNDING;
}

/* Stops at the second: this is asked for every call, and a function may have many callers. */
static bool has_several_callers(const struct profile *profile, uint32_t function)
{
    struct row row = profile->callers[function];
    uint32_t callers = 0;
    for (uint32_t i = row.start; i < row.end && callers < 2; i++)
        callers += profile->calls[i].caller != function;
    return callers > 1;
}

/* A caller that is partly below a marked function does not tell which of its calls are. */
static bool guesses_below(const struct through *through, uint32_t caller)
{
    return through->below_guessed[caller] || is_partial(through->below[caller]);
}

/* Nor does a callee that leads partly to one tell for which of its callers. */
static bool guesses_above(const struct profile *profile, const struct through *through,
                          uint32_t callee)
{
    return through->above_guessed[callee] ||
           (is_partial(through->above[callee]) && has_several_callers(profile, callee));
}

static bool find_below_guess(const struct finder *f, uint32_t function)
{
    struct row row = f->profile->callers[function];
    for (uint32_t i = row.start; i < row.end; i++)
        if (guesses_below(f->through, f->profile->calls[i].caller))
            return true;
    return false;
}

static bool find_above_guess(const struct finder *f, uint32_t function)
{
    const struct profile *profile = f->profile;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++)
        if (guesses_above(profile, f->through, profile->calls[profile->callees_of[i]].callee))
            return true;
    return false;
}

/* What one member of a cycle guesses, all do. Returns whether they do. */
static bool spread_guess(const struct finder *f, uint32_t component,
                         bool (*find)(const struct finder *, uint32_t), bool *guessed)
{
    bool any = false;
    for (uint32_t i = f->first[component]; i < f->first[component + 1] && !any; i++)
        any = !f->marked[f->members[i]] && find(f, f->members[i]);
    for (uint32_t i = f->first[component]; i < f->first[component + 1]; i++)
        guessed[f->members[i]] = any && !f->marked[f->members[i]];
    return any;
}

/* Scales a guess; it comes to `most` of `whole` at most. */
static double scaled(double part, double factor, double most, double whole)
{
    return is_partial(part) ? fmin(part * factor, whole > most ? most / whole : 1) : part;
}

/* Of what takes so much inclusive time: takes what paths tell (or NULL) in place of what is a
   guess, and fits that to what marked functions take. */
static struct through_part better(const struct through *t, struct through_part part,
                                  const struct path_cost *known, double total)
{
    if (!part.either_guessed)
        return part;
    struct through_part guess = known ? known_part(t, known, total) : part;
    part.either = scaled(guess.either, t->total_factor, t->most, total);
    if (part.from_guessed) {
        part.own = scaled(guess.own, t->own_factor, 1, 1);
        part.own_from = scaled(guess.own_from, t->own_factor, 1, 1);
        part.from = scaled(guess.from, t->total_factor, t->most, total);
    }
    return part;
}

struct through_part through_of_function(const struct through *through,
                                        const struct profile *profile, uint32_t function)
{
    double below = through->below[function], above = through->above[function];
    bool is_guessed = through->below_guessed[function];
    struct through_part plain = {.own = below,
                                 .own_from = below,
                                 .either = below + (1 - below) * above,
                                 .from = below,
                                 .either_guessed = is_guessed || through->above_guessed[function],
                                 .from_guessed = is_guessed};
    return better(through, plain, known_of(through, function), profile->functions[function].total);
}

struct through_part through_of_call(const struct through *through, const struct profile *profile,
                                    uint32_t call)
{
    const struct call *of = &profile->calls[call];
    const struct path_cost *known = through->known.calls;
    double below = through->below[of->caller], above = through->above[of->callee];
    bool is_guessed = guesses_below(through, of->caller);
    struct through_part plain = {.own = through->marked[of->callee] ? 1 : below,
                                 .own_from = below,
                                 .either = below + (1 - below) * above,
                                 .from = below,
                                 .either_guessed =
                                     is_guessed || guesses_above(profile, through, of->callee),
                                 .from_guessed = is_guessed};
    known = known && known[call].total > 0 ? &known[call] : NULL;
    return better(through, plain, known, of->total);
}

/* What marked functions take, none counted twice, in seconds, and in the known paths' time. */
static double sum_marked(const struct profile *profile, const struct through *through,
                         double *by_paths)
{
    double sum = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct path_cost *known = known_of(through, i);
        if (!through->marked[i] || !known)
            continue;
        sum += profile->functions[i].total * known->first / known->total;
        *by_paths += known->first;
    }
    return sum;
}

/* A factor far from 1 is no correction: the table contradicts itself. */
static double sane_factor(double wanted, double found)
{
    double factor = found > 0 ? wanted / found : 1;
    return factor > 0.5 && factor < 2 ? factor : 1;
}

static void find_factors(const struct profile *profile, struct through *through)
{
    double sure = 0, partial = 0, by_paths = 0;
    double wanted = sum_marked(profile, through, &by_paths);
    if (!(wanted > 0))
        return;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        double part = through_of_function(through, profile, i).own_from;
        double own = doubles_not_negative(profile->functions[i].own) * part;
        *(is_partial(part) && through->below_guessed[i] ? &partial : &sure) += own;
    }
    through->most = wanted;
    through->own_factor = sane_factor(wanted - sure, partial);
    through->total_factor = sane_factor(wanted, by_paths * through->known.quantum);
}

static bool has_no_times(const struct profile *profile)
{
    for (uint32_t i = 0; i < profile->call_count; i++)
        if (profile->calls[i].total > 0)
            return false;
    return true;
}

/* Callers come before callees for what is below, after them for what is above. */
struct through through_find(const struct profile *profile, const bool *marked,
                            const struct path_costs *known)
{
    uint32_t count = profile->function_count;
    struct through through = {.marked = marked,
                              .known = *known,
                              .below = memory_new(count, sizeof(double)),
                              .above = memory_new(count, sizeof(double)),
                              .own_factor = 1,
                              .total_factor = 1,
                              .most = INFINITY,
                              .below_guessed = memory_new(count, sizeof(bool)),
                              .above_guessed = memory_new(count, sizeof(bool))};
    struct finder f = {.profile = profile, .marked = marked, .through = &through};
    f.no_times = has_no_times(profile);
    const struct components *components = cycles_components(profile);
    f.components = components->count;
    f.first = cycles_group(components->of, count, f.components, &f.members);
    for (uint32_t i = f.components; i-- > 0;) {
        settle(&f, i, find_below, through.below);
        if (spread_guess(&f, i, find_below_guess, through.below_guessed))
            settle(&f, i, find_below, through.below);
    }
    for (uint32_t i = 0; i < f.components; i++) {
        settle(&f, i, find_above, through.above);
        if (spread_guess(&f, i, find_above_guess, through.above_guessed))
            settle(&f, i, find_above, through.above);
    }
    find_factors(profile, &through);
    free(f.first);
    free(f.members);
    return through;
}

void through_free(struct through *through)
{
    free(through->below_guessed);
    free(through->above_guessed);
    free(through->below);
    free(through->above);
    *through = (struct through){0};
}
