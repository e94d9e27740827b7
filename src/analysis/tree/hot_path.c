#include "analysis/tree/hot_path.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/graph/cycles.h"
#include "analysis/graph/reach.h"
#include "base/memory.h"

/* Differences of sums of doubles stay below this part of them. */
#define ROUNDING 1e-6

/* The focus has at least this part of what the path begins with: most of the time. */
#define MOST 0.5

/* The path goes no further when less than this part of the beginning is left. */
#define TOO_LITTLE 0.005

/* Steps and calls that are looked at to find ways out of cycles: some hundredths of a second. Each
   way takes a look at the whole cycle. */
enum { MOST_LOOKS = 5000000 };

struct walker {
    const struct profile *profile;
    const bool *is_own;
    bool *visited;
    size_t room;
    uint64_t looks; /* that ways out of cycles have taken */
    struct hot_path *path;
};

static double not_negative(double value)
{
    return value > 0 ? value : 0;
}

/* The function with the largest inclusive time, of those marked or (NULL) of all; HOT_PATH_NONE if
   none has any. */
static uint32_t find_largest(const struct profile *profile, const bool *marked)
{
    uint32_t best = HOT_PATH_NONE;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        double total = profile->functions[i].total;
        double most = best == HOT_PATH_NONE ? 0 : profile->functions[best].total;
        if ((!marked || marked[i]) && total > 0 &&
            (total > most || (total == most && profile_compare_keys(profile, i, best) < 0)))
            best = i;
    }
    return best;
}

/* Where the program begins, or, where the calls do not lead from there to most of the time, the
   largest function. */
static uint32_t find_entry(const struct profile *profile)
{
    uint32_t count = profile->function_count;
    uint32_t *component = memory_new(count, sizeof *component);
    bool *is_entry = memory_new(count, sizeof *is_entry);
    uint32_t components = cycles_of_calls(profile, NULL, component);
    reach_entry_points(profile, component, components, is_entry);
    uint32_t entry = find_largest(profile, is_entry);
    uint32_t largest = find_largest(profile, NULL);
    free(is_entry);
    free(component);
    if (entry == HOT_PATH_NONE ||
        profile->functions[entry].total < MOST * profile->functions[largest].total)
        return largest;
    return entry;
}

/* The part of a function's time that a call stands for, or its own time. */
static double part_of(double time, const struct function *function)
{
    double whole = fmax(function->total, function->own);
    return whole > 0 ? fmin(not_negative(time) / whole, 1) : 0;
}

static struct path_step step_to(const struct profile *profile, const struct path_step *from,
                                const struct call *call)
{
    const struct function *caller = &profile->functions[from->function];
    const struct function *callee = &profile->functions[call->callee];
    struct path_step step = {.function = call->callee, .calls = call->calls};
    step.time = from->time * part_of(call->total, caller);
    step.own = fmin(step.time * part_of(callee->own, callee), not_negative(callee->own));
    step.guessed = call->estimated || call->residual || from->guessed ||
                   from->time < caller->total * (1 - ROUNDING);
    return step;
}

static void add_step(struct walker *w, struct path_step step)
{
    struct hot_path *path = w->path;
    path->steps = memory_grow(path->steps, &w->room, (size_t)path->count + 1, sizeof *path->steps);
    path->steps[path->count++] = step;
    w->visited[step.function] = true;
}

/* Whether the callee of `a` comes first: more of its time, then by key. */
static bool is_larger(const struct profile *profile, const struct call *a, const struct call *b)
{
    return a->total > b->total ||
           (a->total == b->total && profile_compare_keys(profile, a->callee, b->callee) < 0);
}

/* The largest call by a function to where the path has been (but itself), or has not; NULL if there
   is none. */
static const struct call *largest_call(const struct walker *w, uint32_t function, bool visited)
{
    const struct profile *profile = w->profile;
    const struct call *largest = NULL;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (w->visited[call->callee] == visited && call->callee != function &&
            (!largest || is_larger(profile, call, largest)))
            largest = call;
    }
    return largest;
}

static uint32_t place_on_path(const struct hot_path *path, uint32_t function)
{
    uint32_t place = path->count;
    while (place > 0 && path->steps[place - 1].function != function)
        place--;
    return place ? place - 1 : HOT_PATH_NONE;
}

/* Finds the step, of those of the cycle that begins at `first`, from which most of what comes
   around goes elsewhere; sets *next. Not where more goes than comes around, or than the steps
   behind would lose. HOT_PATH_NONE if there is none. */
