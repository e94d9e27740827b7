#include "analysis/tree/hot_walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/findings/imports.h"
#include "analysis/graph/cycles.h"
#include "base/doubles.h"
#include "base/memory.h"

/* The path goes on where so much of the time does. */
#define ENOUGH (1.0 / 3)

/* Of functions that time meets in, those with this part of the most that one gets are as good. */
#define NEARLY_MOST 0.9

/* The path passes over the largest call where time meets again in a function that gets so many
   times as much: that call is one way of several to it. */
#define MEETS_AGAIN 1.15

/* Parts of the entry's time: calls below the first are not followed, those below the second make no
   cycle (builtins that call back would join half the program), and the path ends when less than the
   third is left. */
#define LEAST_CALL 1e-5
#define LEAST_IN_CYCLE 0.005
#define TOO_LITTLE 0.005

/* Differences of sums of doubles stay below this part of them. */
#define ROUNDING 1e-6

/* Calls that are looked at to find where time meets. */
enum { MOST_LOOKS = 5000000 };

/* A call worth following, largest first in the row of its caller. */
struct arc_of_time {
    const struct profile *profile;
    double time; /* at most the callee's inclusive time */
    uint32_t from, to, call;
};

/* How a function's time spreads over what is below it. Its arrays serve all looks of a walk: what
   one leaves of `time` and `state` is cleared for the next. */
struct spread {
    double *time;       /* that gets to each function */
    uint32_t *finished; /* functions, callees before callers */
    uint32_t *stack, *at;
    uint8_t *state; /* 0 new, 1 open, 2 finished */
    uint32_t count;
};

struct walker {
    const struct profile *profile;
    const struct imports *imports; /* or NULL */
    struct hot_path *path;
    size_t room;
    struct arc_of_time *arcs;
    uint32_t *first; /* arcs of f: first[f] to first[f + 1] - 1 */
    uint32_t arc_count;
    bool *visited;       /* of each function: it is on the path, or was */
    uint32_t *component; /* of the large calls; NULL: not known yet */
    uint32_t *members, *first_member;
    struct spread below; /* without arrays until the first look */
    uint64_t looks;
};

static double whole_of(const struct function *function)
{
    return fmax(fmax(function->total, function->own), 0);
}

static const struct path_step *last_step(const struct walker *w)
{
    return &w->path->steps[w->path->count - 1];
}

static int compare_arcs(const void *left, const void *right)
{
    const struct arc_of_time *a = left;
    const struct arc_of_time *b = right;
    int order = (a->time < b->time) - (a->time > b->time);
    return order ? order : profile_compare_keys(a->profile, a->to, b->to);
}

/* Lists the calls that are worth following, in the order of all calls. */
static uint32_t list_arcs(const struct profile *profile, const struct imports *imports,
                          double least, struct arc_of_time *list)
{
    uint32_t *targets = imports_targets(profile, imports);
    uint32_t count = 0;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        uint32_t to = targets[i];
        if (to == IMPORTS_FOLLOWED || to == call->caller)
            continue;
        double time = fmin(call->total, whole_of(&profile->functions[to]));
        if (time > 0 && time >= least)
            list[count++] = (struct arc_of_time){profile, time, call->caller, to, i};
    }
    free(targets);
    return count;
}

/* Groups them by caller, the largest of each first. */
static void make_arcs(struct walker *w, const struct imports *imports, double least)
{
    const struct profile *profile = w->profile;
    struct arc_of_time *list = memory_new(profile->call_count, sizeof *list);
    w->arc_count = list_arcs(profile, imports, least, list);
    w->arcs = memory_new(w->arc_count, sizeof *w->arcs);
    w->first = memory_new((size_t)profile->function_count + 2, sizeof *w->first);
    for (uint32_t i = 0; i < w->arc_count; i++)
        w->first[list[i].from + 2]++;
    for (uint32_t f = 2; f < profile->function_count + 2; f++)
        w->first[f] += w->first[f - 1];
    for (uint32_t i = 0; i < w->arc_count; i++)
        w->arcs[w->first[list[i].from + 1]++] = list[i];
    for (uint32_t f = 0; f < profile->function_count; f++)
        if (w->first[f + 1] - w->first[f] > 1)
            qsort(&w->arcs[w->first[f]], w->first[f + 1] - w->first[f], sizeof *w->arcs,
                  compare_arcs);
    free(list);
}

static void add_step(struct walker *w, struct path_step step)
{
    struct hot_path *path = w->path;
    const struct function *function = &w->profile->functions[step.function];
    double whole = whole_of(function);
    double own = fmin(fmax(function->own, 0), whole);
    step.own = whole > 0 ? step.time * own / whole : 0;
    path->steps = memory_grow(path->steps, &w->room, (size_t)path->count + 1, sizeof *path->steps);
    path->steps[path->count++] = step;
    w->visited[step.function] = true;
}

