#include <inttypes.h>

#include "python/library.h"
#include "python/modules.h"
#include "view/graph/label.h"
#include "view/number.h"
#include "view/words/wording.h"

enum { LONGEST_MODULE = 80 };

/* Most of something. */
#define MOST 0.5

/* Parts that would be shown as 100 %. */
#define NEARLY_ALL 0.995

static void say_share(const struct wording *w, struct sentence_writer *s, double time)
{
    number_percent(&s->plain, profile_share(time, w->totals.total));
}

static void say_time_and_share(const struct wording *w, struct sentence_writer *s, double time)
{
    number_cost(&s->plain, time, &w->profile->unit);
    sentence_text(s, " (");
    say_share(w, s, time);
    sentence_text(s, ")");
}

static void say_name(const struct wording *w, struct sentence_writer *s, uint32_t function)
{
    sentence_function(s, function, w->names[function]);
}

static void say_each(const struct wording *w, struct sentence_writer *s,
                     const struct finding *finding)
{
    number_cost(&s->plain, finding->time / (double)finding->calls, &w->profile->unit);
    sentence_text(s, " each, ");
    say_time_and_share(w, s, finding->time);
}

/* ", and each runs 2 SQL queries: 4 010 in all" */
static void say_queries(struct sentence_writer *s, const struct finding *finding)
{
    if (!finding->each) {
        sentence_text(s, ", and runs SQL queries");
        return;
    }
    sentence_text(s, finding->is_about ? ", and each runs about " : ", and each runs ");
    if (finding->each == 1)
        sentence_text(s, "an SQL query");
    else
        sentence_count(s, finding->each, "SQL query", "SQL queries");
    sentence_text(s, ": the program runs ");
    sentence_count(s, finding->queries, "query", "queries");
}

void wording_say_package(const struct wording *w, struct sentence_writer *s, uint32_t function)
{
    struct buf name = {0};
    if (w->blame->is_own[function])
        buf_str(&name, library_last(w->shown->names[w->shown->functions[function].file].text));
    else
        modules_package(w->shown, function, w->blame->origins[function], &name);
    sentence_function(s, function, label_line(buf_slice(&name), LONGEST_MODULE, w->arena));
    buf_free(&name);
}

#define ONE_QUERY "people ask for all rows at once: a join, prefetching, or executemany"
#define KEEP_RESULTS "where calls repeat the same work, people keep its result"

