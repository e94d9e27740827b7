#include "analysis/findings/finder.h"

#include <stdlib.h>

#include "analysis/findings/parts.h"
#include "base/memory.h"
#include "python/library.h"

/* So many expressions stand one in another, at most. */
enum { MOST_NESTED = 8 };

/* What a function causes is noted from this share of the total on. */
#define LEAST_CAUSED 0.01

bool finder_matters(const struct finder *f, double time)
{
    return profile_share(time, f->totals->total) >= FINDINGS_LEAST;
}

struct finding finder_about(const struct finder *f, enum finding_kind kind, uint32_t function)
{
    const struct function *of = &f->profile->functions[function];
    return (struct finding){.kind = kind,
                            .function = function,
                            .caller = FINDINGS_NOBODY,
                            .outer = FINDINGS_NOBODY,
                            .time = of->own,
                            .of_function = of->own,
                            .calls = of->calls};
}

void finder_add(struct finder *f, const struct finding *finding)
{
    if (!finder_matters(f, finding->time))
        return;
    f->found = memory_grow(f->found, &f->room, f->count + 1, sizeof *f->found);
    f->found[f->count++] = *finding;
}

bool finder_is_better(const struct finder *f, uint32_t function, double value, uint32_t best,
                      double best_value)
{
    if (best == FINDINGS_NOBODY || value > best_value)
        return true;
    return value == best_value && profile_compare_keys(f->profile, function, best) < 0;
}

void finder_note_causes(struct finder *f)
{
    for (uint32_t i = 0; i < f->blame->row_count; i++) {
        const struct blame_row *row = &f->blame->rows[i];
        double time = row->own + row->caused;
        if (profile_share(time, f->totals->total) < LEAST_CAUSED)
            return;
        uint32_t owner = row->function;
        for (int k = 0; k < MOST_NESTED && owner != PARTS_NOBODY; k++) {
            f->causes[owner] += time;
            owner = parts_owner(f->profile, owner);
        }
    }
}

void finder_add_part(struct finding *finding, uint32_t most, struct finding_part part)
{
    uint32_t place = finding->part_count;
    while (place > 0 && finding->parts[place - 1].time < part.time)
        place--;
    if (place == most)
        return;
    if (finding->part_count < most)
        finding->part_count++;
    for (uint32_t i = finding->part_count - 1; i > place; i--)
        finding->parts[i] = finding->parts[i - 1];
    finding->parts[place] = part;
}

uint32_t finder_own_above(const struct finder *f, uint32_t function, double *share)
{
    double *below = memory_new(f->profile->function_count, sizeof *below);
    double all = 0;
    uint32_t best = FINDINGS_NOBODY;
    for (uint32_t i = 1; i < f->tree->count; i++) {
        const struct block *block = &f->tree->blocks[i];
        if (block->function != function)
            continue;
        all += block->own;
        if (!f->own_above[i])
            continue;
        uint32_t own = f->tree->blocks[f->own_above[i]].function;
        below[own] += block->own;
        if (finder_is_better(f, own, below[own], best, best == FINDINGS_NOBODY ? 0 : below[best]))
            best = own;
    }
    *share = best == FINDINGS_NOBODY ? 0 : profile_share(below[best], all);
    free(below);
    return *share >= FINDER_MOST ? best : FINDINGS_NOBODY;
}

/* Whether a function is known for what is done by it, or for its being done. */
static bool has_effect(const struct profile *profile, uint32_t function)
{
    static const char *const files[] = {"/logging/__init__.py", "/random.py", "/queue.py",
                                        "/threading.py", "/socket.py"};
    static const char *const ends[] = {"write'",   "flush'",  "sendall'", "send'",          "put'",
                                       "execute'", "commit'", "random'",  "builtins.print>"};
    const struct function *f = &profile->functions[function];
    struct str file = profile->names[f->file].text, name = profile->names[f->name].text;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (str_ends(file, str_of(files[i])))
            return true;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (f->line <= 0 && str_contains(name, str_of(ends[i])))
            return true;
    return false;
}

/* Whether a name is that of a command, not of what is wanted, or of what Python itself calls. */
static bool is_command(struct str name)
{
    static const char *const words[] = {"__",     "add",    "append", "apply",   "do",    "emit",
                                        "handle", "insert", "log",    "make",    "move",  "next",
                                        "on",     "poll",   "pop",    "process", "push",  "put",
                                        "record", "run",    "save",   "send",    "set",   "step",
                                        "store",  "take",   "test",   "update",  "visit", "write"};
    struct str last = str_after_last(name, '.');
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct str word = str_of(words[i]);
        bool ends =
            last.size == word.size || (last.size > word.size && last.data[word.size] == '_');
        if (str_starts(last, word) && (ends || !i))
            return true;
    }
    return false;
}

/* Whether a function makes one of functools' caches. */
static bool makes_cache(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    struct str name = profile->names[f->name].text;
    return str_ends(profile->names[f->file].text, STR("/functools.py")) &&
           (str_equal(name, STR("lru_cache")) || str_equal(name, STR("cache")) ||
            str_equal(name, STR("decorating_function")));
}

bool *finder_files_with_caches(const struct profile *profile)
{
    bool *has_cache = memory_new(profile->name_count, sizeof *has_cache);
    for (uint32_t f = 0; f < profile->function_count; f++) {
        if (!makes_cache(profile, f))
            continue;
        struct row row = profile->callers[f];
        for (uint32_t i = row.start; i < row.end; i++)
            has_cache[profile->functions[profile->calls[i].caller].file] = true;
    }
    return has_cache;
}

/* Whether a function's file or class is a cache by its name: what it calls is kept already. */
static bool is_of_cache(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    struct str file = library_last(profile->names[f->file].text);
    struct str name = f->alias.size ? f->alias : profile->names[f->name].text;
    return str_contains(file, STR("cache")) || str_contains(name, STR("cache")) ||
           str_contains(name, STR("Cache"));
}

bool finder_may_keep(const struct finder *f, uint32_t function)
{
    const struct profile *profile = f->profile;
    const struct function *of = &profile->functions[function];
    if (is_command(profile->names[of->name].text) || is_of_cache(profile, function))
        return false;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        bool is_wait = f->waiting[call->callee] != WAITING_NOT;
        if (has_effect(profile, call->callee) ||
            (is_wait && call->total >= FINDER_MOST * of->total))
            return false;
    }
    return !f->has_cache[of->file];
}
