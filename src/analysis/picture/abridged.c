#include "analysis/picture/abridged.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/graph/reach.h"
#include "base/memory.h"

/* Imports with less than this share of the total, or fewer functions, are not worth a fold. */
#define LEAST_IMPORTS 0.005
enum { LEAST_MEMBERS = 3 };

/* A module takes no longer than the import that runs it, but for what the profiler adds. */
#define AS_LONG 1.02

/* Of a service's time. */
#define MOSTLY 0.5

/* Exec only starts the program if one call has this part of its time. */
#define NEARLY_ALL 0.9

struct abridger {
    const struct profile *profile;
    struct abridged *abridged;
    const struct imports *imports;
    bool *is_entry;
    bool *is_import;     /* machinery, or a module that it runs */
    uint32_t *targets;   /* of each call: imports_targets */
    uint32_t exec, main; /* that is dropped, and what it runs; ABRIDGED_NONE */
};

static const struct function *function_of(const struct abridger *f, uint32_t index)
{
    return &f->profile->functions[index];
}

/* The marked function with the largest Total; ABRIDGED_NONE if none has any. */
static uint32_t largest_of(const struct profile *profile, const bool *marked)
{
    uint32_t best = ABRIDGED_NONE;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        double total = profile->functions[i].total;
        double most = best == ABRIDGED_NONE ? 0 : profile->functions[best].total;
        if (marked[i] && total > 0 &&
            (total > most || (total == most && profile_compare_keys(profile, i, best) < 0)))
            best = i;
    }
    return best;
}

static void find_entries(struct abridger *f)
{
    f->is_entry = memory_new(f->profile->function_count, sizeof *f->is_entry);
    reach_entry_points(f->profile, f->is_entry);
}

/* Finds the exec that only starts the program: the largest entry. */
static void find_exec(struct abridger *f)
{
    const struct profile *profile = f->profile;
    uint32_t exec = largest_of(profile, f->is_entry);
    if (exec == ABRIDGED_NONE || !imports_is_exec(profile, exec))
        return;
    for (uint32_t i = profile->callees[exec]; i < profile->callees[exec + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (call->callee == exec || f->is_import[call->callee] ||
            call->total < NEARLY_ALL * function_of(f, exec)->total)
            continue;
        f->exec = exec;
        f->main = call->callee;
        return;
    }
}

/* What the machinery also does for others: py_compile has it compile and write, pkgutil reads data
   and lists packages. */
static bool is_service(const struct profile *profile, uint32_t function)
{
    static const char *const names[] = {
        "source_to_code", "cache_from_source", "source_from_cache", "_write_atomic",
        "set_data",       "_cache_bytecode",   "get_data",          "get_source",
        "decode_source",  "path_stats",        "_path_stat",        "_calc_mode",
        "walk_packages",  "iter_modules",      "extend_path",       "_call_with_frames_removed",
    };
    struct str name = profile->names[profile->functions[function].name].text;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal(name, str_of(names[i])))
            return true;
    return false;
}

/* Whether most of a service's time is for callers that do not import. */
static bool serves_others(const struct abridger *f, uint32_t function)
{
    const struct profile *profile = f->profile;
    double others = 0, all = 0;
    if (!is_service(profile, function))
        return false;
    for (uint32_t i = profile->callers[function].start; i < profile->callers[function].end; i++) {
        const struct call *call = &profile->calls[i];
        all += fmax(call->total, 0);
        if (!f->is_import[call->caller] && !f->imports->modules[call->caller])
            others += fmax(call->total, 0);
    }
    return others > MOSTLY * all;
}

/* Services may serve each other: two looks find those. */
static void find_machinery(struct abridger *f)
{
    uint32_t count = f->profile->function_count;
    f->is_import = memory_new(count, sizeof *f->is_import);
    memcpy(f->is_import, f->imports->machinery, count * sizeof *f->is_import);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < count; i++)
            f->is_import[i] = f->is_import[i] && !serves_others(f, i);
}

static void find_import_code(struct abridger *f, double least)
{
    uint32_t count = f->profile->function_count;
    struct abridged *abridged = f->abridged;
    find_machinery(f);
    uint32_t largest = largest_of(f->profile, f->is_import);
    if (largest == ABRIDGED_NONE || function_of(f, largest)->total < least)
        return;
    abridged->imports = largest;
    double longest = function_of(f, largest)->total * AS_LONG;
    for (uint32_t i = 0; i < count; i++)
        f->is_import[i] |= f->imports->modules[i] && function_of(f, i)->total <= longest;
}

/* Marks all that is reached from where the program begins without an import: the rest is done on
   behalf of imports. */