/* What people do instead; NULL where that is not known. */
static const char *advice_on_calls(const struct finding *finding)
{
    static const char *const habits[HABITS] = {
        [HABIT_ROWS] = "people compute with whole columns, or use itertuples",
        [HABIT_CELLS] = "people assign whole columns, or collect rows and build the table once",
        [HABIT_PARTS] = "people collect the parts and join them once",
        [HABIT_SORT] = "people sort once, or keep the order with heapq or bisect",
        [HABIT_LIST_SEARCH] = "people look things up in a set or a dict",
        [HABIT_LIST_FRONT] = "people append, or use collections.deque",
        [HABIT_PARSE] = "people parse once what is the same each time",
        [HABIT_YAML] = "people use the loader that is written in C, yaml.CSafeLoader",
        [HABIT_PATTERN] = "an average: a pattern that tries many ways is slow for a few texts",
        [HABIT_COPY] = "people copy only what they change",
        [HABIT_SESSION] = "people keep connections open, with requests.Session",
        [HABIT_SLOW_HASH] = "it is slow on purpose; people use fewer rounds in tests",
        [HABIT_DATE] = "people use fromisoformat where dates are ISO 8601",
        [HABIT_EQUAL] = "people look things up in a set or a dict, not in a list",
        [HABIT_LESS] = "people sort once, and by a key",
        [HABIT_DATES] = "people parse dates of a known form with fromisoformat or strptime",
        [HABIT_ARRAYS] = "people call it for whole columns or arrays, not for each item",
        [HABIT_FRAMES] = "people collect rows, and make one table of them",
        [HABIT_TEMPLATE] = "people compile a template once, and keep it",
        [HABIT_REGEX] = "people compile a pattern once, with re.compile, and keep it",
        [HABIT_PROCESS] = "each starts a process; people let one do all, or do it in Python",
        [HABIT_REQUEST] = "each waits for its answer; people send several at a time",
        [HABIT_OPEN] = "where it is the same file, people read it once",
        [HABIT_COMMIT] = "people commit once for many rows",
        [HABIT_SAVE] = "people save many at once, with bulk_create or bulk_update",
        [HABIT_CLIENT] = "it reads certificates each time; people keep one client",
        [HABIT_EXACT] = "it is exact and slow; people use fmean, or sum and len",
        [HABIT_RATIO] = "it goes letter by letter; people compare fewer pairs",
        [HABIT_KEPT] = "people make it once, and keep it",
        [HABIT_QUERY] = ONE_QUERY,
        [HABIT_SETUP] = "people use setUpClass, where tests do not change it",
        [HABIT_FIXTURE] = "people give it a wider scope, where tests do not change it",
        [HABIT_ITEMS] = "people compute with whole columns or arrays",
        [HABIT_LOGGING] =
            "each makes a record and writes it; people log less, or at a higher level",
        [HABIT_SIGNATURE] = "people look at a signature once, and keep it",
        [HABIT_COLLECT] = "it looks at all objects; Python collects by itself",
        [HABIT_FOLDER] = "each reads folders; people read them once",
        [HABIT_FILES] =
            "each asks the file system; people ask once what stays the same, or use os.scandir",
        [HABIT_SCHEMA] =
            "each checks the schema, too; people make one validator for it, and keep that",
        [HABIT_WALK] = "each walks the elements; people look them up in a dict",
        [HABIT_EXTENT] = "it looks at all cells; people count rows themselves",
        [HABIT_INSPECT] = "it reads source files; people use inspect.currentframe",
    };
    if (finding->queries)
        return ONE_QUERY;
    if (finding->habit != HABIT_NONE)
        return habits[finding->habit];
    return finding->may_keep ? KEEP_RESULTS : NULL;
}

static void say_advice(struct sentence_writer *s, const char *advice)
{
    sentence_text(s, advice ? "; " : "");
    sentence_text(s, advice ? advice : "");
    sentence_text(s, ".");
}

/* "f goes over g in 4 001 steps": profilers count each step of a generator as a call. */
static void say_steps(const struct wording *w, struct sentence_writer *s,
                      const struct finding *finding)
{
    say_name(w, s, finding->caller);
    sentence_text(s, " goes over ");
    say_name(w, s, finding->function);
    sentence_text(s, " in ");
    sentence_count(s, finding->calls, "step", "steps");
    sentence_text(s, finding->guessed ? ". They take about " : ". They take ");
    say_each(w, s, finding);
    sentence_text(s, " in all");
    say_advice(s, advice_on_calls(finding));
}

/* ", 20 times in each of the 25 calls of h" */
static void say_ratio(const struct wording *w, struct sentence_writer *s,
                      const struct finding *finding)
{
    int64_t callers = w->profile->functions[finding->outer].calls;
    bool is_about = finding->inner != finding->calls || finding->calls % callers;
    sentence_text(s, is_about ? ", about " : ", ");
    sentence_count(s, (finding->inner + callers / 2) / callers, "time", "times");
    sentence_text(s, " in each of the ");
    sentence_count(s, callers, "call", "calls");
    sentence_text(s, " of ");
    say_name(w, s, finding->outer);
}

static void say_calls(const struct wording *w, struct sentence_writer *s,
                      const struct finding *finding)
{
    int64_t callers = w->profile->functions[finding->caller].calls;
    bool is_each = callers > 1 && finding->calls / callers > 1;
    if (habit_is_steps(finding->habit)) {
        say_steps(w, s, finding);
        return;
    }
    say_name(w, s, finding->caller);
    sentence_text(s, " calls ");
    say_name(w, s, finding->function);
    sentence_text(s, is_each && finding->calls % callers ? " about " : " ");
    sentence_count(s, is_each ? (finding->calls + callers / 2) / callers : finding->calls, "time",
                   "times");
    sentence_text(s, is_each ? " per call" : "");
    if (!is_each && finding->outer != FINDINGS_NOBODY)
        say_ratio(w, s, finding);
    if (finding->queries)
        say_queries(s, finding);
    sentence_text(s, ". The ");
    sentence_count(s, finding->calls, "call", "calls");
    sentence_text(s, finding->guessed ? " take about " : " take ");
    say_each(w, s, finding);
    sentence_text(s, " in all");
    say_advice(s, advice_on_calls(finding));
}

