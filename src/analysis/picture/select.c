#include "analysis/picture/select.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/graph/reach.h"
#include "analysis/picture/choose.h"
#include "base/memory.h"
#include "python/pattern.h"

/* An entry point with this share of the total is worth a place among few. */
#define LARGE_ENTRY 0.1

/* What a choice is made from: flags for each function. */
struct choice {
    bool *kept;
    bool *pinned; /* named as a root or leaf: no threshold takes it */
    bool *stays;  /* own code above the threshold, and what it calls directly */
};

static bool *new_flags(const struct profile *profile)
{
    return memory_new(profile->function_count, sizeof(bool));
}

static void keep_reached(const struct profile *profile, const bool *from, bool upwards,
                         int64_t depth, bool *kept)
{
    bool *reached = new_flags(profile);
    reach_functions(profile, from, upwards, depth, reached);
    for (uint32_t i = 0; i < profile->function_count; i++)
        kept[i] &= reached[i];
    free(reached);
}

/* Roots or leaves that patterns name: what they reach is kept. */
struct ends {
    const struct patterns *patterns;
    const char *option; /* as a message names it */
    bool upwards;       /* leaves are followed to their callers */
    int64_t depth;
};

static bool apply_ends(const struct profile *profile, const struct ends *named,
                       struct choice *choice, struct error *error)
{
    if (!named->patterns->count)
        return true;
    bool *ends = new_flags(profile);
    bool ok = pattern_mark(profile, named->patterns, pattern_matches_function, named->option, ends,
                           error);
    if (ok)
        keep_reached(profile, ends, named->upwards, named->depth, choice->kept);
    for (uint32_t i = 0; i < profile->function_count; i++)
        choice->pinned[i] |= ends[i];
    free(ends);
    return ok;
}

/* Where the program begins, in flags. */
static bool *find_entries(const struct profile *profile)
{
    bool *entry = new_flags(profile);
    reach_entry_points(profile, entry);
    return entry;
}

static bool apply_filters(const struct profile *profile, const struct select_options *options,
                          struct choice *choice, struct error *error)
{
    memset(choice->kept, true, profile->function_count * sizeof(bool));
    if (options->paths.count) {
        memset(choice->kept, false, profile->function_count * sizeof(bool));
        if (!pattern_mark(profile, &options->paths, pattern_matches_path, "-p/--path", choice->kept,
                          error))
            return false;
    }
    struct ends roots = {&options->roots, "-z/--root", false, options->depth};
    struct ends leaves = {&options->leaves, "-l/--leaf", true, options->depth};
    if (!apply_ends(profile, &roots, choice, error) || !apply_ends(profile, &leaves, choice, error))
        return false;
    if (options->depth >= 0 && !options->roots.count && !options->leaves.count) {
        bool *entry = find_entries(profile);
        keep_reached(profile, entry, false, options->depth, choice->kept);
        free(entry);
    }
    return true;
}

/* A function or call to be sorted: qsort has no room for the profile that the index belongs to. */
struct ranked {
    const struct profile *profile;
    double first, second; /* larger comes first */
    uint32_t index;
};

static int by_size(const struct ranked *a, const struct ranked *b)
{
    int order = (a->first < b->first) - (a->first > b->first);
    return order ? order : (a->second < b->second) - (a->second > b->second);
}

static int compare_functions(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = by_size(a, b);
    return order ? order : profile_compare_keys(a->profile, a->index, b->index);
}

static int compare_calls(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = by_size(a, b);
    const struct call *x = &a->profile->calls[a->index];
    const struct call *y = &b->profile->calls[b->index];
    if (!order)
        order = profile_compare_keys(a->profile, x->caller, y->caller);
    return order ? order : profile_compare_keys(a->profile, x->callee, y->callee);
}

static uint32_t *sorted_indices(struct ranked *ranked, uint32_t count,
                                int (*compare)(const void *, const void *))
{
    if (count)
        qsort(ranked, count, sizeof *ranked, compare);
    uint32_t *indices = memory_new(count, sizeof *indices);
    for (uint32_t i = 0; i < count; i++)
        indices[i] = ranked[i].index;
    return indices;
}

static bool has_callers(const struct profile *profile, uint32_t function)
{
    struct row row = profile->callers[function];
    return row.end > row.start + 1 ||
           (row.end > row.start && profile->calls[row.start].caller != function);
}

