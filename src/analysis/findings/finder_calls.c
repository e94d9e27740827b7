#include "analysis/findings/finder.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/findings/parts.h"
#include "base/memory.h"
#include "python/c_names.h"
#include "python/naming.h"

/* A function that is called so often by each call of its caller stands in a loop. */
enum { IN_A_LOOP = 10, MANY = 50 };

/* So many calls are looked below for queries. */
enum { MOST_LOOKS = 8 };

/* So many calls have an average that one of them can bend. */
enum { AN_AVERAGE = 3 };

/* SQL queries are a loop's if this part of their time is below it, and each of its calls runs one,
   or nearly. */
#define SOME_QUERIES 0.2
#define ONE_QUERY 0.5

/* Numbers of queries agree that are no further apart. */
#define NEARLY 0.25

/* A number is whole that is no further from one. */
#define WHOLE 0.1

/* Queries are counted in so many rounds; recursion has no end. */
#define MOST_QUERIES 1e9
enum { MOST_ROUNDS = 100 };

/* A match of a regular expression that takes so long, in seconds, goes back and forth. */
#define LONG_MATCH 50e-6

/* A record that is made and written takes so long, in seconds, and so does a walk through many
   elements; what is left out by its level, or stands at once below another one, takes less. */
#define LONG_RECORD 20e-6
#define LONG_WALK 50e-6

/* As many calls of a library are a loop over the items of a column or array. */
enum { ITEMS = 1000 };

/* A call that moves all items of a list takes so long, in seconds. */
#define LONG_MOVE 1e-6

/* Calls that take so long, in seconds, are told from fewer on. */
#define LONG_CALL 1e-3
enum { SOME = 10 };

/* A call that takes less than this many times what the cheapest one does, and that is short, in
   seconds, is hardly more than the recording of it. */
#define HARDLY_MORE 1.5
#define SHORT_CALL 0.5e-6

/* As many calls of a function are often. */
enum { OFTEN = 100000 };

/* The function that runs most SQL queries, or FINDINGS_NOBODY. */
static uint32_t find_query(const struct finder *f)
{
    const struct profile *profile = f->profile;
    uint32_t best = FINDINGS_NOBODY;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *of = &profile->functions[i];
        if (waiting_is_query(profile->names[of->file].text, profile->names[of->name].text) &&
            (best == FINDINGS_NOBODY || of->calls > profile->functions[best].calls))
            best = i;
    }
    return best;
}

/* Whether there are transactions for most of the queries. */
static bool commits_each(const struct finder *f, uint32_t query)
{
    for (uint32_t i = 0; i < f->profile->function_count; i++)
        if (finder_matters(f, f->profile->functions[i].total) &&
            habit_of(f->profile, i) == HABIT_COMMIT &&
            (double)f->profile->functions[i].calls >=
                FINDER_MOST * (double)f->profile->functions[query].calls)
            return true;
    return false;
}

/* How many SQL queries a call of each function runs, from how often functions call each other: of a
   function that several call as many for each. A guess. The caller's to free. */
static double *count_queries(const struct finder *f, uint32_t query)
{
    const struct profile *profile = f->profile;
    double *each = memory_new(profile->function_count, sizeof *each), change = 1;
    each[query] = 1;
    for (int round = 0; round < MOST_ROUNDS && change > 0; round++) {
        change = 0;
        for (uint32_t i = 0; i < profile->function_count; i++) {
            double calls = 0;
            for (uint32_t k = profile->callees[i]; k < profile->callees[i + 1]; k++) {
                const struct call *call = &profile->calls[profile->callees_of[k]];
                calls += call->callee == i ? 0 : (double)call->calls * each[call->callee];
            }
            calls = profile->functions[i].calls > 0 && i != query
                        ? fmin(calls / (double)profile->functions[i].calls, MOST_QUERIES)
                        : each[i];
            change = fmax(change, fabs(calls - each[i]));
            each[i] = calls;
        }
    }
    return each;
}

/* What is below a function of the SQL queries. */
struct queries {
    double share; /* of all queries' time */
    double time;  /* with what the database's layers do for them */
};