static void find_members(struct abridger *f)
{
    const struct profile *profile = f->profile;
    struct abridged *abridged = f->abridged;
    uint32_t count = profile->function_count, filled = 0;
    uint32_t *queue = memory_new(count, sizeof *queue);
    bool *met = memory_new(count, sizeof *met);
    for (uint32_t i = 0; i < count; i++)
        if (f->is_entry[i] && !f->is_import[i])
            met[queue[filled++] = i] = true;
    for (uint32_t at = 0; at < filled; at++) {
        for (uint32_t i = profile->callees[queue[at]]; i < profile->callees[queue[at] + 1]; i++) {
            uint32_t callee = f->targets[profile->callees_of[i]];
            if (callee == IMPORTS_FOLLOWED || met[callee] || f->is_import[callee])
                continue;
            met[queue[filled++] = callee] = true;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        abridged->in_imports[i] = !met[i];
        abridged->member_count += !met[i];
    }
    free(queue);
    free(met);
}

/* Makes no group where one is not worth it. */
static void find_group(struct abridger *f, double least)
{
    struct abridged *abridged = f->abridged;
    find_import_code(f, least);
    if (abridged->imports != ABRIDGED_NONE)
        find_members(f);
    if (abridged->member_count >= LEAST_MEMBERS)
        return;
    memset(abridged->in_imports, 0, f->profile->function_count * sizeof(bool));
    abridged->member_count = 0;
    abridged->imports = ABRIDGED_NONE;
}

static uint32_t stand_in(const struct abridger *f, uint32_t function)
{
    if (f->abridged->in_imports[function])
        return f->abridged->imports;
    return function == f->exec ? f->main : function;
}

/* Whether a call has no place in the picture: it is within the imports, runs them, or leads from
   them to what is larger than they are. */
static bool is_folded_away(const struct abridger *f, const struct call *call)
{
    const struct abridged *abridged = f->abridged;
    bool from_imports = abridged->in_imports[call->caller];
    bool to_imports = abridged->in_imports[call->callee];
    if (call->callee == f->exec && f->exec != ABRIDGED_NONE)
        return true;
    if (call->caller != call->callee && stand_in(f, call->caller) == stand_in(f, call->callee))
        return true;
    if (!from_imports && !to_imports)
        return false;
    if (from_imports && to_imports)
        return true;
    if (imports_is_exec(f->profile, to_imports ? call->caller : call->callee))
        return true;
    return from_imports && function_of(f, call->callee)->total >
                               abridged->profile.functions[abridged->imports].total;
}

/* The call as the picture has it; false if it has none. */
static bool fold_call(const struct abridger *f, uint32_t index, struct call *call)
{
    if (f->targets[index] == IMPORTS_FOLLOWED)
        return false;
    struct call from = f->profile->calls[index];
    from.callee = f->targets[index];
    if (is_folded_away(f, &from))
        return false;
    const struct abridged *abridged = f->abridged;
    *call = from;
    call->caller = stand_in(f, from.caller);
    call->callee = stand_in(f, from.callee);
    if (abridged->in_imports[from.callee])
        call->total = fmin(call->total, abridged->profile.functions[abridged->imports].total);
    call->residual |=
        abridged->in_imports[from.caller] || (from.caller == f->exec && from.callee != f->main);
    return true;
}

static void add_to(struct call *sum, const struct call *call, double most)
{
    sum->calls = profile_add_counts(sum->calls, call->calls);
    sum->primitive = profile_add_counts(sum->primitive, call->primitive);
    sum->own = profile_add_times(sum->own, call->own);
    sum->total = fmin(profile_add_times(sum->total, call->total), fmax(most, sum->total));
    sum->estimated |= call->estimated;
    sum->residual &= call->residual;
}

/* Groups calls by their callee, in the order that they have, and joins those of equal pairs. */
static uint32_t group_calls(struct profile *view, const struct call *calls, uint32_t count)
{
    uint32_t functions = view->function_count, kept = 0;
    uint32_t *start = memory_new((size_t)functions + 2, sizeof *start);
    uint32_t *order = memory_new(count, sizeof *order);
    uint32_t *seen = memory_new(functions, sizeof *seen); /* place of a caller's call, plus one */
    for (uint32_t i = 0; i < count; i++)
        start[calls[i].callee + 2]++;
    for (uint32_t i = 2; i < functions + 2; i++)
        start[i] += start[i - 1];
    for (uint32_t i = 0; i < count; i++)
        order[start[calls[i].callee + 1]++] = i;
    for (uint32_t f = 0; f < functions; f++) {
        view->callers[f].start = kept;
        for (uint32_t i = start[f]; i < start[f + 1]; i++) {
            const struct call *call = &calls[order[i]];
            uint32_t place = seen[call->caller];
            if (place > view->callers[f].start && place <= kept) {
                add_to(&view->calls[place - 1], call, view->functions[f].total);
            } else {
                view->calls[kept++] = *call;
                seen[call->caller] = kept;
            }
        }
        view->callers[f].end = kept;
    }
    free(start);
    free(order);
    free(seen);
    return kept;
}

static void list_callees(struct profile *view)
{
    for (uint32_t i = 0; i < view->call_count; i++)
        view->callees[view->calls[i].caller + 2]++;
    for (uint32_t i = 2; i < view->function_count + 2; i++)
        view->callees[i] += view->callees[i - 1];
    for (uint32_t i = 0; i < view->call_count; i++)
        view->callees_of[view->callees[view->calls[i].caller + 1]++] = i;
}

/* What nothing shown calls still belongs to the program: a call from where that begins. */
static void call_imports(const struct abridger *f, struct call *calls, uint32_t *count)
{
    const struct abridged *abridged = f->abridged;
    bool called = abridged->imports == ABRIDGED_NONE;
    for (uint32_t i = 0; i < *count; i++)
        called |= calls[i].callee == abridged->imports;
    uint32_t from = f->main != ABRIDGED_NONE ? f->main : largest_of(f->profile, f->is_entry);
    if (called || from == ABRIDGED_NONE || abridged->in_imports[from])
        return;
    const struct function *imports = &abridged->profile.functions[abridged->imports];
    calls[(*count)++] = (struct call){.caller = from,
                                      .callee = abridged->imports,
                                      .calls = imports->calls,
                                      .primitive = imports->primitive,
                                      .total = imports->total,
                                      .residual = true};
}

static void make_calls(const struct abridger *f)
{
    struct profile *view = &f->abridged->profile;
    uint32_t count = 0;
    struct call *calls = memory_new((size_t)f->profile->call_count + 1, sizeof *calls);
    for (uint32_t i = 0; i < f->profile->call_count; i++)
        count += fold_call(f, i, &calls[count]);
    call_imports(f, calls, &count);
    view->calls = memory_new(count, sizeof *view->calls);
    view->callers = memory_new(view->function_count, sizeof *view->callers);
    view->callees = memory_new((size_t)view->function_count + 2, sizeof *view->callees);
    view->call_count = group_calls(view, calls, count);
    view->callees_of = memory_new(view->call_count, sizeof *view->callees_of);
    list_callees(view);
    free(calls);
}

/* Adds a row where it belongs, the largest first. */
static void rank_row(const struct profile *profile, struct abridged_row *rows, uint32_t *count,
                     uint32_t most, struct abridged_row row)
{
    uint32_t at = *count;
    while (at > 0 && (row.time > rows[at - 1].time ||
                      (row.time >= rows[at - 1].time &&
                       profile_compare_keys(profile, row.function, rows[at - 1].function) < 0)))
        at--;
    if (at == most)
        return;
    *count += *count < most;
    for (uint32_t k = *count - 1; k > at; k--)
        rows[k] = rows[k - 1];
    rows[at] = row;
}

/* Finds the modules that take longest to import, and the functions that work for imports. */
static void list_costly(const struct abridger *f, double total)
{
    static const double most_of_all = 0.6, least_module = 0.01;
    struct abridged *abridged = f->abridged;
    if (abridged->imports == ABRIDGED_NONE)
        return;
    bool is_story = function_of(f, abridged->imports)->total >= most_of_all * total;
    double least_worker = is_story ? 0.01 : 0.02;
    uint32_t most_modules = is_story ? ABRIDGED_ROWS : ABRIDGED_ROWS / 3;
    uint32_t most_workers = is_story ? ABRIDGED_ROWS / 2 : ABRIDGED_ROWS / 4;
    for (uint32_t i = 0; i < f->profile->function_count; i++) {
        const struct function *function = function_of(f, i);
        bool is_module = abridged->in_imports[i] && f->imports->modules[i];
        bool is_worker = abridged->in_imports[i] && !f->imports->modules[i];
        if (is_module && function->total >= least_module * total)
            rank_row(f->profile, abridged->modules, &abridged->module_count, most_modules,
                     (struct abridged_row){i, function->total});
        if (is_worker && function->own >= least_worker * total)
            rank_row(f->profile, abridged->workers, &abridged->worker_count, most_workers,
                     (struct abridged_row){i, function->own});
    }
}

/* Marks the members of the group and all that they lead to, but by exec. The caller's to free. */
static bool *find_below(const struct abridger *f)
{
    const struct profile *profile = f->profile;
    uint32_t count = profile->function_count, filled = 0;
    uint32_t *queue = memory_new(count, sizeof *queue);
    bool *met = memory_new(count, sizeof *met);
    for (uint32_t i = 0; i < count; i++)
        if (f->abridged->in_imports[i])
            met[queue[filled++] = i] = true;
    for (uint32_t at = 0; at < filled; at++) {
        for (uint32_t i = profile->callees[queue[at]]; i < profile->callees[queue[at] + 1]; i++) {
            uint32_t callee = f->targets[profile->callees_of[i]];
            if (callee == IMPORTS_FOLLOWED || met[callee] || imports_is_exec(profile, callee))
                continue;
            met[queue[filled++] = callee] = true;
        }
    }
    free(queue);
    return met;
}

/* The group's Total: its machinery's largest, or what comes in from functions that no import leads
   to, as far as the members and all below them have so much Own. What comes in from others may be
   imports within imports, which would count twice. */
static double group_total(const struct abridger *f, double total)
{
    const struct profile *profile = f->profile;
    const bool *in_imports = f->abridged->in_imports;
    bool *below = find_below(f);
    double in = 0, own = 0;
    for (uint32_t i = 0; i < profile->function_count; i++)
        own = below[i] ? profile_add_times(own, fmax(function_of(f, i)->own, 0)) : own;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (in_imports[call->callee] && !below[call->caller] &&
            !imports_is_exec(profile, call->caller))
            in = profile_add_times(in, fmax(call->total, 0));
    }
    free(below);
    double largest = function_of(f, f->abridged->imports)->total;
    return fmin(fmax(largest, fmin(in, own)), fmax(total, largest));
}

