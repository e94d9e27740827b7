#include "analysis/findings/finder.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/findings/import_time.h"
#include "base/doubles.h"
#include "base/memory.h"
#include "python/modules.h"

/* A package that is imported, and then takes less than this part of what that took. */
#define IDLE 0.01

/* Packages with this share of the total are named. */
#define LEAST_PACKAGE 0.03

static void put_package(const struct finder *f, uint32_t function, struct buf *name)
{
    buf_cut(name, 0);
    modules_package(f->profile, function, f->blame->origins[function], name);
}

static bool is_same_package(const struct finder *f, uint32_t a, uint32_t b)
{
    struct buf left = {0}, right = {0};
    put_package(f, a, &left);
    put_package(f, b, &right);
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
    finder_add_part(finding, FINDING_PARTS,
                    (struct finding_part){.function = module, .time = time});
}

/* Adds a function's time to what its package is used, if a part is of that. */
static void add_use(const struct finding *finding, const struct buf *packages, struct str package,
                    double time, double *used)
{
    for (uint32_t k = 0; k < finding->part_count; k++)
        if (str_equal(buf_slice(&packages[k]), package))
            used[k] += time;
}

/* Whether the user's own code imports a module, and not another module that is imported. */
static bool is_imported_by_own(const struct finder *f, uint32_t module)
{
    const struct block *blocks = f->tree->blocks;
    double by_own = 0, all = 0;
    for (uint32_t i = 1; i < f->tree->count; i++) {
        if (blocks[i].function != module)
            continue;
        uint32_t above = blocks[i].parent;
        while (above && !imports_is_module(f->profile, blocks[above].function) &&
               !f->blame->is_own[blocks[above].function])
            above = blocks[above].parent;
        all += blocks[i].weight;
        by_own += above && f->blame->is_own[blocks[above].function] ? blocks[i].weight : 0;
    }
    return by_own >= FINDER_MOST * all && all > 0;
}

/* Notes of which packages hardly any time is spent but below import, of what importing takes. */
static void note_idle(const struct finder *f, struct finding *finding)
{
    double used[FINDING_PARTS] = {0};
    struct buf packages[FINDING_PARTS] = {0}, package = {0};
    double little = IDLE / f->profile->function_count * finding->time;
    for (uint32_t k = 0; k < finding->part_count; k++)
        put_package(f, finding->parts[k].function, &packages[k]);
    for (uint32_t i = 0; i < f->profile->function_count; i++) {
        double own = doubles_not_negative(f->profile->functions[i].own);
        double time = own * (1 - fmin(f->imported[i], 1));
        if (time <= little)
            continue;
        put_package(f, i, &package);
        add_use(finding, packages, buf_slice(&package), time, used);
    }
    for (uint32_t k = 0; k < finding->part_count; k++) {
        uint32_t module = finding->parts[k].function;
        finding->parts[k].is_idle = used[k] < IDLE * finding->parts[k].time &&
                                    f->blame->origins[module] == ORIGIN_SITE && !f->lacks_threads &&
                                    is_imported_by_own(f, module);
        buf_free(&packages[k]);
    }
    buf_free(&package);
}

/* The time in which modules are compiled from source, as they are where no compiled files are. */
static double compiling(const struct finder *f)
{
    double time = 0;
    for (uint32_t i = 0; i < f->profile->function_count; i++) {
        const struct function *of = &f->profile->functions[i];
        struct str name = f->profile->names[of->name].text;
        if (f->blame->origins[i] == ORIGIN_FROZEN && str_ends(name, STR("source_to_code")))
            time = profile_add_times(time, of->total);
    }
    return time;
}

void finder_look_at_imports(struct finder *f)
{
    uint32_t count = f->profile->function_count;
    struct finding finding = {.kind = FINDING_IMPORT,
                              .function = FINDINGS_NOBODY,
                              .caller = FINDINGS_NOBODY,
                              .outer = FINDINGS_NOBODY};
    for (uint32_t i = 0; i < count; i++)
        finding.calls += f->imports->modules[i];
    struct import_time spent = import_time_find(f->profile, f->imports, f->tree, f->imported);
    finding.time = spent.time;
    finding.guessed = spent.is_guessed;
    if (!finding.calls || !finder_matters(f, spent.time))
        return;
    for (uint32_t i = 0; i < count; i++)
        if (f->imports->modules[i])
            add_module(f, &finding, i);
    note_idle(f, &finding);
    double time = fmin(compiling(f), finding.time);
    finding.compiling = time >= FINDER_MOST * finding.time ? time : 0;
    finder_add(f, &finding);
}

/* Of each function the part of its own time that is below own code. The caller's to free. */
static double *parts_below_own(const struct finder *f)
{
    double *below = memory_new(f->profile->function_count, sizeof *below);
    double *placed = tree_own(f->tree, f->profile->function_count);
    for (uint32_t i = 1; i < f->tree->count; i++) {
        const struct block *block = &f->tree->blocks[i];
        if (f->own_above[i] && block->own > 0)
            below[block->function] += block->own / placed[block->function];
    }
    free(placed);
    return below;
}

