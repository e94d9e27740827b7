#include "analysis/tree/hot_path.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/findings/parts.h"
#include "analysis/flows/mended.h"
#include "analysis/graph/cycles.h"
#include "analysis/graph/reach.h"
#include "analysis/tree/hot_walk.h"
#include "analysis/tree/told.h"
#include "base/doubles.h"
#include "base/memory.h"

/* Differences of sums of doubles stay below this part of them. */
#define ROUNDING 1e-6

/* The focus has at least this part of what the path begins with: most of the time. */
#define MOST 0.5

/* A Total may be larger than the program's time by this part of it. */
#define NEARLY_NOTHING 0.02

/* Exclusive time that ends the path: this part of what it begins with. */
#define MUCH 0.1

/* Where the largest thread leads to no own code, as one does that waits for requests, another one
   with this part of its time is looked at. */
#define MUCH_BESIDE 0.3

/* The verdict names a function of the user's with at least this part of all time. */
#define VERDICT_SHARE 0.4

/* A function that a recursion is entered by has nearly all time of those further down: this part.
 */
#define NEARLY_ALL 0.9

/* The function with the largest inclusive time up to `limit`, of those marked or (NULL) of all;
   HOT_PATH_NONE if none has any. */
static uint32_t find_largest(const struct profile *profile, const bool *marked, double limit)
{
    uint32_t best = HOT_PATH_NONE;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        double total = profile->functions[i].total;
        double most = best == HOT_PATH_NONE ? 0 : profile->functions[best].total;
        if ((!marked || marked[i]) && total > 0 && total <= limit &&
            (total > most || (total == most && profile_compare_keys(profile, i, best) < 0)))
            best = i;
    }
    return best;
}

/* No function takes longer than so much of the program's time where inclusive times are right. */
static double most_of(double total)
{
    return total * (1 + NEARLY_NOTHING);
}

/* Unmarks entries that take longer than the whole program, `total`, as some do where threads are
   mixed in one table, if there is another one that takes most of it. */
static void leave_out_wrong(const struct profile *profile, double total, bool *is_entry)
{
    double most = 0;
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (is_entry[i] && profile->functions[i].total <= total)
            most = fmax(most, profile->functions[i].total);
    for (uint32_t i = 0; i < profile->function_count; i++)
        if (profile->functions[i].total > total && most >= MOST * total)
            is_entry[i] = false;
}

/* Marks where threads begin: the program, or, where the calls do not lead from there to most of the
   time, the largest function. Returns the largest of the marked. `total`: the program's time. */
static uint32_t find_entries(const struct profile *profile, double total, bool *is_entry)
{
    reach_entry_points(profile, is_entry);
    leave_out_wrong(profile, most_of(total), is_entry);
    uint32_t entry = find_largest(profile, is_entry, HUGE_VAL);
    uint32_t largest = find_largest(profile, NULL, most_of(total));
    largest = largest == HOT_PATH_NONE ? find_largest(profile, NULL, HUGE_VAL) : largest;
    if (entry == HOT_PATH_NONE ||
        profile->functions[entry].total < MOST * profile->functions[largest].total)
        return largest;
    return entry;
}

/* The part of a function's time that a call stands for, or its own time. */
static double part_of(double time, const struct function *function)
{
    double whole = fmax(function->total, function->own);
    return whole > 0 ? fmin(doubles_not_negative(time) / whole, 1) : 0;
}

static struct path_step step_to(const struct profile *profile, const struct path_step *from,
                                const struct call *call)
{
    const struct function *caller = &profile->functions[from->function];
    const struct function *callee = &profile->functions[call->callee];
    struct path_step step = {.function = call->callee, .calls = call->calls};
    step.time = from->time * part_of(call->total, caller);
    step.own = fmin(step.time * part_of(callee->own, callee), doubles_not_negative(callee->own));
    step.guessed = call->estimated || call->residual || from->guessed ||
                   from->time < caller->total * (1 - ROUNDING);
    return step;
}

/* The last step with this part of what the path begins with, of own functions or (NULL) of all. */
static uint32_t find_last(const struct hot_path *path, const bool *is_own, double part)
{
    for (uint32_t i = path->count; i-- > 0;)
        if (path->steps[i].time >= part * path->steps[0].time &&
            (!is_own || is_own[path->steps[i].function]))
            return i;
    return HOT_PATH_NONE;
}

static uint32_t find_costliest(const struct profile *profile)
{
    uint32_t best = HOT_PATH_NONE;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        double own = profile->functions[i].own;
        double most = best == HOT_PATH_NONE ? 0 : profile->functions[best].own;
        if (own > most || (own > 0 && own == most && profile_compare_keys(profile, i, best) < 0))
            best = i;
    }
    return best;
}

/* The step that the verdict names: the last own function with enough time, rather no module's code,
   which says little, and no generator
   expression, which its function goes over; else the last of these that is of a
   file; else the last of any origin. */