/* What is pinned: candidates that are chosen before all others. */
struct pins {
    const uint32_t *candidates; /* largest first */
    uint32_t candidate_count;
    bool *is_candidate; /* of each function */
    bool *pinned;       /* of each function */
    uint32_t count;
};

static void pin_one(struct pins *pins, uint32_t function)
{
    if (!pins->is_candidate[function] || pins->pinned[function])
        return;
    pins->pinned[function] = true;
    pins->count++;
}

/* Pins functions of the hot path, up to a quarter of the cap, where there is room: its end, what
   the verdict names, then from the entry down. */
static void pin_path(struct pins *pins, const struct select_options *options)
{
    const struct hot_path *path = options->path;
    if (!path || !path->count)
        return;
    uint32_t first[] = {path->count - 1, path->verdict.place, path->verdict.by_way_of};
    enum { FIRST = sizeof first / sizeof first[0] };
    uint32_t most = pins->count + options->max_nodes / 4;
    most = most < options->max_nodes ? most : options->max_nodes;
    for (uint32_t i = 0; i < path->count + FIRST && pins->count < most; i++) {
        uint32_t place = i < FIRST ? first[i] : i - FIRST;
        if (place != HOT_PATH_NONE)
            pin_one(pins, path->steps[place].function);
    }
}

/* Pins where the program begins, if there is room: the largest, and what nothing calls. */
static void pin_entries(struct pins *pins, const struct profile *profile,
                        const struct select_options *options)
{
    for (uint32_t i = 0; i < pins->candidate_count && pins->count < options->max_nodes; i++) {
        uint32_t function = pins->candidates[i];
        double weight = profile_weight(&profile->functions[function]);
        bool is_large = weight >= LARGE_ENTRY * options->total;
        if (i == 0 || (is_large && !has_callers(profile, function)))
            pin_one(pins, function);
    }
}

/* Pins what was named, the hot path, the imports, and where the program begins; own code where the
   cap is a hard one. */
static struct pins pin(const struct profile *profile, const struct select_options *options,
                       const struct choice *choice, const uint32_t *candidates, uint32_t count)
{
    struct pins pins = {candidates, count, new_flags(profile), new_flags(profile), 0};
    bool is_hard = options->most_own <= options->max_nodes;
    for (uint32_t i = 0; i < count; i++)
        pins.is_candidate[candidates[i]] = true;
    for (uint32_t i = 0; i < count; i++)
        if (choice->pinned[candidates[i]] || (is_hard && choice->stays[candidates[i]]))
            pin_one(&pins, candidates[i]);
    pin_path(&pins, options);
    if (options->abridged && options->abridged->imports != ABRIDGED_NONE)
        pin_one(&pins, options->abridged->imports);
    pin_entries(&pins, profile, options);
    return pins;
}

/* Leaves only so many as the cap allows: the pinned ones, and what choose_functions takes. What
   stays comes on top of that where it may be more than the cap. */
static uint32_t apply_cap(const struct profile *profile, const struct select_options *options,
                          const struct choice *choice, struct ranked *ranked, uint32_t count)
{
    bool *chosen = new_flags(profile);
    uint32_t *candidates = memory_new(count, sizeof *candidates);
    qsort(ranked, count, sizeof *ranked, compare_functions);
    for (uint32_t i = 0; i < count; i++)
        candidates[i] = ranked[i].index;
    struct pins pins = pin(profile, options, choice, candidates, count);
    struct choose_options wanted = {profile, options->total, pins.pinned, options->is_own,
                                    options->for_ledger};
    uint32_t most = options->max_nodes > pins.count ? options->max_nodes : pins.count;
    choose_functions(&wanted, candidates, count, most, chosen);
    uint32_t left = 0;
    for (uint32_t i = 0; i < count; i++)
        if (chosen[ranked[i].index] || choice->stays[ranked[i].index])
            ranked[left++] = ranked[i];
    free(candidates);
    free(chosen);
    free(pins.is_candidate);
    free(pins.pinned);
    return left;
}

/* Marks those of the candidates that are own code, and what these call directly; none if they are
   too many. */