static uint32_t find_way_out(struct walker *w, uint32_t first, double least, struct path_step *next)
{
    const struct hot_path *path = w->path;
    const uint32_t *callees = w->profile->callees;
    double around = path->steps[path->count - 1].time;
    uint32_t best = HOT_PATH_NONE;
    least = fmax(least, MOST * around);
    for (uint32_t i = path->count; i-- > first;) {
        const struct call *call = largest_call(w, path->steps[i].function, false);
        struct path_step step = {0};
        w->looks += callees[path->steps[i].function + 1] - callees[path->steps[i].function];
        if (call)
            step = step_to(w->profile, &path->steps[i], call);
        if (step.time > least && step.time <= around * (1 + ROUNDING)) {
            best = i;
            *next = step;
            least = step.time;
        }
        least = fmax(least, path->steps[i].own);
    }
    return best;
}

/* Where the last step mostly calls what led to it, the time goes around in a cycle and leaves it
   from another step: takes the path back to that one and on from there. */
static bool leave_cycle(struct walker *w, const struct call *onward)
{
    struct hot_path *path = w->path;
    const struct path_step *last = &path->steps[path->count - 1];
    const struct call *back = largest_call(w, last->function, true);
    if (!back || (onward && onward->total >= back->total) || w->looks >= MOST_LOOKS)
        return false;
    double least = onward ? step_to(w->profile, last, onward).time : 0;
    uint32_t first = place_on_path(path, back->callee);
    w->looks += path->count - (first == HOT_PATH_NONE ? 0 : first);
    struct path_step next;
    uint32_t place = first == HOT_PATH_NONE ? HOT_PATH_NONE : find_way_out(w, first, least, &next);
    if (place == HOT_PATH_NONE)
        return false;
    path->count = place + 1;
    add_step(w, next);
    return true;
}

static void walk(struct walker *w, uint32_t entry)
{
    const struct function *first = &w->profile->functions[entry];
    struct hot_path *path = w->path;
    struct path_step step = {.function = entry, .time = first->total, .calls = first->calls};
    step.own = first->total * part_of(first->own, first);
    add_step(w, step);
    for (;;) {
        const struct path_step *last = &path->steps[path->count - 1];
        const struct call *onward = largest_call(w, last->function, false);
        if (leave_cycle(w, onward))
            continue;
        if (!onward)
            return;
        step = step_to(w->profile, last, onward);
        if (step.time < first->total * TOO_LITTLE)
            return;
        add_step(w, step);
    }
}

/* The last step with most of the time, of own functions or of all. */
static uint32_t find_focus(const struct walker *w, bool of_all)
{
    const struct hot_path *path = w->path;
    for (uint32_t i = path->count; i-- > 0;)
        if (path->steps[i].time >= MOST * path->steps[0].time &&
            (of_all || w->is_own[path->steps[i].function]))
            return i;
    return HOT_PATH_NONE;
}

static void add_branch(struct hot_path *path, struct path_step step)
{
    uint32_t place = path->branch_count;
    while (place > 0 && path->branches[place - 1].time < step.time)
        place--;
    if (place == HOT_PATH_BRANCHES)
        return;
    if (path->branch_count < HOT_PATH_BRANCHES)
        path->branch_count++;
    for (uint32_t i = path->branch_count - 1; i > place; i--)
        path->branches[i] = path->branches[i - 1];
    path->branches[place] = step;
}

static void find_branches(struct hot_path *path, const struct profile *profile)
{
    const struct path_step *focus = &path->steps[path->focus];
    uint32_t function = focus->function;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        struct path_step step = step_to(profile, focus, call);
        if (call->callee != function && step.time > 0)
            add_branch(path, step);
    }
}

/* Ends the path where after the focus most exclusive time is. */
static void cut_path(struct hot_path *path)
{
    uint32_t last = path->focus;
    for (uint32_t i = path->focus + 1; i < path->count; i++)
        if (last == path->focus || path->steps[i].own > path->steps[last].own)
            last = i;
    path->count = last + 1;
}

static bool own_code_calls(const struct walker *w, uint32_t function)
{
    struct row row = w->profile->callers[function];
    for (uint32_t i = row.start; i < row.end; i++)
        if (w->is_own[w->profile->calls[i].caller])
            return true;
    return false;
}

struct hot_path hot_path_find(const struct profile *profile, const bool *is_own)
{
    struct hot_path path = {.focus = HOT_PATH_NONE};
    struct walker w = {.profile = profile, .is_own = is_own, .path = &path};
    uint32_t entry = find_entry(profile);
    if (entry == HOT_PATH_NONE)
        return path;
    w.visited = memory_new(profile->function_count, sizeof *w.visited);
    walk(&w, entry);
    path.focus = find_focus(&w, false);
    if (path.focus == HOT_PATH_NONE)
        path.focus = find_focus(&w, true);
    find_branches(&path, profile);
    cut_path(&path);
    path.own_calls_last = own_code_calls(&w, path.steps[path.count - 1].function);
    free(w.visited);
    return path;
}

void hot_path_free(struct hot_path *path)
{
    free(path->steps);
    *path = (struct hot_path){0};
}