/* Whether so much time is worth following from the end of the path. */
static bool is_enough(const struct walker *w, double time)
{
    const struct function *function = &w->profile->functions[last_step(w)->function];
    return time >= ENOUGH * (1 - ROUNDING) * whole_of(function) && time >= function->own;
}

/* Goes along a call; `time` is what it carries. */
static void follow(struct walker *w, const struct arc_of_time *arc, double time)
{
    const struct path_step *from = last_step(w);
    const struct call *call = &w->profile->calls[arc->call];
    struct path_step step = {.function = arc->to, .time = time, .calls = call->calls};
    bool is_part = from->time < w->profile->functions[from->function].total * (1 - ROUNDING);
    step.calls_guessed = is_part && call->calls > 1;
    if (step.calls_guessed)
        step.calls = profile_calls_of_part(w->profile, call, from->calls, from->time);
    step.guessed = call->estimated || call->residual || from->guessed || is_part;
    add_step(w, step);
}

/* The largest call of the last step to a function that has not been met; or NULL. */
static const struct arc_of_time *largest_new(const struct walker *w)
{
    uint32_t last = last_step(w)->function;
    for (uint32_t i = w->first[last]; i < w->first[last + 1]; i++)
        if (!w->visited[w->arcs[i].to])
            return &w->arcs[i]; /* the row is sorted */
    return NULL;
}

static bool go_on(struct walker *w)
{
    const struct path_step *last = last_step(w);
    const struct function *function = &w->profile->functions[last->function];
    const struct arc_of_time *arc = largest_new(w);
    if (!arc || !is_enough(w, arc->time))
        return false;
    follow(w, arc, last->time * fmin(arc->time / whole_of(function), 1));
    return true;
}

/* Finds the cycles that large calls make. Exec runs the program and what that imports: that these
   call each other by way of it is no cycle of the program's. */
static void find_cycles(struct walker *w, double least)
{
    uint32_t count = w->profile->function_count;
    uint32_t *first = memory_new((size_t)count + 1, sizeof *first);
    uint32_t *heads = memory_new(w->arc_count, sizeof *heads);
    uint32_t large = 0;
    for (uint32_t f = 0; f < count; f++) {
        for (uint32_t i = w->first[f]; i < w->first[f + 1] && w->arcs[i].time >= least; i++)
            if (!imports_is_exec(w->profile, w->arcs[i].to))
                heads[large++] = w->arcs[i].to;
        first[f + 1] = large;
    }
    struct successors graph = {count, first, heads};
    w->component = memory_new(count, sizeof *w->component);
    uint32_t components = cycles_find(&graph, NULL, w->component);
    w->first_member = cycles_group(w->component, count, components, &w->members);
    free(first);
    free(heads);
}

/* Whether a call is larger than another, or of the same size and first by key; NULL is smallest. */
static bool is_before(const struct profile *profile, const struct arc_of_time *a,
                      const struct arc_of_time *b)
{
    int order = b ? (a->time < b->time) - (a->time > b->time) : -1;
    if (!order)
        order = profile_compare_keys(profile, a->to, b->to);
    if (!order)
        order = profile_compare_keys(profile, a->from, b->from);
    return order < 0;
}

/* The largest call of a cycle's member that leaves it to a new function; NULL if there is none. */
static const struct arc_of_time *exit_of(const struct walker *w, uint32_t cycle, uint32_t member)
{
    for (uint32_t i = w->first[member]; i < w->first[member + 1]; i++)
        if (w->component[w->arcs[i].to] != cycle && !w->visited[w->arcs[i].to])
            return &w->arcs[i]; /* the row is sorted */
    return NULL;
}

/* The largest call that leaves a cycle to a new function; NULL if there is none. */
static const struct arc_of_time *find_exit(const struct walker *w, uint32_t cycle)
{
    const struct arc_of_time *best = NULL;
    for (uint32_t m = w->first_member[cycle]; m < w->first_member[cycle + 1]; m++) {
        const struct arc_of_time *arc = exit_of(w, cycle, w->members[m]);
        if (arc && is_before(w->profile, arc, best))
            best = arc;
    }
    return best;
}

/* The search for a way within a cycle: where each member was reached from. */
struct search {
    uint32_t *queue;
    uint32_t *by; /* the arc plus one by which a function was reached; 0: not, or on the path */
    bool *met;
};