static void mark_staying(const struct profile *profile, const struct select_options *options,
                         const struct ranked *candidates, uint32_t count, struct choice *choice)
{
    bool *is_candidate = new_flags(profile);
    for (uint32_t i = 0; i < count; i++)
        is_candidate[candidates[i].index] = true;
    for (uint32_t i = 0; i < count; i++)
        choice->stays[candidates[i].index] = options->is_own[candidates[i].index];
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (is_candidate[call->caller] && is_candidate[call->callee])
            choice->stays[call->callee] |= options->is_own[call->caller];
    }
    uint32_t staying = 0;
    for (uint32_t i = 0; i < profile->function_count; i++)
        staying += choice->stays[i];
    if (staying > options->most_own)
        memset(choice->stays, false, profile->function_count * sizeof(bool));
    free(is_candidate);
}

/* Lists what no threshold and no filter takes, and counts what they take. Without any time in the
   profile shares mean nothing: then calls decide, and no threshold cuts. */
static uint32_t list_candidates(const struct profile *profile, const struct select_options *options,
                                const struct choice *choice, struct selection *selection,
                                struct ranked *ranked)
{
    double total = options->total;
    uint32_t count = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        double weight = profile_weight(f);
        bool small = options->node_share > 0 && total > 0 &&
                     profile_share(weight, total) < options->node_share;
        if (options->abridged && options->abridged->is_hidden[i])
            continue;
        if (!choice->kept[i])
            selection->filtered++;
        else if (small && !choice->pinned[i])
            selection->below_threshold++;
        else
            ranked[count++] =
                (struct ranked){profile, total > 0 ? weight : (double)f->calls, f->own, i};
    }
    return count;
}

static void choose(const struct profile *profile, const struct select_options *options,
                   struct choice *choice, struct selection *selection)
{
    struct ranked *ranked = memory_new(profile->function_count, sizeof *ranked);
    uint32_t count = list_candidates(profile, options, choice, selection, ranked);
    if (options->most_own && options->is_own)
        mark_staying(profile, options, ranked, count, choice);
    if (options->max_nodes && count > options->max_nodes) {
        uint32_t left = apply_cap(profile, options, choice, ranked, count);
        *(left < options->max_nodes ? &selection->passing : &selection->over_cap) = count - left;
        count = left;
    }
    selection->functions = sorted_indices(ranked, count, compare_functions);
    selection->function_count = count;
    selection->pinned = memory_new(count, sizeof *selection->pinned);
    selection->stays = memory_new(count, sizeof *selection->stays);
    for (uint32_t i = 0; i < count; i++) {
        selection->pinned[i] = choice->pinned[selection->functions[i]];
        selection->stays[i] = choice->stays[selection->functions[i]];
    }
    free(ranked);
}

uint32_t *select_calls(const struct profile *profile, const struct select_options *options,
                       const struct selection *selection, uint32_t *count)
{
    double total = options->total;
    bool *shown = new_flags(profile);
    struct ranked *ranked = memory_new(profile->call_count, sizeof *ranked);
    *count = 0;
    for (uint32_t i = 0; i < selection->function_count; i++)
        shown[selection->functions[i]] = true;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        double most = profile_weight(&profile->functions[call->callee]);
        double share = profile_share(call->total < most ? call->total : most, total);
        bool small = options->edge_share > 0 && total > 0 && share < options->edge_share;
        if (shown[call->caller] && shown[call->callee] && !small)
            ranked[(*count)++] = (struct ranked){profile, share, (double)call->calls, i};
    }
    uint32_t *calls = sorted_indices(ranked, *count, compare_calls);
    free(ranked);
    free(shown);
    return calls;
}

bool select_functions(const struct profile *profile, const struct select_options *options,
                      struct selection *selection, struct error *error)
{
    *selection = (struct selection){0};
    struct choice made = {new_flags(profile), new_flags(profile), new_flags(profile)};
    bool ok = apply_filters(profile, options, &made, error);
    if (ok)
        choose(profile, options, &made, selection);
    selection->kept = made.kept;
    free(made.pinned);
    free(made.stays);
    if (!ok)
        select_free(selection);
    return ok;
}

void select_free(struct selection *selection)
{
    free(selection->functions);
    free(selection->kept);
    free(selection->pinned);
    free(selection->stays);
    *selection = (struct selection){0};
}
