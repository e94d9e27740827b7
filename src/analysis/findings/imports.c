#include "analysis/findings/imports.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "python/c_names.h"

/* A module that exec runs is taken as imported if so much of exec's calls are import's. */
#define MOSTLY 0.5

/* Exec takes a little longer than the module that it runs. */
#define NEARLY_ALL 0.9

/* A caller of exec with less than this share of the total starts no program: such as generate code
   have some. */
#define LEAST_PROGRAM 0.1

/* So many callers of exec are looked at: each takes a look at all that exec runs. */
enum { MOST_PROGRAMS = 100 };

/* Differences of sums of doubles stay below this part of them. */
#define ROUNDING 1e-6

struct finder {
    const struct profile *profile;
    struct imports *imports;
    bool *serves; /* of each function: see serves_import */
    size_t room;
    int programs; /* that were looked for */
};

static bool is_module(const struct profile *profile, uint32_t function)
{
    return str_equal(profile->names[profile->functions[function].name].text, STR("<module>"));
}

bool imports_is_exec(const struct profile *profile, uint32_t function)
{
    struct str name = profile->names[profile->functions[function].name].text;
    return (str_equal(name, STR("<built-in method builtins.exec>")) ||
            str_equal(name, STR("<built-in method exec>")) || str_equal(name, STR("exec"))) &&
           c_names_is_c(profile, function);
}

/* Whether a function calls modules mostly on behalf of import: exec. */
static bool serves_import(const struct finder *f, uint32_t function)
{
    const struct profile *profile = f->profile;
    int64_t calls = 0;
    if (!imports_is_exec(profile, function))
        return false;
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++)
        if (f->imports->machinery[profile->calls[i].caller])
            calls = profile_add_counts(calls, profile->calls[i].calls);
    return (double)calls >= MOSTLY * (double)profile->functions[function].calls;
}

/* Whether a module's code is run by import: all of its callers are import, or exec where it mostly
   serves import. In Python 2 import leaves no trace between two modules. */
static bool is_run_by_import(const struct finder *f, uint32_t module)
{
    const struct profile *profile = f->profile;
    struct row row = profile->callers[module];
    for (uint32_t i = row.start; i < row.end; i++) {
        uint32_t caller = profile->calls[i].caller;
        if (!f->imports->machinery[caller] && !is_module(profile, caller) && !f->serves[caller])
            return false;
    }
    return row.start < row.end;
}

/* Exec's call of the largest module that fits in the given time and takes nearly all of it;
   IMPORTS_NO_CALL if there is none. */
static uint32_t find_program(const struct finder *f, uint32_t exec, double time)
{
    const struct profile *profile = f->profile;
    uint32_t best = IMPORTS_NO_CALL;
    double most = NEARLY_ALL * time;
    for (uint32_t i = profile->callees[exec]; i < profile->callees[exec + 1]; i++) {
        uint32_t callee = profile->calls[profile->callees_of[i]].callee;
        double total = profile->functions[callee].total;
        if (f->imports->modules[callee] && total <= time * (1 + ROUNDING) && total > most) {
            best = profile->callees_of[i];
            most = total;
        }
    }
    return best;
}

/* Notes what a call into exec (of so much time) runs, if it is a program. */
static void add_start(struct finder *f, uint32_t exec, uint32_t into, double time, double least)
{
    struct imports *imports = f->imports;
    if (!(time > 0 && time >= least) || f->programs == MOST_PROGRAMS)
        return;
    f->programs++;
    uint32_t run = find_program(f, exec, time);
    if (run == IMPORTS_NO_CALL)
        return;
    imports->starts = memory_grow(imports->starts, &f->room, (size_t)imports->start_count + 1,
                                  sizeof *imports->starts);
    imports->starts[imports->start_count++] = (struct program_start){into, run};
    imports->modules[f->profile->calls[run].callee] = false;
}

/* Looks at who calls exec: the profiler itself, whose calls no caller explains, then others. */
static void find_starts(struct finder *f, uint32_t exec, double least)
{
    const struct profile *profile = f->profile;
    const struct function *function = &profile->functions[exec];
    struct row row = profile->callers[exec];
    int64_t explained = 0;
    for (uint32_t i = row.start; i < row.end; i++)
        explained = profile_add_counts(explained, profile->calls[i].calls);
    if (function->calls > explained)
        add_start(f, exec, IMPORTS_NO_CALL, function->total, least);
    for (uint32_t i = row.start; i < row.end; i++)
        if (!f->imports->machinery[profile->calls[i].caller])
            add_start(f, exec, i, profile->calls[i].total, least);
}

struct imports imports_find(const struct profile *profile, const struct origins *origins)
{
    uint32_t count = profile->function_count;
    struct imports imports = {.machinery = memory_new(count, sizeof *imports.machinery),
                              .modules = memory_new(count, sizeof *imports.modules)};
    struct finder f = {
        .profile = profile, .imports = &imports, .serves = memory_new(count, sizeof *f.serves)};
    double least = LEAST_PROGRAM * profile_totals(profile).total;
    for (uint32_t i = 0; i < count; i++)
        imports.machinery[i] = origins_is_import(profile, i, origins->of[i]);
    for (uint32_t i = 0; i < count; i++)
        f.serves[i] = serves_import(&f, i);
    for (uint32_t i = 0; i < count; i++)
        imports.modules[i] = is_module(profile, i) && is_run_by_import(&f, i);
    for (uint32_t i = 0; i < count; i++)
        if (imports_is_exec(profile, i))
            find_starts(&f, i, least);
    free(f.serves);
    return imports;
}

void imports_free(struct imports *imports)
{
    free(imports->machinery);
    free(imports->modules);
    free(imports->starts);
    *imports = (struct imports){0};
}

static void *copy_of(const void *items, size_t count, size_t size)
{
    void *copy = memory_new(count, size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

static void take(double *time, double part)
{
    *time = *time > part ? *time - part : 0;
}

struct profile imports_view(const struct profile *profile, const struct imports *imports)
{
    struct profile view = *profile;
    view.functions = copy_of(profile->functions, profile->function_count, sizeof *view.functions);
    view.calls = copy_of(profile->calls, profile->call_count, sizeof *view.calls);
    for (uint32_t i = 0; i < imports->start_count; i++) {
        const struct program_start *start = &imports->starts[i];
        struct call *run = &view.calls[start->run];
        take(&view.functions[run->caller].total, run->total);
        if (start->into != IMPORTS_NO_CALL)
            take(&view.calls[start->into].total, run->total);
        run->total = run->own = 0;
        run->calls = run->primitive = 0;
    }
    return view;
}

void imports_free_view(struct profile *view)
{
    free(view->functions);
    free(view->calls);
    *view = (struct profile){0};
}