/* "f is called 4 500 times, 3 times in each of the 1 500 calls of g" */
static void say_nested(const struct wording *w, struct sentence_writer *s,
                       const struct finding *finding)
{
    int64_t callers = w->profile->functions[finding->caller].calls;
    bool is_about = finding->from_caller != finding->calls || finding->calls % callers;
    say_name(w, s, finding->function);
    sentence_text(s, " is called ");
    sentence_count(s, finding->calls, "time", "times");
    sentence_text(s, is_about ? ", about " : ", ");
    sentence_count(s, (finding->from_caller + callers / 2) / callers, "time", "times");
    sentence_text(s, " in each of the ");
    sentence_count(s, callers, "call", "calls");
    sentence_text(s, " of ");
    say_name(w, s, finding->caller);
    sentence_text(s, ": ");
    say_each(w, s, finding);
    sentence_text(s, " in all");
    say_advice(s, advice_on_calls(finding));
}

/* "pytest sets up f 60 times", "pandas calls f 4 000 times" */
static void say_back(const struct wording *w, struct sentence_writer *s,
                     const struct finding *finding)
{
    if (finding->habit == HABIT_FIXTURE)
        sentence_text(s, "pytest sets up ");
    else
        wording_say_package(w, s, finding->caller);
    sentence_text(s, finding->habit == HABIT_FIXTURE ? "" : " calls ");
    say_name(w, s, finding->function);
    sentence_text(s, " ");
    sentence_count(s, finding->calls, "time", "times");
    sentence_text(s, finding->habit == HABIT_ITEMS ? ", for one row or item each" : "");
    sentence_text(s, finding->guessed ? ": about " : ": ");
    say_each(w, s, finding);
    sentence_text(s, " in all");
    say_advice(s, advice_on_calls(finding));
}

/* "compile runs 2 800 times below f" */
static void say_below(const struct wording *w, struct sentence_writer *s,
                      const struct finding *finding)
{
    say_name(w, s, finding->function);
    sentence_text(s, " runs ");
    sentence_count(s, finding->calls, "time", "times");
    sentence_text(s, " below ");
    say_name(w, s, finding->caller);
    sentence_text(s, ": ");
    say_each(w, s, finding);
    sentence_text(s, " in all");
    say_advice(s, advice_on_calls(finding));
}

