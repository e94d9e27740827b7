#include "analysis/select.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/pattern.h"
#include "analysis/reach.h"
#include "base/buf.h"
#include "base/memory.h"

typedef bool pattern_match(const struct profile *, uint32_t, const char *);

static bool nothing_matches(const struct profile *profile, const char *option, const char *pattern,
                            bool paths, struct error *error)
{
    struct buf nearest = {0};
    pattern_nearest(profile, pattern, paths, &nearest);
    error_set(error, ERROR_INPUT, "%s '%.80s' fits no function of the profile%s%s%s", option,
              pattern, nearest.size ? "; nearest: " : "", nearest.size ? nearest.data : "",
              nearest.size && !paths ? " (--list-functions '*' lists all)" : "");
    buf_free(&nearest);
    return false;
}

/* Marks what any of the patterns fits; each has to fit something. */
static bool mark(const struct profile *profile, const struct patterns *patterns,
                 pattern_match *matches, const char *option, bool *marked, struct error *error)
{
    for (size_t p = 0; p < patterns->count; p++) {
        bool found = false;
        for (uint32_t i = 0; i < profile->function_count; i++) {
            if (!matches(profile, i, patterns->items[p]))
                continue;
            marked[i] = true;
            found = true;
        }
        if (!found)
            return nothing_matches(profile, option, patterns->items[p],
                                   matches == pattern_matches_path, error);
    }
    return true;
}

/* What a choice is made from: flags for each function. */
struct choice {
    bool *kept;
    bool *pinned; /* named as a root or leaf: no threshold takes it */
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

static bool apply_ends(const struct profile *profile, const struct patterns *patterns,
                       const char *option, bool upwards, int64_t depth, struct choice *choice,
                       struct error *error)
{
    if (!patterns->count)
        return true;
    bool *ends = new_flags(profile);
    bool ok = mark(profile, patterns, pattern_matches_function, option, ends, error);
    if (ok)
        keep_reached(profile, ends, upwards, depth, choice->kept);
    for (uint32_t i = 0; i < profile->function_count; i++)
        choice->pinned[i] |= ends[i];
    free(ends);
    return ok;
}

static bool apply_filters(const struct profile *profile, const struct select_options *options,
                          struct choice *choice, struct error *error)
{
    memset(choice->kept, true, profile->function_count * sizeof(bool));
    if (options->paths.count) {
        memset(choice->kept, false, profile->function_count * sizeof(bool));
        if (!mark(profile, &options->paths, pattern_matches_path, "-p/--path", choice->kept, error))
            return false;
    }
    if (!apply_ends(profile, &options->roots, "-z/--root", false, options->depth, choice, error) ||
        !apply_ends(profile, &options->leaves, "-l/--leaf", true, options->depth, choice, error))
        return false;
    if (options->depth >= 0 && !options->roots.count && !options->leaves.count) {
        bool *entry = new_flags(profile);
        reach_entry_points(profile, entry);
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
    bool pinned; /* stays whatever it costs */
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

static int compare_pinned(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = b->pinned - a->pinned;
    return order ? order : compare_functions(left, right);
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

/* Without any time in the profile shares mean nothing: then calls decide, and no threshold cuts. */
static void choose_functions(const struct profile *profile, const struct select_options *options,
                             double total, struct choice *choice, struct selection *selection)
{
    struct ranked *ranked = memory_new(profile->function_count, sizeof *ranked);
    uint32_t count = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *f = &profile->functions[i];
        bool small = options->node_share > 0 && total > 0 &&
                     profile_share(f->total, total) < options->node_share;
        if (!choice->kept[i])
            selection->filtered++;
        else if (small && !choice->pinned[i])
            selection->below_threshold++;
        else
            ranked[count++] = (struct ranked){profile, total > 0 ? f->total : (double)f->calls,
                                              f->own, i, choice->pinned[i]};
    }
    if (options->max_nodes && count > options->max_nodes) {
        qsort(ranked, count, sizeof *ranked, compare_pinned);
        selection->over_cap = count - options->max_nodes;
        count = options->max_nodes;
    }
    selection->functions = sorted_indices(ranked, count, compare_functions);
    selection->function_count = count;
    free(ranked);
}

double select_call_share(const struct profile *profile, const struct call *call, double total)
{
    double most = profile->functions[call->callee].total;
    return profile_share(call->total < most ? call->total : most, total);
}

static void choose_calls(const struct profile *profile, const struct select_options *options,
                         double total, struct selection *selection)
{
    bool *shown = new_flags(profile);
    struct ranked *ranked = memory_new(profile->call_count, sizeof *ranked);
    uint32_t count = 0;
    for (uint32_t i = 0; i < selection->function_count; i++)
        shown[selection->functions[i]] = true;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (!shown[call->caller] || !shown[call->callee])
            continue;
        double share = select_call_share(profile, call, total);
        if (options->edge_share > 0 && total > 0 && share < options->edge_share)
            selection->calls_below++;
        else
            ranked[count++] = (struct ranked){profile, share, (double)call->calls, i, false};
    }
    selection->calls = sorted_indices(ranked, count, compare_calls);
    selection->call_count = count;
    free(ranked);
    free(shown);
}

bool select_functions(const struct profile *profile, const struct select_options *options,
                      struct selection *selection, struct error *error)
{
    *selection = (struct selection){0};
    struct choice choice = {new_flags(profile), new_flags(profile)};
    bool ok = apply_filters(profile, options, &choice, error);
    if (ok) {
        double total = profile_totals(profile).total;
        choose_functions(profile, options, total, &choice, selection);
        choose_calls(profile, options, total, selection);
    }
    free(choice.kept);
    free(choice.pinned);
    return ok;
}

void select_free(struct selection *selection)
{
    free(selection->functions);
    free(selection->calls);
    *selection = (struct selection){0};
}
