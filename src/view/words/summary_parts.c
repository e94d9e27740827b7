#include "view/words/summary_parts.h"

#include <stdlib.h>

#include "analysis/findings/lead.h"
#include "python/origins.h"
#include "view/graph/label.h"
#include "view/words/wording.h"

/* Own time that waits, whoever does, and what the file lacks of the total, if more than a share. */
enum { PART_WAITING = ORIGINS, PART_MISSING, PARTS };
#define LEAST_OF_PARTS 0.01

static int compare_parts(const void *left, const void *right)
{
    const struct summary_part *a = left;
    const struct summary_part *b = right;
    int order = (a->time < b->time) - (a->time > b->time);
    return order ? order : str_compare(a->name, b->name);
}

static bool waits(const struct wording *w, uint32_t f, bool has_threads)
{
    enum waiting waiting = lead_waiting_of(w->profile, f, w->blame->origins[f], has_threads);
    return waiting != WAITING_NOT && waiting != WAITING_FILE;
}

/* Adds own times up to parts; what waits is one of its own, if that is much. Returns the sum. */
static double add_up_origins(const struct wording *w, bool with_waiting, double times[PARTS])
{
    bool has_threads = with_waiting && lead_has_threads(w->profile);
    double all = 0;
    for (int i = 0; i < PARTS; i++)
        times[i] = 0;
    for (uint32_t i = 0; i < w->profile->function_count; i++) {
        double own = w->profile->functions[i].own;
        if (!(own > 0))
            continue;
        int part =
            with_waiting && waits(w, i, has_threads) ? PART_WAITING : (int)w->blame->origins[i];
        times[part] = profile_add_times(times[part], own);
        all = profile_add_times(all, own);
    }
    if (times[PART_WAITING] > 0 && times[PART_WAITING] < LEAST_OF_PARTS * all)
        return add_up_origins(w, false, times);
    if (w->totals.total - all > LEAST_OF_PARTS * w->totals.total)
        times[PART_MISSING] = w->totals.total - all;
    return profile_add_times(all, times[PART_MISSING]);
}

/* Own time by where the code comes from. */
static void put_origins(struct summary_parts *made, const double times[PARTS], double all,
                        struct arena *arena)
{
    static const char *const words[PARTS] = {
        "your code",      "standard library", "installed packages", "C functions", "frozen modules",
        "generated code", "waiting",          "not in the file"};
    struct summary_part parts[PARTS] = {0};
    for (int i = 0; i < PARTS; i++) {
        parts[i].name = str_of(words[i]);
        parts[i].origin = i < ORIGINS ? origins_name((enum origin)i) : "other";
        parts[i].time = times[i];
    }
    qsort(parts, PARTS, sizeof parts[0], compare_parts);
    made->origins = arena_new(arena, PARTS, sizeof *made->origins);
    for (int i = 0; i < PARTS && parts[i].time > 0; i++) {
        parts[i].share = profile_share(parts[i].time, all);
        made->origins[made->origin_count++] = parts[i];
    }
}

static void put_packages(struct summary_parts *made, const struct blame *blame, double all,
                         struct arena *arena)
{
    uint32_t count =
        blame->package_count < SUMMARY_PACKAGES ? blame->package_count : SUMMARY_PACKAGES;
    made->packages = arena_new(arena, count, sizeof *made->packages);
    for (uint32_t i = 0; i < count && blame->packages[i].own > 0; i++) {
        const struct blame_package *package = &blame->packages[i];
        made->packages[made->package_count++] =
            (struct summary_part){.name = label_line(package->name, SUMMARY_LONGEST_NAME, arena),
                                  .time = package->own,
                                  .share = profile_share(package->own, all)};
    }
}

struct summary_parts summary_parts_make(const struct wording *w)
{
    struct summary_parts made = {0};
    double times[PARTS];
    double all = add_up_origins(w, true, times);
    put_origins(&made, times, all, w->arena);
    put_packages(&made, w->blame, all, w->arena);
    return made;
}
