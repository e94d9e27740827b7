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
   have some. The profiler itself starts one however little it takes. */
#define LEAST_PROGRAM 0.1

/* What imports is called by import, or is where import begins, for this part of its time. */
#define MOSTLY_IMPORT 0.5

/* Each pass may find that what only such functions call is no import either. */
enum { MOST_PASSES = 8 };

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

bool imports_is_module(const struct profile *profile, uint32_t function)
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

/* A command ("-m", cProfile.run) that runs a program, in Python 2 without a trace of exec. */
static bool is_command(const struct profile *profile, uint32_t function)
{
    struct str file = profile->names[profile->functions[function].file].text;
    return imports_is_module(profile, function) && str_starts(file, STR("<"));
}

/* Whether a module's code is run by import: all of its callers are import, or exec where it mostly
   serves import. In Python 2 import leaves no trace between two modules. */
static bool is_run_by_import(const struct finder *f, uint32_t module)
{
    const struct profile *profile = f->profile;
    struct row row = profile->callers[module];
    for (uint32_t i = row.start; i < row.end; i++) {
        uint32_t caller = profile->calls[i].caller;
        bool is_importing = imports_is_module(profile, caller) && !is_command(profile, caller);
        if (!f->imports->machinery[caller] && !is_importing && !f->serves[caller])
            return false;
    }
    return row.start < row.end;
}

/* Exec's call of the largest module that fits in the given time and takes more than `least`;
   IMPORTS_NO_CALL if there is none. */
static uint32_t find_program(const struct finder *f, uint32_t exec, double time, double least)
{
    const struct profile *profile = f->profile;
    uint32_t best = IMPORTS_NO_CALL;
    double most = least;
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

/* Notes what calls into exec (so many, of so much time) run, if these are programs: one, or
   several where profiles were added up. The last takes nearly all that the others leave. */
static void add_starts(struct finder *f, uint32_t exec, uint32_t into, double time, int64_t calls)
{
    struct imports *imports = f->imports;
    for (; calls > 0 && time > 0 && f->programs < MOST_PROGRAMS; calls--) {
        f->programs++;
        uint32_t run = find_program(f, exec, time, calls == 1 ? NEARLY_ALL * time : 0);
        if (run == IMPORTS_NO_CALL)
            return;
        time -= f->profile->functions[f->profile->calls[run].callee].total;
        imports->starts = memory_grow(imports->starts, &f->room, (size_t)imports->start_count + 1,
                                      sizeof *imports->starts);
        imports->starts[imports->start_count++] = (struct program_start){into, run};
        imports->modules[f->profile->calls[run].callee] = false;
    }
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
        add_starts(f, exec, IMPORTS_NO_CALL, function->total, function->calls - explained);
    for (uint32_t i = row.start; i < row.end; i++)
        if (!f->imports->machinery[profile->calls[i].caller] && profile->calls[i].total >= least)
            add_starts(f, exec, i, profile->calls[i].total, 1);
}

/* Where an import begins: what the statement, and what stands for it, calls. */
static bool begins_import(const struct profile *profile, uint32_t function)
{
    static const char *const names[] = {"<built-in method __import__>",
                                        "<built-in method builtins.__import__>",
                                        "__import__",
                                        "_find_and_load",
                                        "_gcd_import",
                                        "_handle_fromlist",
                                        "import_module"};
    struct str name = profile->names[profile->functions[function].name].text;
    return str_is_among(name, names, sizeof names / sizeof names[0]);
}

/* Whether most of the time of a part of the import machinery is for others: py_compile and plugins
   use its loaders too. */
static bool serves_others(const struct finder *f, uint32_t function)
{
    const struct profile *profile = f->profile;
    struct row row = profile->callers[function];
    double import = 0, all = 0;
    for (uint32_t i = row.start; i < row.end; i++) {
        const struct call *call = &profile->calls[i];
        if (call->caller == function || call->total <= 0)
            continue;
        all = profile_add_times(all, call->total);
        if (f->imports->machinery[call->caller])
            import = profile_add_times(import, call->total);
    }
    return all > 0 && import < MOSTLY_IMPORT * all && !begins_import(profile, function);
}

static void drop_other_uses(struct finder *f)
{
    bool any = true;
    for (int pass = 0; pass < MOST_PASSES && any; pass++) {
        any = false;
        for (uint32_t i = 0; i < f->profile->function_count; i++)
            if (f->imports->machinery[i] && serves_others(f, i)) {
                f->imports->machinery[i] = false;
                any = true;
            }
    }
}

struct imports imports_find(const struct profile *profile, const struct origins *origins)
{
    uint32_t count = profile->function_count;
    struct imports imports = {.machinery = memory_new(count, sizeof *imports.machinery),
                              .modules = memory_new(count, sizeof *imports.modules)};
    struct finder f = {
        .profile = profile, .imports = &imports, .serves = memory_new(count, sizeof *f.serves)};
    double least = LEAST_PROGRAM * profile_totals(profile).total;
    origins_mark_imports(profile, origins->of, imports.machinery);
    drop_other_uses(&f);
    for (uint32_t i = 0; i < count; i++)
        f.serves[i] = serves_import(&f, i);
    for (uint32_t i = 0; i < count; i++)
        imports.modules[i] = imports_is_module(profile, i) && is_run_by_import(&f, i);
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

uint32_t *imports_targets(const struct profile *profile, const struct imports *imports)
{
    uint32_t *targets = memory_new(profile->call_count, sizeof *targets);
    for (uint32_t i = 0; i < profile->call_count; i++)
        targets[i] = profile->calls[i].callee;
    for (uint32_t i = 0; imports && i < imports->start_count; i++) {
        const struct program_start *start = &imports->starts[i];
        if (start->into == IMPORTS_NO_CALL)
            continue;
        targets[start->into] = profile->calls[start->run].callee;
        targets[start->run] = IMPORTS_FOLLOWED;
    }
    return targets;
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