/* Reading files is a part of import where most of it is below that. */
static bool waits(const struct finder *f, uint32_t function)
{
    return f->waiting[function] != WAITING_NOT && f->imported[function] < FINDER_MOST &&
           f->profile->functions[function].own > 0;
}

/* Notes which functions wait, without those that mostly wait below no own code, as a server's
   threads do for requests; these, too, if there is else little. */
static void find_waits(const struct finder *f, bool *is_wait)
{
    double *below = parts_below_own(f);
    double time = 0;
    for (uint32_t i = 0; i < f->profile->function_count; i++) {
        is_wait[i] = waits(f, i) && below[i] >= FINDER_MOST;
        time += is_wait[i] ? f->profile->functions[i].own : 0;
    }
    for (uint32_t i = 0; i < f->profile->function_count && !finder_matters(f, time); i++)
        is_wait[i] = waits(f, i);
    free(below);
}

/* Whether asyncio's event loop stands still while a function waits, most of the time that it does:
   it is called by a task, and is not how the loop itself waits. */
static bool blocks_loop(const struct finder *f, uint32_t function)
{
    const struct profile *profile = f->profile;
    bool *marked = memory_new(profile->function_count, sizeof *marked);
    double blocking = 0, all = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *of = &profile->functions[i];
        marked[i] = str_equal(profile->names[of->name].text, STR("_run")) &&
                    str_ends(profile->names[of->file].text, STR("asyncio/events.py"));
    }
    uint32_t *above = tree_nearest(f->tree, marked);
    for (uint32_t i = 1; i < f->tree->count; i++) {
        double own = f->tree->blocks[i].function == function ? f->tree->blocks[i].own : 0;
        all += own;
        blocking += above[i] ? own : 0;
    }
    free(above);
    free(marked);
    return all > 0 && blocking >= FINDER_MOST * all;
}

/* Whether a wait is for child processes: as long as what reads their answers takes. Where threads
   are mixed in one table the callers are wrong, but not the names. */
static bool is_for_children(const struct finder *f, uint32_t function)
{
    const struct profile *profile = f->profile;
    enum waiting waiting = f->waiting[function];
    double least = FINDER_MOST * profile->functions[function].own;
    bool may_be =
        waiting == WAITING_EVENTS || waiting == WAITING_FILE || waiting == WAITING_PROCESS;
    for (uint32_t i = 0; i < profile->function_count && may_be && f->lacks_children; i++)
        if (profile->functions[i].total >= least &&
            str_ends(profile->names[profile->functions[i].file].text,
                     STR("multiprocessing/connection.py")))
            return true;
    return false;
}

static bool is_of_processes(const struct profile *profile, uint32_t function)
{
    struct str file = profile->names[profile->functions[function].file].text;
    return str_contains(file, STR("/multiprocessing/"));
}

/* Whether a call packs or unpacks an object that goes from one process to another. */
static bool is_sending(const struct profile *profile, const struct call *call)
{
    const struct function *callee = &profile->functions[call->callee];
    struct str name = profile->names[callee->name].text;
    bool packs = is_of_processes(profile, call->callee) && str_equal(name, STR("dumps"));
    bool unpacks = callee->line <= 0 && str_contains(name, STR("_pickle.loads"));
    return (packs || unpacks) && is_of_processes(profile, call->caller);
}

void finder_look_at_sending(struct finder *f)
{
    const struct profile *profile = f->profile;
    struct finding finding = {.kind = FINDING_SENT,
                              .function = FINDINGS_NOBODY,
                              .caller = FINDINGS_NOBODY,
                              .outer = FINDINGS_NOBODY};
    double most = 0;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (!is_sending(profile, call))
            continue;
        finding.time = profile_add_times(finding.time, call->total);
        finding.calls = profile_add_counts(finding.calls, call->calls);
        if (call->total > most)
            finding.function = call->callee;
        most = fmax(most, call->total);
    }
    finder_add(f, &finding);
}

void finder_look_at_waiting(struct finder *f)
{
    const struct function *functions = f->profile->functions;
    uint32_t largest = FINDINGS_NOBODY;
    double time = 0, idle = 0;
    bool *is_wait = memory_new(f->profile->function_count, sizeof *is_wait);
    find_waits(f, is_wait);
    for (uint32_t i = 0; i < f->profile->function_count; i++) {
        bool is_idle = !is_wait[i] && waits(f, i) && f->waiting[i] != WAITING_FILE;
        idle = profile_add_times(idle, is_idle ? functions[i].own : 0);
        if (!is_wait[i])
            continue;
        time = profile_add_times(time, functions[i].own);
        double most = largest == FINDINGS_NOBODY ? 0 : functions[largest].own;
        if (finder_is_better(f, i, functions[i].own, largest, most))
            largest = i;
    }
    free(is_wait);
    if (largest == FINDINGS_NOBODY)
        return;
    struct finding finding = finder_about(f, FINDING_WAITING, largest);
    finding.time = time;
    finding.idle = idle;
    finding.caller = finder_own_above(f, largest, &finding.caller_share);
    finding.waiting = is_for_children(f, largest) ? WAITING_CHILD : f->waiting[largest];
    finding.blocks = blocks_loop(f, largest);
    finding.is_other = f->lacks_threads && finding.waiting == WAITING_LOCK;
    finder_add(f, &finding);
}
