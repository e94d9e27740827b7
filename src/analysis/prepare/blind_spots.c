#include "analysis/prepare/blind_spots.h"

#include "python/version.h"

/* Python 3.12 on records all threads, 3.11 and before only the one that started the profiler. */
enum { FIRST_MIXING = 12 };

/* Parts of the total from which on it matters: waiting for locks, C functions, recording calls. */
#define LEAST_WAITING 0.05
#define LEAST_C_CODE 0.1
#define LEAST_OVERHEAD 0.03

/* What a call costs is measured on functions that are called so often. */
enum { OFTEN = 1000 };

/* What the entries tell about the profiler and its threads. */
struct marks {
    int version;       /* Python 3's minor number; 0: no path tells it */
    bool is_cprofile;  /* C functions stand in file "~", as only cProfile writes them */
    bool threads_run;  /* what runs a thread is recorded */
    bool threads_call; /* and is called by something: threads are mixed */
    double waiting;    /* own time of locks and joins */
    double c_code;     /* own time of all C functions */
};

static struct str file_of(const struct profile *profile, const struct function *f)
{
    return profile->names[f->file].text;
}

static struct str name_of(const struct profile *profile, const struct function *f)
{
    return profile->names[f->name].text;
}

static bool is_lock(struct str name)
{
    return str_equal(name, STR("<method 'acquire' of '_thread.lock' objects>")) ||
           str_equal(name, STR("<method 'acquire' of '_thread.RLock' objects>")) ||
           str_equal(name, STR("<method 'join' of '_thread._ThreadHandle' objects>")) ||
           str_equal(name, STR("<method 'acquire' of 'thread.lock' objects>"));
}

/* What the interpreter calls in a new thread. */
static bool runs_threads(struct str file, struct str name)
{
    return str_ends(file, STR("threading.py")) &&
           (str_equal(name, STR("_bootstrap")) || str_equal(name, STR("_bootstrap_inner")));
}

static struct marks find_marks(const struct profile *profile)
{
    struct marks marks = {0};
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        struct str file = file_of(profile, f), name = name_of(profile, f);
        int version = version_of_path(file);
        marks.version = version > marks.version ? version : marks.version;
        bool runs = runs_threads(file, name);
        marks.threads_run |= runs;
        marks.threads_call |= runs && profile->callers[i].start < profile->callers[i].end;
        if (!str_equal(file, STR("~")))
            continue;
        marks.is_cprofile = true;
        marks.c_code = profile_add_times(marks.c_code, f->own);
        if (is_lock(name))
            marks.waiting = profile_add_times(marks.waiting, f->own);
    }
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

static void note(struct oddity_found *found, double cost, double least, const struct totals *totals)
{
    found->cost = cost;
    found->share = profile_share(cost, totals->total);
    found->count = found->share >= least;
}

bool blind_spots_find(const struct profile *profile, const struct totals *totals,
                      struct oddity_found found[ODDITIES])
{
    struct marks marks = find_marks(profile);
    if (!marks.is_cprofile)
        return false;
    bool mixes = marks.version >= FIRST_MIXING;
    found[ODDITY_MIXED_THREADS].count =
        mixes && (marks.threads_call || profile_own_exceeds_total(profile));
    bool are_added = marks.threads_run && !marks.threads_call; /* of one profile a thread */
    if (marks.version && !mixes && !are_added)
        note(&found[ODDITY_OTHER_THREADS], marks.waiting, LEAST_WAITING, totals);
    note(&found[ODDITY_C_CODE], marks.c_code, LEAST_C_CODE, totals);
    struct oddity_found *overhead = &found[ODDITY_OVERHEAD];
    overhead->each = blind_spots_cheapest(profile);
    note(overhead, overhead->each * (double)totals->calls, LEAST_OVERHEAD, totals);
    if (overhead->count)
        overhead->count = (uint64_t)totals->calls;
    return true;
}
