#include <inttypes.h>

#include "python/modules.h"
#include "view/graph/label.h"
#include "view/number.h"
#include "view/words/wording.h"

enum { LONGEST_MODULE = 80 };

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

/* ", " or " and " between the items of a list. */
static void say_between(struct sentence_writer *s, uint32_t item, uint32_t count)
{
    sentence_text(s, item == 0 ? "" : item + 1 == count ? " and " : ", ");
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
    sentence_text(s, ", and each runs ");
    if (finding->each <= 1)
        sentence_text(s, "an SQL query");
    else
        sentence_count(s, finding->each, "SQL query", "SQL queries");
    sentence_text(s, ": the program runs ");
    sentence_count(s, finding->queries, "query", "queries");
}

static void say_calls(const struct wording *w, struct sentence_writer *s,
                      const struct finding *finding)
{
    int64_t callers = w->profile->functions[finding->caller].calls;
    say_name(w, s, finding->caller);
    sentence_text(s, " calls ");
    say_name(w, s, finding->function);
    sentence_text(s, callers > 1 && finding->calls % callers ? " about " : " ");
    sentence_count(s, callers > 1 ? finding->calls / callers : finding->calls, "time", "times");
    sentence_text(s, callers > 1 ? " per call" : "");
    if (finding->queries)
        say_queries(s, finding);
    sentence_text(s, ". The ");
    sentence_count(s, finding->calls, "call", "calls");
    sentence_text(s, finding->guessed ? " take about " : " take ");
    say_each(w, s, finding);
    if (finding->queries)
        sentence_text(s, " in all; people fetch all rows with one query: a join, or prefetching.");
    else if (w->blame->is_own[finding->function] ||
             w->blame->origins[finding->function] == ORIGIN_GENERATED)
        sentence_text(s, " in all; people call it once for all, or keep its results.");
    else
        sentence_text(s, " in all; people call a library once for all items, not in a loop.");
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
        say_between(s, i, count);
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
    sentence_text(s, ". People keep results (functools.cache), or use a loop.");
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
    sentence_text(s, ": in loops of its own, or in C code that the profiler does not show, such as "
                     "numpy's. A line profiler tells which lines.");
}

static void say_often(const struct wording *w, struct sentence_writer *s,
                      const struct finding *finding)
{
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
    sentence_text(s, " in all, without what it calls. People call it less often.");
}

static void say_import(const struct wording *w, struct sentence_writer *s,
                       const struct finding *finding)
{
    sentence_text(s, finding->guessed ? "Importing takes about " : "Importing takes ");
    say_time_and_share(w, s, finding->time);
    for (uint32_t i = 0; i < finding->part_count; i++) {
        struct buf name = {0};
        uint32_t function = finding->parts[i].function;
        if (w->blame->is_own[function])
            modules_name(w->shown, function, w->blame->origins[function], &name);
        else
            modules_package(w->shown, function, w->blame->origins[function], &name);
        sentence_text(s, i ? "" : ": ");
        say_between(s, i, finding->part_count);
        sentence_function(s, function, label_line(buf_slice(&name), LONGEST_MODULE, w->arena));
        buf_char(&s->plain, ' ');
        number_cost(&s->plain, finding->parts[i].time, &w->profile->unit);
        buf_free(&name);
    }
    sentence_text(s, finding->part_count > 1 ? " (with what they import in turn, so they overlap)."
                                             : ".");
    sentence_text(s, " People import what is rarely needed inside of the function that needs it.");
}

static void say_waiting(const struct wording *w, struct sentence_writer *s,
                        const struct finding *finding)
{
    static const char *const words[WAITINGS] = {
        "",          "for events", "asleep", "for locks", "for the network", "for other processes",
        "for files", "for input"};
    bool all = finding->of_function >= 0.99 * finding->time;
    bool is_by = finding->caller != FINDINGS_NOBODY && finding->caller_share >= NEARLY_ALL && all;
    if (is_by)
        say_name(w, s, finding->caller);
    else
        sentence_text(s, "The program");
    sentence_text(s, " waits for ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, all ? ": " : ", longest ");
    sentence_text(s, words[finding->waiting]);
    sentence_text(s, " in ");
    say_name(w, s, finding->function);
    if (!all) {
        sentence_text(s, " (");
        number_cost(&s->plain, finding->of_function, &w->profile->unit);
        sentence_text(s, ")");
    }
    if (finding->caller != FINDINGS_NOBODY && !is_by) {
        sentence_text(s, finding->caller_share >= NEARLY_ALL ? ", below " : ", mostly below ");
        say_name(w, s, finding->caller);
    }
    sentence_text(s, ".");
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
                               const struct finding *) = {
        [FINDING_CALLS] = say_calls,   [FINDING_ONE_CALL] = say_one_call,
        [FINDING_UNEVEN] = say_uneven, [FINDING_RECURSION] = say_recursion,
        [FINDING_HIDDEN] = say_hidden, [FINDING_OFTEN] = say_often,
        [FINDING_IMPORT] = say_import, [FINDING_WAITING] = say_waiting,
        [FINDING_FLAT] = say_flat};
    struct sentence_writer s = {.arena = w->arena};
    say[finding->kind](w, &s, finding);
    return sentence_end(&s);
}
