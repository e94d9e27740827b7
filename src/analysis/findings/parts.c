#include "analysis/findings/parts.h"

#include "python/c_names.h"

/* A function's caller that makes nearly all of its calls: this part. */
#define NEARLY_ALL 0.9

/* A C function that calls another one so often each time goes over something. */
enum { REPEATED = 2 };

static struct str name_of(const struct profile *profile, uint32_t function)
{
    return profile->names[profile->functions[function].name].text;
}

bool parts_is_expression(const struct profile *profile, uint32_t function)
{
    struct str name = name_of(profile, function);
    return str_starts(name, STR("<")) && !str_equal(name, STR("<module>")) &&
           profile->functions[function].line > 0;
}

bool parts_is_steps(const struct profile *profile, uint32_t function)
{
    return str_equal(name_of(profile, function), STR("<genexpr>"));
}

/* Whether an expression may stand in a function, and nearer to it than in the best one so far. */
static bool is_nearer(const struct profile *profile, uint32_t function, uint32_t part,
                      uint32_t best)
{
    const struct function *f = &profile->functions[function], *of = &profile->functions[part];
    return function != part && f->file == of->file && f->line > 0 && f->line <= of->line &&
           (best == PARTS_NOBODY || f->line > profile->functions[best].line);
}

uint32_t parts_owner(const struct profile *profile, uint32_t function)
{
    uint32_t best = PARTS_NOBODY;
    struct row row = profile->callers[function];
    if (!parts_is_expression(profile, function))
        return PARTS_NOBODY;
    for (uint32_t i = row.start; i < row.end; i++) {
        uint32_t caller = profile->calls[i].caller;
        struct row above = profile->callers[caller];
        if (is_nearer(profile, caller, function, best))
            best = caller;
        for (uint32_t k = above.start; k < above.end && c_names_is_c(profile, caller); k++)
            if (is_nearer(profile, profile->calls[k].caller, function, best))
                best = profile->calls[k].caller;
    }
    return best;
}

uint32_t parts_called_back(const struct profile *profile, const struct call *call)
{
    uint32_t best = PARTS_NOBODY, of = call->callee;
    bool is_alone = (double)call->calls >= NEARLY_ALL * (double)profile->functions[of].calls;
    if (!c_names_is_c(profile, of))
        return PARTS_NOBODY;
    for (uint32_t i = profile->callees[of]; i < profile->callees[of + 1]; i++) {
        uint32_t index = profile->callees_of[i];
        const struct call *back = &profile->calls[index];
        if (back->callee == call->caller || c_names_is_c(profile, back->callee) ||
            back->estimated || back->calls / REPEATED < call->calls ||
            !(is_alone || parts_owner(profile, back->callee) == call->caller))
            continue;
        if (best == PARTS_NOBODY || back->total > profile->calls[best].total)
            best = index;
    }
    return best;
}

bool parts_begins_thread(const struct profile *profile, uint32_t function)
{
    return str_starts(name_of(profile, function), STR("_bootstrap")) &&
           str_ends(profile->names[profile->functions[function].file].text, STR("threading.py"));
}

bool parts_is_wrapper(const struct profile *profile, uint32_t function)
{
    struct str name = name_of(profile, function);
    return str_contains(name, STR("wrap")) || str_contains(name, STR("decorat")) ||
           str_equal(str_after_last(name, '.'), STR("inner")) || str_starts(name, STR("argmap_"));
}

/* The largest call of a function, if that has nearly all of its time; else NULL. */
static const struct call *passed_on(const struct profile *profile, uint32_t function)
{
    const struct call *largest = NULL;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (call->callee != function && (!largest || call->total > largest->total))
            largest = call;
    }
    double least = NEARLY_ALL * profile->functions[function].total;
    return largest && largest->total > 0 && largest->total >= least ? largest : NULL;
}

uint32_t parts_unwrapped(const struct profile *profile, uint32_t function)
{
    enum { HOPS = 3, SHORTEST = 3 };
    struct str name = name_of(profile, function);
    const struct call *first = passed_on(profile, function);
    if (!first || !parts_is_wrapper(profile, function))
        return function;
    const struct call *call = first;
    for (int i = 0; i < HOPS && call; i++) {
        struct str of = name_of(profile, call->callee);
        if (of.size >= SHORTEST && str_contains(name, of))
            return call->callee;
        call = passed_on(profile, call->callee);
    }
    bool is_each = first->calls == profile->functions[function].calls;
    return is_each && !parts_is_wrapper(profile, first->callee) ? first->callee : function;
}
