#include "analysis/imports.h"

#include "analysis/classify.h"

/* Both import and the start of a program run a module's code by exec: it is import's if so much of
   exec's calls are. */
#define MOSTLY 0.5

/* Exec takes a little longer than the module that it runs. */
#define NEARLY_ALL 0.9

static bool is_module(const struct profile *profile, uint32_t function)
{
    return str_equal(profile->names[profile->functions[function].name].text, STR("<module>"));
}

static bool is_exec(const struct profile *profile, uint32_t function)
{
    struct str name = profile->names[profile->functions[function].name].text;
    return (str_equal(name, STR("<built-in method builtins.exec>")) ||
            str_equal(name, STR("<built-in method exec>")) || str_equal(name, STR("exec"))) &&
           classify_function(profile, function) == ORIGIN_BUILTIN;
}

/* How often import calls the function, of all its calls. */
static int64_t calls_by_import(const struct profile *profile, uint32_t function,
                               const bool *machinery)
{
    int64_t calls = 0;
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++)
        if (machinery[profile->calls[i].caller])
            calls = profile_add_counts(calls, profile->calls[i].calls);
    return calls;
}

/* Whether a module's code is run by import: all of its callers are import, or exec where it mostly
   serves import. In Python 2 import leaves no trace between two modules. */
static bool is_run_by_import(const struct profile *profile, uint32_t module, const bool *machinery)
{
    struct row row = profile->callers[module];
    for (uint32_t i = row.start; i < row.end; i++) {
        uint32_t caller = profile->calls[i].caller;
        double calls = (double)profile->functions[caller].calls;
        bool serves = is_exec(profile, caller) &&
                      (double)calls_by_import(profile, caller, machinery) >= MOSTLY * calls;
        if (!machinery[caller] && !serves && !is_module(profile, caller))
            return false;
    }
    return row.start < row.end;
}

/* The longest that anything but import can have spent in exec: the profiler itself, by calls that
   no caller explains, or a caller. */
static double time_by_others(const struct profile *profile, uint32_t exec, const bool *machinery)
{
    int64_t calls = 0;
    double longest = 0;
    for (uint32_t i = profile->callers[exec].start; i < profile->callers[exec].end; i++) {
        const struct call *call = &profile->calls[i];
        calls = profile_add_counts(calls, call->calls);
        if (!machinery[call->caller] && call->total > longest)
            longest = call->total;
    }
    const struct function *f = &profile->functions[exec];
    return f->calls > calls && f->total > longest ? f->total : longest;
}

/* Whether the module may be the program itself: others than import had the time to run it. */
static bool may_be_program(const struct profile *profile, uint32_t module, const bool *machinery)
{
    double total = profile->functions[module].total;
    for (uint32_t i = profile->callers[module].start; i < profile->callers[module].end; i++) {
        uint32_t caller = profile->calls[i].caller;
        if (is_exec(profile, caller) &&
            time_by_others(profile, caller, machinery) >= NEARLY_ALL * total)
            return true;
    }
    return false;
}

uint32_t imports_mark(const struct profile *profile, bool *machinery, bool *modules)
{
    uint32_t count = profile->function_count, program = count;
    for (uint32_t i = 0; i < count; i++)
        machinery[i] = classify_is_import(profile, i);
    for (uint32_t i = 0; i < count; i++) {
        modules[i] = is_module(profile, i) && is_run_by_import(profile, i, machinery);
        if (modules[i] &&
            (program == count || profile->functions[i].total > profile->functions[program].total))
            program = i;
    }
    if (program == count || !may_be_program(profile, program, machinery))
        return count;
    modules[program] = false;
    return program;
}