static void say_one_call(const struct wording *w, struct sentence_writer *s,
                         const struct finding *finding)
{
    say_name(w, s, finding->caller);
    sentence_text(s, finding->guessed ? " spends about " : " spends ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, " in one call of ");
    say_name(w, s, finding->function);
    sentence_text(s, w->blame->origins[finding->function] == ORIGIN_BUILTIN
                         ? "; what happens inside of it, in C, is not visible."
                         : ".");
}

static void say_uneven(const struct wording *w, struct sentence_writer *s,
                       const struct finding *finding)
{
    sentence_text(s, "Of the ");
    sentence_count(s, finding->calls, "call", "calls");
    sentence_text(s, " of ");
    say_name(w, s, finding->function);
    sentence_text(s, " the one by ");
    say_name(w, s, finding->caller);
    sentence_text(s, " takes ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, ", nearly all; their average says little.");
}

static void say_recursion(const struct wording *w, struct sentence_writer *s,
                          const struct finding *finding)
{
    uint32_t more = finding->part_total - finding->part_count;
    uint32_t count = finding->part_count + (more > 0);
    for (uint32_t i = 0; i < finding->part_count; i++) {
        sentence_between(s, i, count);
        say_name(w, s, finding->parts[i].function);
    }
    if (more) {
        sentence_text(s, " and ");
        sentence_count(s, more, "more", "more");
    }
    sentence_text(s, count == 1 ? " calls itself: " : " call each other: together ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, ", entered ");
    sentence_count(s, finding->calls, "time", "times");
    sentence_text(s, " and ");
    sentence_count(s, finding->recursive, "recursive call", "recursive calls");
    sentence_text(s, ". Where the same comes again, people keep results (functools.cache).");
}

static void say_hidden(const struct wording *w, struct sentence_writer *s,
                       const struct finding *finding)
{
    say_name(w, s, finding->function);
    sentence_text(s, " takes ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, " in itself");
    if (finding->calls > 1) {
        sentence_text(s, ", ");
        number_cost(&s->plain, finding->time / (double)finding->calls, &w->profile->unit);
        sentence_text(s, " a call");
    }
    sentence_text(s, ": ");
    wording_say_hidden(w, s);
    bool is_own = w->blame->is_own[finding->function];
    sentence_text(s, is_own ? ". A line profiler tells which lines." : ".");
}

/* "f takes 149 samples (26 %) itself, nearly all of that on line 57" */
static void say_on_line(const struct wording *w, struct sentence_writer *s,
                        const struct finding *finding)
{
    say_name(w, s, finding->function);
    sentence_text(s, " takes ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, " itself");
    bool is_lock = wording_say_line(w, s, finding->function) == WAITING_LOCK;
    say_advice(s, is_lock ? "people hold a lock only as long as they must" : NULL);
}

static void say_often(const struct wording *w, struct sentence_writer *s,
                      const struct finding *finding)
{
    double total = w->profile->functions[finding->function].total;
    say_name(w, s, finding->function);
    sentence_text(s, " is called ");
    sentence_count(s, finding->calls, "time", "times");
    if (finding->caller != FINDINGS_NOBODY && finding->from_caller > 0) {
        bool all = finding->from_caller >= finding->calls;
        sentence_text(s, all ? ", always by " : ", ");
        if (!all) {
            if (finding->caller_share >= NEARLY_ALL)
                sentence_text(s, "nearly all");
            else
                number_percent(&s->plain, finding->caller_share);
            sentence_text(s, " of them by ");
        }
        say_name(w, s, finding->caller);
    }
    sentence_text(s, ": ");
    say_each(w, s, finding);
    sentence_text(s, " in all, without what it calls.");
    bool is_loop_own = finding->caller != FINDINGS_NOBODY && w->blame->is_own[finding->caller];
    if (is_loop_own && w->blame->is_own[finding->function] && finding->time >= MOST * total)
        sentence_text(s, " People write so short a function into the loop that calls it, or let "
                         "one call do many items.");
}

static void say_sent(const struct wording *w, struct sentence_writer *s,
                     const struct finding *finding)
{
    sentence_text(s, "Processes send each other objects: packing and unpacking them takes ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, ", in ");
    sentence_count(s, finding->calls, "call", "calls");
    sentence_text(s, "; people send what stays the same once, and many items at a time.");
}

static void say_beside(const struct wording *w, struct sentence_writer *s,
                       const struct finding *finding)
{
    say_name(w, s, finding->function);
    sentence_text(s, " takes ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, ", with the libraries that it calls.");
}

/* What is imported and hardly used. */
static void say_idle_packages(const struct wording *w, struct sentence_writer *s,
                              const struct finding *finding)
{
    uint32_t idle = 0, said = 0;
    for (uint32_t i = 0; i < finding->part_count; i++)
        idle += finding->parts[i].is_idle;
    sentence_text(s, idle ? " Hardly anything else runs of " : "");
    for (uint32_t i = 0; i < finding->part_count; i++) {
        if (!finding->parts[i].is_idle)
            continue;
        sentence_between(s, said++, idle);
        wording_say_package(w, s, finding->parts[i].function);
    }
    if (idle)
        sentence_text(s, "; people import what is rarely needed inside of the function that needs "
                         "it.");
}

static void say_import(const struct wording *w, struct sentence_writer *s,
                       const struct finding *finding)
{
    sentence_text(s, finding->guessed ? "Importing takes about " : "Importing takes ");
    say_time_and_share(w, s, finding->time);
    for (uint32_t i = 0; i < finding->part_count; i++) {
        sentence_text(s, i ? "" : ": ");
        sentence_between(s, i, finding->part_count);
        wording_say_package(w, s, finding->parts[i].function);
        buf_char(&s->plain, ' ');
        number_cost(&s->plain, finding->parts[i].time, &w->profile->unit);
    }
    sentence_text(s, finding->part_count > 1 ? " (with what they import in turn, so they overlap)."
                                             : ".");
    if (finding->compiling > 0) {
        sentence_text(s, " In ");
        number_cost(&s->plain, finding->compiling, &w->profile->unit);
        sentence_text(s,
                      " of that modules are compiled from source: compiled files of them were not "
                      "there, as where PYTHONDONTWRITEBYTECODE is set.");
    }
    say_idle_packages(w, s, finding);
}

static const char *const waiting_words[WAITINGS] = {[WAITING_EVENTS] = "for events",
                                                    [WAITING_SLEEP] = "asleep",
                                                    [WAITING_LOCK] = "for locks",
                                                    [WAITING_THREAD] = "for threads",
                                                    [WAITING_NETWORK] = "for the network",
                                                    [WAITING_PROCESS] = "for other processes",
                                                    [WAITING_CHILD] = "for child processes",
                                                    [WAITING_FILE] = "for files",
                                                    [WAITING_DISK] = "for the disk",
                                                    [WAITING_PERSON] = "for input"};

static void say_waiting(const struct wording *w, struct sentence_writer *s,
                        const struct finding *finding)
{
    bool all = finding->of_function >= 0.99 * finding->time;
    bool has_caller = finding->caller != FINDINGS_NOBODY && finding->caller != finding->function;
    bool is_by = has_caller && finding->caller_share >= NEARLY_ALL && all;
    if (is_by)
        say_name(w, s, finding->caller);
    else
        sentence_text(s, "The program");
    bool is_time = w->profile->unit.kind == UNIT_SECONDS;
    sentence_text(s, is_time ? " waits for " : " waits in ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, all ? ": " : ", longest ");
    sentence_text(s, waiting_words[finding->waiting]);
    sentence_text(s, " in ");
    say_name(w, s, finding->function);
    if (!all) {
        sentence_text(s, " (");
        number_cost(&s->plain, finding->of_function, &w->profile->unit);
        sentence_text(s, ")");
    }
    if (has_caller && !is_by) {
        sentence_text(s, finding->caller_share >= NEARLY_ALL ? ", below " : ", mostly below ");
        say_name(w, s, finding->caller);
    }
    wording_say_idle(w, s, finding);
    if (finding->blocks)
        sentence_text(s, " Meanwhile the event loop stands still, and all its tasks wait; people "
                         "await instead, or use asyncio.to_thread.");
    if (finding->is_other)
        sentence_text(s, " What it waits for, other threads or processes, is not in this "
                         "profile.");
}

static void say_flat(const struct wording *w, struct sentence_writer *s,
                     const struct finding *finding)
{
    sentence_text(s, "No single function stands out: ");
    say_name(w, s, finding->function);
    bool is_events = w->profile->unit.kind == UNIT_EVENTS;
    sentence_text(s, is_events ? " has the most cost of its own, "
                               : " has the most time of its own, ");
    say_share(w, s, finding->time);
    sentence_text(s, ", and half of all is spread over ");
    sentence_count(s, finding->calls, "function", "functions");
    sentence_text(s, ".");
}

struct sentence wording_finding(struct wording *w, const struct finding *finding)
{
    static void (*const say[])(const struct wording *, struct sentence_writer *,
                               const struct finding *) = {[FINDING_CALLS] = say_calls,
                                                          [FINDING_NESTED] = say_nested,
                                                          [FINDING_BACK] = say_back,
                                                          [FINDING_BELOW] = say_below,
                                                          [FINDING_ONE_CALL] = say_one_call,
                                                          [FINDING_UNEVEN] = say_uneven,
                                                          [FINDING_RECURSION] = say_recursion,
                                                          [FINDING_HIDDEN] = say_hidden,
                                                          [FINDING_OFTEN] = say_often,
                                                          [FINDING_IMPORT] = say_import,
                                                          [FINDING_WAITING] = say_waiting,
                                                          [FINDING_LINE] = say_on_line,
                                                          [FINDING_BESIDE] = say_beside,
                                                          [FINDING_SENT] = say_sent,
                                                          [FINDING_FLAT] = say_flat};
    struct sentence_writer s = {.arena = w->arena};
    say[finding->kind](w, &s, finding);
    return sentence_end(&s);
}