static struct queries queries_below(const struct finder *f, uint32_t function, uint32_t query)
{
    const struct block *blocks = f->tree->blocks;
    bool *marked = memory_new(f->profile->function_count, sizeof *marked);
    bool *counted = memory_new(f->tree->count, sizeof *counted);
    marked[function] = true;
    uint32_t *above = tree_nearest(f->tree, marked);
    double below = 0, all = 0, time = 0;
    for (uint32_t i = 1; i < f->tree->count; i++) {
        uint32_t top = i;
        if (blocks[i].function != query)
            continue;
        all += blocks[i].weight;
        if (!above[i])
            continue;
        below += blocks[i].weight;
        while (blocks[top].parent && !f->blame->is_own[blocks[blocks[top].parent].function])
            top = blocks[top].parent;
        time += counted[top] ? 0 : blocks[top].weight;
        counted[top] = true;
    }
    free(above);
    free(counted);
    free(marked);
    return (struct queries){profile_share(below, all), time};
}

/* What is known while all calls are looked at. */
struct call_search {
    uint32_t query; /* the function that runs SQL queries, or FINDINGS_NOBODY */
    double *each;   /* count_queries, once that is wanted */
    int looks;
    bool commits; /* most queries are followed by a commit: they write, and that costs */
};

static bool is_told_elsewhere(const struct finder *f, const struct call *call)
{
    enum waiting waiting = f->waiting[call->callee];
    bool is_wait = waiting != WAITING_NOT && waiting != WAITING_DISK;
    return f->imports->machinery[call->callee] || is_wait || f->imports->modules[call->callee];
}

static bool is_in_a_loop(const struct finder *f, const struct call *call)
{
    int64_t callers = f->profile->functions[call->caller].calls;
    return call->calls >= MANY && callers > 0 && call->calls / callers >= IN_A_LOOP;
}

/* Notes the queries that the calls of a loop run, if these are most of what it takes. How many each
   call runs is known if nearly all queries are below it, or if two ways to guess it agree. */
static void add_queries(const struct finder *f, struct call_search *search, const struct call *call,
                        struct finding *finding)
{
    if (search->query == FINDINGS_NOBODY || search->commits || !f->blame->is_own[call->callee] ||
        search->looks++ >= MOST_LOOKS)
        return;
    struct queries below = queries_below(f, call->callee, search->query);
    double all = (double)f->profile->functions[search->query].calls;
    double by_time = below.share * all / (double)f->profile->functions[call->callee].calls;
    if (below.share < SOME_QUERIES || by_time < ONE_QUERY || below.time < FINDER_MOST * call->total)
        return;
    if (!search->each)
        search->each = count_queries(f, search->query);
    double by_count = search->each[call->callee];
    bool is_known =
        below.share >= FINDER_NEARLY_ALL || fabs(by_time - by_count) <= NEARLY * by_time;
    finding->queries = (int64_t)all;
    double each = below.share >= FINDER_NEARLY_ALL ? by_time : by_count;
    finding->each = is_known ? (int64_t)(each + 0.5) : 0;
    finding->is_about = fabs(each - (double)finding->each) > WHOLE;
}

/* Whether a function calls a C function whose short name ends so, at least so often. */
static bool calls_in_c(const struct profile *profile, uint32_t function, struct str end,
                       int64_t least)
{
    struct buf name = {0};
    bool found = false;
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        if (call->calls < least || profile->functions[call->callee].line > 0)
            continue;
        buf_cut(&name, 0);
        naming_short(profile, call->callee, STR(""), 0, &name);
        found |= str_ends(buf_slice(&name), end);
    }
    buf_free(&name);
    return found;
}

/* What was pickled just before is a copy. */
static bool is_copy(const struct profile *profile, const struct call *call)
{
    return calls_in_c(profile, call->caller, STR("pickle.dumps"), call->calls);
}

static bool writes(const struct profile *profile, uint32_t function)
{
    return calls_in_c(profile, function, STR(".write"), 1) ||
           calls_in_c(profile, function, STR(".writelines"), 1);
}

