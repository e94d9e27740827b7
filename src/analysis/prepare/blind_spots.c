#include "analysis/prepare/blind_spots.h"

#include <stdlib.h>

#include "base/memory.h"
#include "python/version.h"
#include "python/waiting.h"

/* Python 3.12 on records all threads, 3.11 and before only the one that started the profiler. */
enum { FIRST_MIXING = 12 };

/* Parts of the total from which on it matters: waiting for locks, C functions, recording calls. */
#define LEAST_WAITING 0.05
#define LEAST_C_CODE 0.1
#define LEAST_OVERHEAD 0.03

/* Where native frames have less, they are what a sampler could not name. */
#define LEAST_NATIVE 0.05

/* Recording so many calls a second takes much of it, whatever the cheapest function tells. */
#define MANY_CALLS 100e3

/* What a call costs is measured on functions that are called so often. */
enum { OFTEN = 1000 };

/* What the entries tell about the profiler and its threads. */
struct marks {
    int version;       /* Python 3's minor number; 0: no path tells it */
    bool is_cprofile;  /* C functions stand in file "~", as only cProfile writes them */
    bool threads_run;  /* what runs a thread is recorded */
    bool threads_call; /* and is called by something: threads are mixed */
    int64_t threads;   /* that were started */
    bool forks;        /* multiprocessing starts processes */
    bool has_children; /* and what begins one is recorded */
    bool has_tasks;    /* asyncio's loop runs */
    double waiting;    /* own time of locks and joins */
    double pipes;      /* own time of reading from file descriptors */
    double c_code;     /* own time of all C functions but those that wait */
};

static struct str file_of(const struct profile *profile, const struct function *f)
{
    return profile->names[f->file].text;
}

static struct str name_of(const struct profile *profile, const struct function *f)
{
    return profile->names[f->name].text;
}

/* Files whose functions tell something by their names. */
enum file_kind { FILE_UNSEEN, FILE_OTHER, FILE_C, FILE_THREADING, FILE_PROCESS, FILE_ASYNCIO };

static enum file_kind kind_of(struct str path)
{
    return str_equal(path, STR("~"))                           ? FILE_C
           : str_ends(path, STR("threading.py"))               ? FILE_THREADING
           : str_ends(path, STR("multiprocessing/process.py")) ? FILE_PROCESS
           : str_ends(path, STR("asyncio/base_events.py"))     ? FILE_ASYNCIO
                                                               : FILE_OTHER;
}

static bool is_lock(struct str name)
{
    return str_equal(name, STR("<method 'acquire' of '_thread.lock' objects>")) ||
           str_equal(name, STR("<method 'acquire' of '_thread.RLock' objects>")) ||
           str_equal(name, STR("<method 'join' of '_thread._ThreadHandle' objects>")) ||
           str_equal(name, STR("<method 'acquire' of 'thread.lock' objects>"));
}

/* What the interpreter calls in a new thread. */
static bool runs_threads(enum file_kind kind, struct str name)
{
    return kind == FILE_THREADING && str_equal(name, STR("_bootstrap"));
}

/* What that calls, and where it is not recorded itself the first of a thread. */
static bool runs_inner(enum file_kind kind, struct str name)
{
    return kind == FILE_THREADING && str_equal(name, STR("_bootstrap_inner"));
}

static bool switches(struct str file, struct str name)
{
    static const struct str starts[] = {
        {"start_new_thread", 16}, {"start_joinable_thread", 21}, {"greenlet", 8}};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (str_contains(name, starts[i]))
            return true;
    return str_contains(file, STR("greenlet")) || str_contains(file, STR("gevent"));
}

/* Whether threads are started, or greenlets: others go on meanwhile. */
static bool has_switches(const struct profile *profile, const struct marks *marks)
{
    bool found = marks->threads_run;
    for (uint32_t i = 0; i < profile->function_count && !found; i++) {
        const struct function *f = &profile->functions[i];
        found = switches(file_of(profile, f), name_of(profile, f));
    }
    return found;
}

/* Whether a function is called by anything but what runs threads. */
static bool is_called(const struct profile *profile, uint32_t function)
{
    struct row row = profile->callers[function];
    for (uint32_t i = row.start; i < row.end; i++) {
        const struct function *caller = &profile->functions[profile->calls[i].caller];
        if (!runs_threads(kind_of(file_of(profile, caller)), name_of(profile, caller)))
            return true;
    }
    return false;
}

/* Waits are no work that C code hides. Reading files is. */
static bool waits(const struct profile *profile, uint32_t function)
{
    enum waiting waiting = waiting_of_function(profile, function, ORIGIN_BUILTIN);
    return waiting != WAITING_NOT && waiting != WAITING_FILE;
}

/* What a file's path alone tells. */
static void look_at_path(struct str path, struct marks *marks)
{
    int version = version_of_path(path);
    marks->version = version > marks->version ? version : marks->version;
    marks->forks |= str_contains(path, STR("multiprocessing/popen_"));
}

/* What a C function tells by its name and time. */
static void look_at_c(const struct profile *profile, uint32_t function, struct marks *marks)
{
    const struct function *f = &profile->functions[function];
    struct str name = name_of(profile, f);
    marks->is_cprofile = true;
    if (!waits(profile, function))
        marks->c_code = profile_add_times(marks->c_code, f->own);
    if (str_equal(name, STR("<built-in method posix.read>")))
        marks->pipes = profile_add_times(marks->pipes, f->own);
    if (is_lock(name))
        marks->waiting = profile_add_times(marks->waiting, f->own);
}