static uint32_t find_named(const struct profile *profile, const bool *is_own,
                           const struct hot_path *path)
{
    uint32_t nameless = HOT_PATH_NONE;
    for (uint32_t i = path->count; i-- > 0;) {
        const struct path_step *step = &path->steps[i];
        struct str file = profile->names[profile->functions[step->function].file].text;
        if (step->time < VERDICT_SHARE * path->steps[0].time || !is_own[step->function])
            continue;
        if (!imports_is_module(profile, step->function) && !parts_is_steps(profile, step->function))
            return i;
        if (nameless == HOT_PATH_NONE && !str_starts(file, STR("<")))
            nameless = i;
    }
    return nameless == HOT_PATH_NONE ? find_last(path, NULL, VERDICT_SHARE) : nameless;
}

/* Of own functions that call each other and follow one another on the path, the first, unless it
   has more to do: the recursion is entered by it, and which one is met last means nothing. */
static uint32_t enter_recursion(const struct profile *profile, const bool *is_own,
                                const struct hot_path *path, uint32_t place)
{
    const struct path_step *named = &path->steps[place];
    uint32_t first = place;
    if (!is_own[named->function])
        return place;
    uint32_t *component = memory_new(profile->function_count, sizeof *component);
    cycles_among(profile, is_own, component);
    for (uint32_t i = place; i-- > 0;) {
        const struct path_step *step = &path->steps[i];
        if (component[step->function] != component[named->function])
            break;
        if (named->time >= NEARLY_ALL * step->time)
            first = i;
    }
    free(component);
    return first;
}

/* Where the function that is named and the own one above it both call what most of its time goes
   through, the one above leads: it has all of these calls. */