/* What is known of the function, where that explains what the call takes. */
static enum habit habit_of_call(const struct finder *f, const struct call *call)
{
    enum habit habit = habit_of(f->profile, call->callee);
    if (habit == HABIT_PARSE && is_copy(f->profile, call))
        habit = HABIT_COPY;
    if (habit == HABIT_OPEN && writes(f->profile, call->caller))
        habit = HABIT_NONE;
    double each = call->total / (double)call->calls;
    bool is_other = (habit == HABIT_PATTERN && each < LONG_MATCH) ||
                    (habit == HABIT_LOGGING && each < LONG_RECORD) ||
                    (habit == HABIT_WALK && each < LONG_WALK) ||
                    (habit == HABIT_LIST_FRONT && each < LONG_MOVE) ||
                    (habit == HABIT_ARRAYS && call->calls < ITEMS) ||
                    (habit == HABIT_REQUEST && f->network < FINDER_MOST * call->total);
    return is_other ? HABIT_NONE : habit;
}

/* Whether a call takes what it does without own code that is called back from there. */
static bool is_cost_of_library(const struct finder *f, const struct call *call)
{
    for (uint32_t i = 0; i < f->cost_count && finder_matters(f, f->costs[i].time); i++)
        if (f->costs[i].caller == call->caller && f->costs[i].callee == call->callee)
            return f->costs[i].time >= FINDER_MOST * call->total;
    return false;
}

/* Whether another function is called as often by the same one, but for once in each of its calls:
   so it is with a generator, of which each step counts as a call and so does its end. */
static bool may_be_steps(const struct profile *profile, const struct call *call)
{
    int64_t ends = profile->functions[call->caller].calls;
    uint32_t caller = call->caller;
    if (profile->functions[call->callee].line <= 0)
        return false;
    for (uint32_t i = profile->callees[caller]; i < profile->callees[caller + 1]; i++)
        if (profile->calls[profile->callees_of[i]].calls == call->calls - ends)
            return true;
    return false;
}

/* Whether calls take hardly more than it took to record them. */
static bool is_recording(const struct finder *f, const struct finding *finding)
{
    double each = finding->time / (double)finding->calls;
    return each < HARDLY_MORE * f->cheapest && each < SHORT_CALL;
}

/* Whether the lead is about the function that is called, and says how often it is: itself, or as
   often as it calls another one. */
static bool lead_counts(const struct finder *f, const struct call *call)
{
    const struct lead *lead = f->lead;
    if (lead->function != call->callee || lead->kind == LEAD_DIVIDED)
        return false;
    return lead->kind == LEAD_ITSELF || !lead->part_count ||
           f->profile->calls[lead->parts[0].call].calls == call->calls;
}

/* Whether a loop is what makes a call cost. Where own code is called the loop nearest to the cost
   is told, and of SQL queries that which runs them. */
static bool is_worth_telling(const struct finder *f, const struct call *call,
                             const struct finding *finding)
{
    if (finding->queries || finding->kind != FINDING_CALLS)
        return true;
    if ((finding->habit == HABIT_NONE || finding->habit == HABIT_ARRAYS) &&
        profile_share(call->total, f->totals->total) < FINDER_LEAST_LOOP)
        return false;
    if (f->blame->is_own[call->callee])
        return !parts_is_expression(f->profile, call->callee) &&
               (!lead_counts(f, call) || finding->habit != HABIT_NONE) &&
               f->causes[call->callee] >= FINDER_MOST * call->total;
    if (finding->habit != HABIT_NONE)
        return !finding->is_told || finding->habit != HABIT_STEPS;
    return is_cost_of_library(f, call) && !may_be_steps(f->profile, call) &&
           !is_recording(f, finding);
}

/* Adds what is worth telling of a call; of a loop of which no more is known whether it may be over
   a generator. */
static void add_call(struct finder *f, const struct call *call, struct finding *finding)
{
    if (finding->kind == FINDING_CALLS && finding->habit == HABIT_NONE && !finding->queries &&
        may_be_steps(f->profile, call))
        finding->habit = HABIT_STEPS;
    finder_add(f, finding);
}