/* What a function in Python tells by its name, in a file of that kind. */
static void look_at_python(const struct profile *profile, uint32_t function, enum file_kind kind,
                           struct marks *marks)
{
    const struct function *f = &profile->functions[function];
    struct str name = name_of(profile, f);
    bool inner = runs_inner(kind, name), runs = inner || runs_threads(kind, name);
    marks->threads_run |= runs;
    marks->threads_call |= runs && is_called(profile, function);
    if (inner)
        marks->threads = f->calls;
    marks->has_children |= kind == FILE_PROCESS && str_equal(name, STR("_bootstrap"));
    marks->has_tasks |= kind == FILE_ASYNCIO && str_equal(name, STR("_run_once"));
}

static struct marks find_marks(const struct profile *profile)
{
    struct marks marks = {0};
    uint8_t *kinds = memory_new(profile->name_count, sizeof *kinds);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        uint32_t file = profile->functions[i].file;
        if (kinds[file] == FILE_UNSEEN) {
            kinds[file] = (uint8_t)kind_of(profile->names[file].text);
            look_at_path(profile->names[file].text, &marks);
        }
        enum file_kind kind = kinds[file];
        if (kind == FILE_C)
            look_at_c(profile, i, &marks);
        else if (kind != FILE_OTHER)
            look_at_python(profile, i, kind, &marks);
    }
    free(kinds);
    return marks;
}

double blind_spots_cheapest(const struct profile *profile)
{
    double least = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        double each = f->calls >= OFTEN ? f->own / (double)f->calls : 0;
        if (each > 0 && (least <= 0 || each < least))
            least = each;
    }
    return least;
}

double blind_spots_waiting(const struct profile *profile)
{
    double waiting = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        if (str_equal(file_of(profile, f), STR("~")) && waits(profile, i))
            waiting = profile_add_times(waiting, f->own);
    }
    return waiting;
}

static void note(struct oddity_found *found, double cost, double least, const struct totals *totals)
{
    found->cost = cost;
    found->share = profile_share(cost, totals->total);
    found->count = found->share >= least;
}

/* What recording all calls took. */
static void note_overhead(const struct profile *profile, const struct totals *totals,
                          struct oddity_found *overhead)
{
    overhead->each = blind_spots_cheapest(profile);
    note(overhead, overhead->each * (double)totals->calls, LEAST_OVERHEAD, totals);
    bool are_many = overhead->each > 0 && (double)totals->calls > MANY_CALLS * totals->total &&
                    profile->unit.kind == UNIT_SECONDS;
    if (overhead->count || are_many)
        overhead->count = (uint64_t)totals->calls;
}

bool blind_spots_find(const struct profile *profile, const struct totals *totals,
                      struct oddity_found found[ODDITIES])
{
    struct marks marks = find_marks(profile);
    if (!marks.is_cprofile)
        return false;
    bool mixes = marks.version >= FIRST_MIXING;
    bool exceeds = mixes && profile_own_exceeds_total(profile);
    found[ODDITY_MIXED_THREADS].count =
        (mixes && marks.threads_call) || (exceeds && has_switches(profile, &marks));
    found[ODDITY_LOST_ENDS].count = exceeds && !found[ODDITY_MIXED_THREADS].count;
    bool are_added = marks.threads_run && !marks.threads_call; /* of one profile a thread */
    if (marks.version && !mixes && !are_added)
        note(&found[ODDITY_OTHER_THREADS], marks.waiting, LEAST_WAITING, totals);
    if (are_added && marks.threads > 0) {
        found[ODDITY_ADDED_THREADS].count = (uint64_t)marks.threads;
        found[ODDITY_ADDED_THREADS].cost = totals->total;
    }
    found[ODDITY_CHILDREN].count = marks.forks && !marks.has_children;
    found[ODDITY_RESUMED].count = marks.has_tasks;
    double unread = marks.forks ? marks.pipes : 0; /* child processes answer through pipes */
    note(&found[ODDITY_C_CODE], marks.c_code - unread, LEAST_C_CODE, totals);
    note_overhead(profile, totals, &found[ODDITY_OVERHEAD]);
    return true;
}

/* Whether samples of a function are of Python's code. */
static bool is_in_python(struct str file, struct str name)
{
    return (str_ends(file, STR(".py")) || str_starts(file, STR("<"))) &&
           !str_equal(name, STR("<native>"));
}

void blind_spots_of_samples(const struct profile *profile, const struct totals *totals,
                            struct oddity_found found[ODDITIES])
{
    double threads = 0, others = 0;
    bool has_python = false;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        struct str file = file_of(profile, f), name = name_of(profile, f);
        bool is_python = is_in_python(file, name);
        has_python |= is_python && str_ends(file, STR(".py"));
        others = profile_add_times(others, is_python ? 0 : f->own);
        if (runs_threads(kind_of(file), str_after_last(name, '.')))
            threads = profile_add_times(threads, f->total);
    }
    found[ODDITY_NO_C_FRAMES].count =
        has_python && profile_share(others, totals->total) < LEAST_NATIVE;
    note(&found[ODDITY_SAMPLED_THREADS], threads, LEAST_WAITING, totals);
}