/* Hidden functions keep no time: what they have is in the box that stands for them. */
static void make_functions(const struct abridger *f, double total)
{
    struct abridged *abridged = f->abridged;
    struct profile *view = &abridged->profile;
    double own = 0;
    for (uint32_t i = 0; i < view->function_count; i++) {
        struct function *function = &view->functions[i];
        bool member = abridged->in_imports[i];
        own = member ? profile_add_times(own, fmax(function->own, 0)) : own;
        abridged->is_hidden[i] =
            (member && i != abridged->imports) || (i == f->exec && f->exec != ABRIDGED_NONE);
        if (abridged->is_hidden[i])
            function->own = function->total = 0;
    }
    if (abridged->imports == ABRIDGED_NONE)
        return;
    struct function *imports = &view->functions[abridged->imports];
    imports->total = group_total(f, total);
    imports->own = fmin(own, imports->total);
    imports->primitive = imports->calls;
}

static struct function *copy_functions(const struct profile *profile)
{
    struct function *copy = memory_new(profile->function_count, sizeof *copy);
    if (profile->function_count)
        memcpy(copy, profile->functions, profile->function_count * sizeof *copy);
    return copy;
}

bool abridged_is_needed(const struct profile *profile, const struct imports *imports)
{
    bool any = imports->start_count > 0;
    for (uint32_t i = 0; i < profile->function_count && !any; i++)
        any = imports->machinery[i] || imports_is_exec(profile, i);
    return any;
}