static uint32_t share_callee(const struct profile *profile, const bool *is_own,
                             const struct hot_path *path, uint32_t place)
{
    if (!place || place + 1 >= path->count || !is_own[path->steps[place - 1].function])
        return place;
    uint32_t above = path->steps[place - 1].function, callee = path->steps[place + 1].function;
    for (uint32_t i = profile->callees[above]; i < profile->callees[above + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (call->callee == callee && !call->estimated &&
            call->total >= MUCH_BESIDE * profile->functions[above].total)
            return place - 1;
    }
    return place;
}

/* What the path comes down to. */
static struct verdict find_verdict(const struct profile *profile, const bool *is_own,
                                   const struct hot_path *path)
{
    struct verdict verdict = {find_named(profile, is_own, path), HOT_PATH_NONE,
                              find_costliest(profile)};
    if (verdict.place == HOT_PATH_NONE)
        return verdict;
    verdict.place = enter_recursion(profile, is_own, path, verdict.place);
    verdict.place = share_callee(profile, is_own, path, verdict.place);
    for (uint32_t i = verdict.place + 1; i < path->count; i++)
        if (path->steps[i].time >= MOST * path->steps[verdict.place].time)
            verdict.by_way_of = i;
    return verdict;
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

/* Ends the path where after the focus most exclusive time is, if that is much. */
static void cut_path(struct hot_path *path)
{
    uint32_t last = path->focus;
    for (uint32_t i = path->focus + 1; i < path->count; i++)
        if (last == path->focus || path->steps[i].own > path->steps[last].own)
            last = i;
    if (path->steps[last].own >= MUCH * path->steps[0].time)
        path->count = last + 1;
}

static bool own_code_calls(const struct profile *profile, const bool *is_own, uint32_t function)
{
    struct row row = profile->callers[function];
    for (uint32_t i = row.start; i < row.end; i++)
        if (is_own[profile->calls[i].caller])
            return true;
    return false;
}

static struct hot_path path_from(const struct profile *profile, const bool *is_own,
                                 const struct imports *imports, uint32_t entry)
{
    struct hot_path path = {.focus = HOT_PATH_NONE,
                            .verdict = {HOT_PATH_NONE, HOT_PATH_NONE, HOT_PATH_NONE}};
    if (entry == HOT_PATH_NONE)
        return path;
    hot_walk(profile, imports, entry, &path);
    path.focus = find_last(&path, is_own, MOST);
    if (path.focus == HOT_PATH_NONE)
        path.focus = find_last(&path, NULL, MOST);
    find_branches(&path, profile);
    cut_path(&path);
    path.verdict = find_verdict(profile, is_own, &path);
    path.own_calls_last = own_code_calls(profile, is_own, path.steps[path.count - 1].function);
    return path;
}

/* What a path is looked for in. */
struct hot_path_start {
    const struct profile *profile;
    const bool *is_own;
    const struct imports *imports;
};

static bool names_own(const struct hot_path *path, const bool *is_own)
{
    uint32_t place = path->verdict.place;
    return place != HOT_PATH_NONE && is_own[path->steps[place].function];
}

/* Takes the path from another function instead, if that has enough time and leads to own code. */
static void try_beside(const struct hot_path_start *start, uint32_t other, double least,
                       struct hot_path *path)
{
    if (other == HOT_PATH_NONE || start->profile->functions[other].total < least)
        return;
    struct hot_path second = path_from(start->profile, start->is_own, start->imports, other);
    if (second.count && names_own(&second, start->is_own)) {
        hot_path_free(path);
        *path = second;
    } else {
        hot_path_free(&second);
    }
}

/* The own module with the largest time: the program's main thread runs it. Where threads are mixed
   in one table calls may lead everywhere, and from there by chance. */
static uint32_t find_own_module(const struct profile *profile, const bool *is_own, double total)
{
    bool *is_module = memory_new(profile->function_count, sizeof *is_module);
    for (uint32_t i = 0; i < profile->function_count; i++)
        is_module[i] = is_own[i] && imports_is_module(profile, i);
    uint32_t module = find_largest(profile, is_module, most_of(total));
    free(is_module);
    return module;
}

static struct hot_path find_in(const struct hot_path_start *start)
{
    const struct profile *profile = start->profile;
    bool *is_entry = memory_new(profile->function_count, sizeof *is_entry);
    double total = profile_totals(profile).total;
    uint32_t entry = find_entries(profile, total, is_entry);
    struct hot_path path = path_from(profile, start->is_own, start->imports, entry);
    bool is_thread = entry != HOT_PATH_NONE && parts_begins_thread(profile, entry);
    if (is_thread && !names_own(&path, start->is_own)) {
        is_entry[entry] = false;
        try_beside(start, find_largest(profile, is_entry, HUGE_VAL),
                   MUCH_BESIDE * profile->functions[entry].total, &path);
    }
    if (entry != HOT_PATH_NONE && !names_own(&path, start->is_own))
        try_beside(start, find_own_module(profile, start->is_own, total),
                   (is_thread ? MUCH : MOST) * total, &path);
    free(is_entry);
    return path;
}

struct hot_path hot_path_find(const struct profile *profile, const bool *is_own,
                              const struct imports *imports)
{
    struct profile view = mended_view(profile);
    struct hot_path_start start = {&view, is_own, imports};
    struct hot_path path = find_in(&start);
    mended_free(&view, profile);
    return path;
}

/* Much of a step's time, so that a guess matters. */
#define GUESSED 0.01

/* Trees come this near to the times of tables where these are exact. */
#define NEARLY 0.05

/* What the tree has of each step. */
struct measured {
    double time, own, guessed;
};

/* Whether a block is the next step of the path that leads to its caller, or by way of one more, as
   exec, to that one's. */
static bool is_next(const struct hot_path *path, uint32_t place, const struct block *blocks,
                    const struct block *block)
{
    if (place == path->count || block->function != path->steps[place].function)
        return false;
    if (!place || path->steps[place].jump)
        return true;
    uint32_t before = path->steps[place - 1].function, caller = block->parent;
    return blocks[caller].function == before ||
           (caller && blocks[blocks[caller].parent].function == before);
}

/* The table's time where the tree agrees with it, and else the tree's. */
static double best_time(const struct profile *profile, const struct path_step *step, double time)
{
    double all = profile_weight(&profile->functions[step->function]);
    if (fabs(time - step->time) <= NEARLY * step->time)
        return step->time;
    return fabs(time - all) <= NEARLY * all ? all : time;
}

void hot_path_measure(struct hot_path *path, const struct profile *profile, const struct tree *tree)
{
    uint32_t *level = memory_new(tree->count, sizeof *level);
    struct measured *found = memory_new((size_t)path->count + 1, sizeof *found);
    double *costs = told_costs(profile, tree, tree);
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        uint32_t place = level[i] = level[block->parent];
        if (!is_next(path, place, tree->blocks, block))
            continue;
        level[i]++;
        found[place].time += costs[i];
        found[place].own += block->own;
        found[place].guessed += block->estimated || block->guessed_place ? block->weight : 0;
    }
    uint32_t met = 0;
    for (; met < path->count && found[met].time > 0; met++) {
        struct path_step *step = &path->steps[met];
        step->time = best_time(profile, step, found[met].time);
        step->own = found[met].own;
        step->guessed = found[met].guessed > GUESSED * found[met].time;
    }
    path->count = met;
    free(costs);
    free(found);
    free(level);
}

void hot_path_end(struct hot_path *path, uint32_t function)
{
    uint32_t place = 0;
    while (place < path->count && path->steps[place].function != function)
        place++;
    if (place < path->count)
        path->count = place + 1;
}

struct hot_path hot_path_copy(const struct hot_path *path)
{
    struct hot_path copy = *path;
    copy.steps = memory_new(path->count, sizeof *copy.steps);
    if (path->count)
        memcpy(copy.steps, path->steps, path->count * sizeof *copy.steps);
    return copy;
}

void hot_path_free(struct hot_path *path)
{
    free(path->steps);
    *path = (struct hot_path){0};
}