/* Breadth first from the path's members of the cycle, along calls of at least so much time. */
static bool search_way(const struct walker *w, uint32_t cycle, uint32_t to, double least,
                       struct search *s)
{
    uint32_t count = 0;
    for (uint32_t m = w->first_member[cycle]; m < w->first_member[cycle + 1]; m++)
        s->met[w->members[m]] = false;
    for (uint32_t i = w->path->count; i-- > 0;) {
        uint32_t function = w->path->steps[i].function;
        if (w->component[function] != cycle)
            continue;
        s->queue[count++] = function;
        s->met[function] = true;
        s->by[function] = 0;
    }
    for (uint32_t at = 0; at < count && !s->met[to]; at++) {
        uint32_t function = s->queue[at];
        for (uint32_t i = w->first[function];
             i < w->first[function + 1] && w->arcs[i].time >= least; i++) {
            uint32_t next = w->arcs[i].to;
            if (w->component[next] != cycle || s->met[next])
                continue;
            s->met[next] = true;
            s->by[next] = i + 1;
            s->queue[count++] = next;
        }
    }
    return s->met[to];
}

/* The times of all calls within a cycle, the largest first. */
static double *times_within(const struct walker *w, uint32_t cycle, uint32_t *count)
{
    double *times = memory_new(w->arc_count, sizeof *times);
    *count = 0;
    for (uint32_t m = w->first_member[cycle]; m < w->first_member[cycle + 1]; m++)
        for (uint32_t i = w->first[w->members[m]]; i < w->first[w->members[m] + 1]; i++)
            if (w->component[w->arcs[i].to] == cycle)
                times[(*count)++] = w->arcs[i].time;
    doubles_sort_descending(times, *count);
    return times;
}

/* Finds the way from the path to a member of its cycle whose smallest call is largest, by halving
   the calls that may be taken; false if none leads there. */
static bool find_widest(const struct walker *w, uint32_t cycle, uint32_t to, struct search *s)
{
    uint32_t count;
    double *times = times_within(w, cycle, &count);
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (search_way(w, cycle, to, times[middle], s))
            high = middle;
        else
            low = middle + 1;
    }
    bool found = low < count && search_way(w, cycle, to, times[low], s);
    free(times);
    return found;
}

/* Takes the path back to the step of a function on it. */
static void go_back_to(struct walker *w, uint32_t function)
{
    while (last_step(w)->function != function)
        w->path->count--;
}

/* Takes the path, by the way that was found, to a member of the cycle. */
static void go_around(struct walker *w, uint32_t to, const struct search *s)
{
    uint32_t steps = 0;
    uint32_t at = to;
    for (; s->by[at]; at = w->arcs[s->by[at] - 1].from)
        s->queue[steps++] = s->by[at] - 1;
    go_back_to(w, at);
    while (steps-- > 0) {
        const struct arc_of_time *arc = &w->arcs[s->queue[steps]];
        follow(w, arc, fmin(last_step(w)->time, arc->time));
    }
}

static bool leave_cycle(struct walker *w)
{
    if (!w->component)
        find_cycles(w, LEAST_IN_CYCLE * w->path->steps[0].time);
    uint32_t count = w->profile->function_count;
    uint32_t cycle = w->component[last_step(w)->function];
    if (w->first_member[cycle + 1] - w->first_member[cycle] < 2)
        return false;
    const struct arc_of_time *out = find_exit(w, cycle);
    if (!out || !is_enough(w, out->time))
        return false;
    struct search s = {memory_new(count, sizeof *s.queue), memory_new(count, sizeof *s.by),
                       memory_new(count, sizeof *s.met)};
    uint32_t first = 0;
    while (first < w->path->count && w->path->steps[first].function != out->from)
        first++;
    bool found = first < w->path->count || find_widest(w, cycle, out->from, &s);
    if (first < w->path->count)
        go_back_to(w, out->from);
    else if (found)
        go_around(w, out->from, &s);
    if (found)
        follow(w, out, fmin(last_step(w)->time, out->time));
    free(s.queue);
    free(s.by);
    free(s.met);
    return found;
}

/* Depth first along calls to functions that are not on the path. */
static void list_below(struct walker *w, uint32_t from, struct spread *s)
{
    uint32_t depth = 0;
    s->stack[depth++] = from;
    s->at[from] = w->first[from];
    s->state[from] = 1;
    while (depth) {
        uint32_t function = s->stack[depth - 1];
        if (s->at[function] == w->first[function + 1]) {
            s->state[function] = 2;
            s->finished[s->count++] = function;
            depth--;
            continue;
        }
        uint32_t to = w->arcs[s->at[function]++].to;
        w->looks++;
        if (s->state[to] || w->visited[to])
            continue;
        s->state[to] = 1;
        s->at[to] = w->first[to];
        s->stack[depth++] = to;
    }
}

/* Shares the time out, callers before callees. State 3: has been shared out, so that a call to it
   closes a cycle. */