struct abridged abridged_make(const struct profile *profile, const struct imports *imports,
                              double total)
{
    uint32_t count = profile->function_count;
    struct abridged abridged = {.profile = *profile, .imports = ABRIDGED_NONE};
    struct abridger f = {.profile = profile,
                         .abridged = &abridged,
                         .imports = imports,
                         .exec = ABRIDGED_NONE,
                         .main = ABRIDGED_NONE};
    abridged.is_hidden = memory_new(count, sizeof *abridged.is_hidden);
    abridged.in_imports = memory_new(count, sizeof *abridged.in_imports);
    abridged.profile.functions = copy_functions(profile);
    f.targets = imports_targets(profile, imports);
    find_entries(&f);
    find_group(&f, LEAST_IMPORTS * total);
    find_exec(&f);
    list_costly(&f, total);
    make_functions(&f, total);
    make_calls(&f);
    free(f.is_entry);
    free(f.is_import);
    free(f.targets);
    return abridged;
}

struct profile abridged_view(const struct abridged *abridged, const struct profile *shown)
{
    struct profile view = *shown;
    view.functions = copy_functions(shown);
    for (uint32_t i = 0; i < view.function_count; i++) {
        const struct function *from = &abridged->profile.functions[i];
        view.functions[i].own = from->own;
        view.functions[i].total = from->total;
        view.functions[i].calls = from->calls;
        view.functions[i].primitive = from->primitive;
    }
    return view;
}

void abridged_free(struct abridged *abridged)
{
    struct profile *view = &abridged->profile;
    void *owned[] = {view->functions,  view->calls,         view->callers,       view->callees,
                     view->callees_of, abridged->is_hidden, abridged->in_imports};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
    *abridged = (struct abridged){0};
}