static void look_at_call(struct finder *f, uint32_t index, struct call_search *search)
{
    const struct call *call = &f->profile->calls[index];
    const struct function *callee = &f->profile->functions[call->callee];
    if (call->caller == call->callee || !f->blame->is_own[call->caller] ||
        is_told_elsewhere(f, call) || call->residual)
        return;
    enum habit habit = call->callee == search->query ? HABIT_QUERY : habit_of_call(f, call);
    bool is_long = call->total >= LONG_CALL * (double)call->calls;
    bool loops =
        is_in_a_loop(f, call) || (habit != HABIT_NONE && call->calls >= (is_long ? SOME : MANY));
    bool is_single = call->calls == 1 && !f->blame->is_own[call->callee] &&
                     callee->own >= FINDER_MOST * call->total;
    if (!loops && !is_single)
        return;
    struct finding finding =
        finder_about(f, loops ? FINDING_CALLS : FINDING_ONE_CALL, call->callee);
    finding.caller = call->caller;
    finding.time = call->total;
    finding.calls = call->calls;
    finding.guessed = call->estimated;
    finding.habit = habit;
    finding.may_keep = f->blame->is_own[call->callee] && !may_be_steps(f->profile, call) &&
                       finder_may_keep(f, call->callee);
    finding.is_told = lead_tells(f->lead, index) && (!loops || f->lead->kind == LEAD_THROUGH);
    if (loops)
        add_queries(f, search, call, &finding);
    if (is_worth_telling(f, call, &finding))
        add_call(f, call, &finding);
}

static void look_for_uneven(struct finder *f, uint32_t index)
{
    const struct call *call = &f->profile->calls[index];
    const struct function *callee = &f->profile->functions[call->callee];
    if (call->calls != 1 || call->estimated || callee->calls < AN_AVERAGE ||
        callee->calls != callee->primitive || call->total < FINDER_NEARLY_ALL * callee->total ||
        is_told_elsewhere(f, call) || !f->blame->is_own[call->caller] ||
        lead_tells(f->lead, index) ||
        (!f->blame->is_own[call->callee] && !is_cost_of_library(f, call)))
        return;
    struct finding finding = finder_about(f, FINDING_UNEVEN, call->callee);
    finding.caller = call->caller;
    finding.time = call->total;
    finder_add(f, &finding);
}

/* Whether the lead speaks of the function's calls. */
static bool is_told_by_lead(const struct finder *f, uint32_t function)
{
    for (uint32_t i = 0; i < f->lead->part_count; i++)
        if (f->profile->calls[f->lead->parts[i].call].callee == function)
            return true;
    return false;
}

/* Whether a C function runs what is in Python: how often it is called, and what it takes itself,
   depends on that. */
static bool runs_python(const struct profile *profile, uint32_t function)
{
    for (uint32_t i = profile->callees[function]; i < profile->callees[function + 1]; i++)
        if (c_names_is_c(profile, function) &&
            !c_names_is_c(profile, profile->calls[profile->callees_of[i]].callee))
            return true;
    return false;
}

static void look_for_often(struct finder *f, uint32_t function)
{
    const struct profile *profile = f->profile;
    struct finding finding = finder_about(f, FINDING_OFTEN, function);
    if (finding.calls < OFTEN || !finder_matters(f, finding.time) || f->is_mixed ||
        is_recording(f, &finding) || is_told_by_lead(f, function) || runs_python(profile, function))
        return;
    struct row row = profile->callers[function];
    for (uint32_t i = row.start; i < row.end; i++) {
        const struct call *call = &profile->calls[i];
        if (finder_is_better(f, call->caller, (double)call->calls, finding.caller,
                             (double)finding.from_caller)) {
            finding.caller = call->caller;
            finding.from_caller = call->calls;
        }
    }
    finding.caller_share = profile_share((double)finding.from_caller, (double)finding.calls);
    bool has_caller = finding.caller != FINDINGS_NOBODY;
    bool is_own = f->blame->is_own[function] || (has_caller && f->blame->is_own[finding.caller]);
    bool by_c = has_caller && c_names_is_c(profile, finding.caller); /* such as next */
    if (is_own && !by_c && finding.caller != function)               /* recursion is told as such */
        finder_add(f, &finding);
}

void finder_look_at_calls(struct finder *f)
{
    const struct profile *profile = f->profile;
    struct call_search search = {.query = find_query(f)};
    search.commits = search.query != FINDINGS_NOBODY && commits_each(f, search.query);
    for (uint32_t i = 0; i < profile->call_count && !f->is_mixed; i++)
        if (finder_matters(f, profile->calls[i].total)) {
            look_at_call(f, i, &search);
            look_for_uneven(f, i);
        }
    for (uint32_t i = 0; i < profile->function_count; i++)
        look_for_often(f, i);
    free(search.each);
}