static void share_out(const struct walker *w, uint32_t from, struct spread *s)
{
    s->time[from] = whole_of(&w->profile->functions[from]);
    for (uint32_t i = s->count; i-- > 0;) {
        uint32_t function = s->finished[i];
        double whole = whole_of(&w->profile->functions[function]);
        s->time[function] = fmin(s->time[function], whole);
        s->state[function] = 3;
        for (uint32_t a = w->first[function]; a < w->first[function + 1] && whole > 0; a++)
            if (s->state[w->arcs[a].to] == 2)
                s->time[w->arcs[a].to] += s->time[function] * fmin(w->arcs[a].time / whole, 1);
    }
}

/* The topmost function that gets nearly as much as any does; `from` itself if none gets enough. */
static uint32_t find_meeting(const struct walker *w, uint32_t from, const struct spread *s)
{
    double most = 0;
    for (uint32_t i = 0; i + 1 < s->count; i++)
        most = fmax(most, s->time[s->finished[i]]);
    if (!is_enough(w, most))
        return from;
    for (uint32_t i = s->count - 1; i-- > 0;)
        if (s->time[s->finished[i]] >= NEARLY_MOST * most && is_enough(w, s->time[s->finished[i]]))
            return s->finished[i];
    return from;
}

/* Nearly everything is imported or executed by the same functions: time that meets there has
   nothing in common. */
static bool serves_all(const struct walker *w, uint32_t function)
{
    return imports_is_exec(w->profile, function) || (w->imports && w->imports->machinery[function]);
}

/* Where the last step's time meets again, and how much of it. */
struct meeting {
    uint32_t function;
    double time; /* 0: nowhere */
};

static void start_spread(struct spread *s, uint32_t count)
{
    for (; s->count; s->count--)
        s->time[s->finished[s->count - 1]] = s->state[s->finished[s->count - 1]] = 0;
    if (s->time)
        return;
    s->time = memory_new(count, sizeof *s->time);
    s->finished = memory_new((size_t)count * 3, sizeof *s->finished);
    s->stack = s->finished + count;
    s->at = s->stack + count;
    s->state = memory_new(count, sizeof *s->state);
}

static struct meeting look_below(struct walker *w)
{
    uint32_t count = w->profile->function_count;
    uint32_t from = last_step(w)->function;
    struct spread *s = &w->below;
    struct meeting meeting = {from, 0};
    if (w->looks > MOST_LOOKS || !(whole_of(&w->profile->functions[from]) > 0))
        return meeting;
    start_spread(s, count);
    w->looks += count / 8;
    list_below(w, from, s);
    share_out(w, from, s);
    meeting.function = find_meeting(w, from, s);
    meeting.time = meeting.function != from ? s->time[meeting.function] : 0;
    return meeting;
}

static bool jump(struct walker *w, const struct meeting *meeting)
{
    const struct path_step *from = last_step(w);
    double whole = whole_of(&w->profile->functions[from->function]);
    if (meeting->time <= 0)
        return false;
    add_step(w, (struct path_step){.function = meeting->function,
                                   .time = from->time * meeting->time / whole,
                                   .guessed = true,
                                   .jump = true});
    return true;
}

/* The path passes over the largest call if time can and does meet again with so much more. */
static bool step_on(struct walker *w)
{
    const struct arc_of_time *largest = largest_new(w);
    double least = largest ? MEETS_AGAIN * largest->time : HUGE_VAL;
    bool looked = least < whole_of(&w->profile->functions[last_step(w)->function]);
    struct meeting meeting = looked ? look_below(w) : (struct meeting){0};
    if (looked && meeting.time > least && !serves_all(w, meeting.function))
        return jump(w, &meeting);
    if (go_on(w) || leave_cycle(w))
        return true;
    if (!looked)
        meeting = look_below(w);
    return jump(w, &meeting);
}

void hot_walk(const struct profile *profile, const struct imports *imports, uint32_t entry,
              struct hot_path *path)
{
    const struct function *first = &profile->functions[entry];
    struct walker w = {.profile = profile, .imports = imports, .path = path};
    w.visited = memory_new(profile->function_count, sizeof *w.visited);
    make_arcs(&w, imports, LEAST_CALL * first->total);
    add_step(&w,
             (struct path_step){.function = entry, .time = first->total, .calls = first->calls});
    double least = TOO_LITTLE * first->total;
    while (last_step(&w)->time >= least && step_on(&w))
        ;
    if (path->count > 1 && last_step(&w)->time < least)
        path->count--;
    void *owned[] = {w.arcs,         w.first,      w.visited,        w.component,  w.members,
                     w.first_member, w.below.time, w.below.finished, w.below.state};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
}
