#include "view/words/wording.h"

#include <inttypes.h>

#include "analysis/findings/parts.h"
#include "model/line_costs.h"
#include "python/library.h"
#include "python/naming.h"
#include "python/origins.h"
#include "python/waiting.h"
#include "view/graph/label.h"
#include "view/number.h"

/* Differences of sums of doubles. */
#define ROUNDING 1e-9

/* So much of a call's time in the function itself goes without saying. */
#define MOSTLY 0.9

/* Most of something. */
#define MOST 0.5

/* Own time below this part of the total answers nothing. */
#define WORTH_NAMING 0.1

/* What is listed has at least this share. */
#define WORTH_LISTING 0.03

/* Shares that would be shown as 100 % without being all. */
#define NEARLY_ALL 0.995
#define ALL 0.9995

/* Seconds that a program takes at least for its profile to mean something. */
#define SHORTEST 1e-3

enum { MOST_LISTED = 3, LONGEST_FILE = 60, LONGEST_LINE = 60 };

static struct sentence_writer start_sentence(const struct wording *w)
{
    return (struct sentence_writer){.arena = w->arena};
}

static double share_of(const struct wording *w, double time)
{
    return profile_share(time, w->totals.total);
}

static void say_time(const struct wording *w, struct sentence_writer *s, double time)
{
    number_cost(&s->plain, time, &w->profile->unit);
}

/* Samples stand for time, but not instructions and the like. */
static bool is_events(const struct wording *w)
{
    return w->profile->unit.kind == UNIT_EVENTS;
}

static void say_share(const struct wording *w, struct sentence_writer *s, double time)
{
    number_percent(&s->plain, share_of(w, time));
}

/* "main.py:28" in brackets, of own code when it is first spoken of. */
static void say_place(struct wording *w, struct sentence_writer *s, uint32_t function)
{
    const struct function *f = &w->shown->functions[function];
    struct str file = library_last(w->shown->names[f->file].text);
    struct str name = w->shown->names[f->name].text;
    struct str label = w->names[function];
    bool has_line = str_find_last(label, ':') < label.size;
    if (w->placed[function] || !w->blame->is_own[function] || !file.size || has_line ||
        str_equal(name, STR("<module>")))
        return;
    w->placed[function] = true;
    sentence_text(s, " (");
    buf_str(&s->plain, label_line(file, LONGEST_FILE, w->arena));
    if (f->line > 0)
        buf_format(&s->plain, ":%" PRId64, f->line);
    sentence_text(s, ")");
}

void wording_say_function(struct wording *w, struct sentence_writer *s, uint32_t function)
{
    sentence_function(s, function, w->names[function]);
    say_place(w, s, function);
}

static bool is_builtins(struct str package)
{
    return str_equal(package, STR("builtins"));
}

/* "pandas 78 % and numpy 8.1 %", each of the largest packages. */
static void say_packages(const struct wording *w, struct sentence_writer *s)
{
    const struct blame *blame = w->blame;
    uint32_t count = 0;
    if (blame->package_count && share_of(w, blame->packages[0].own) < WORTH_LISTING) {
        sentence_text(s, "no package takes more than ");
        say_share(w, s, blame->packages[0].own);
        return;
    }
    while (count < MOST_LISTED && count < blame->package_count &&
           (count == 0 || share_of(w, blame->packages[count].own) >= WORTH_LISTING))
        count++;
    for (uint32_t i = 0; i < count; i++) {
        bool builtins = is_builtins(blame->packages[i].name);
        sentence_between(s, i, count);
        if (builtins)
            sentence_text(s, "Python's built-in functions");
        else
            buf_str(&s->plain, label_line(blame->packages[i].name, LONGEST_FILE, w->arena));
        sentence_text(s, i ? " " : builtins ? " take " : " takes ");
        say_share(w, s, blame->packages[i].own);
    }
}

static void say_nothing_measured(const struct wording *w, struct sentence_writer *s)
{
    if (!w->profile->function_count) {
        sentence_text(s, "The profile is empty.");
        return;
    }
    sentence_text(s, is_events(w) ? "No cost was counted in " : "No time was measured in ");
    sentence_count(s, w->profile->function_count, "function", "functions");
    if (!w->profile->sampled) {
        sentence_text(s, " and ");
        sentence_count(s, w->totals.calls, "call", "calls");
    }
    sentence_text(s, ".");
}

bool wording_has_time(const struct wording *w)
{
    return w->totals.total > 0 && w->totals.own > 0;
}

static bool is_import(const struct wording *w, uint32_t function)
{
    return origins_is_import(w->profile, function, w->blame->origins[function]);
}

/* "98 % of the 71.4 s"; "nearly all" where it would be shown as 100 %. */
static void say_part_of_all(const struct wording *w, struct sentence_writer *s, double time)
{
    double share = share_of(w, time);
    if (share < NEARLY_ALL || share > 1 + ROUNDING)
        say_share(w, s, time);
    else
        sentence_text(s, share < ALL ? "nearly all" : "all");
    sentence_text(s, " of the ");
    say_time(w, s, w->totals.total);
}

/* ", 10 000 calls of 5.86 ms", if they are counted. */
static void say_calls(const struct wording *w, struct sentence_writer *s, int64_t calls,
                      double time)
{
    if (w->profile->sampled || calls <= 0)
        return;
    sentence_text(s, ", ");
    if (calls == 1) {
        sentence_text(s, "in one call");
        return;
    }
    sentence_count(s, calls, "call", "calls");
    sentence_text(s, " of ");
    say_time(w, s, time / (double)calls);
}

/* "importing modules, mostly pandas": the package with most of the time,
   which none of the user's own modules is. */
static void say_imports(struct wording *w, struct sentence_writer *s, double time)
{
    sentence_text(s, "importing modules");
    for (uint32_t i = 0; w->import && i < w->import->part_count; i++) {
        const struct finding_part *package = &w->import->parts[i];
        if (package->time < MOST * time || w->blame->is_own[package->function])
            continue;
        sentence_text(s, ", mostly ");
        wording_say_package(w, s, package->function);
        return;
    }
}

/* "82 % through `g`" */
static void say_part(struct wording *w, struct sentence_writer *s, const struct lead_part *part)
{
    const struct call *call = &w->profile->calls[part->call];
    sentence_text(s, call->estimated ? "about " : "");
    say_share(w, s, part->time);
    sentence_text(s, " through ");
    if (is_import(w, call->callee))
        say_imports(w, s, part->time);
    else
        wording_say_function(w, s, parts_unwrapped(w->profile, call->callee));
}

void wording_say_hidden(const struct wording *w, struct sentence_writer *s)
{
    bool has_numpy = false;
    for (uint32_t i = 0; i < w->blame->package_count; i++)
        has_numpy |= str_equal(w->blame->packages[i].name, STR("numpy"));
    sentence_text(s, "in loops, in operators (in, +, []), or in C code that the profiler does not "
                     "show");
    sentence_text(s, has_numpy ? ", such as numpy's" : "");
}

enum waiting wording_say_line(const struct wording *w, struct sentence_writer *s, uint32_t function)
{
    static const char *const waits_for[WAITINGS] = {[WAITING_LOCK] = "waits for a lock",
                                                    [WAITING_THREAD] = "waits for a thread to end",
                                                    [WAITING_SLEEP] = "sleeps",
                                                    [WAITING_NETWORK] = "waits for the network",
                                                    [WAITING_EVENTS] = "waits for events",
                                                    [WAITING_DISK] = "waits for the disk",
                                                    [WAITING_PERSON] = "waits for input"};
    uint32_t index = line_costs_largest(w->profile, function);
    double own = w->profile->functions[function].own;
    if (index == LINE_COSTS_NONE || w->profile->lines[index].own < MOST * own)
        return WAITING_NOT;
    const struct line_cost *line = &w->profile->lines[index];
    if (line->line == w->profile->functions[function].line) /* its place says so */
        return WAITING_NOT;
    bool nearly = line->own >= MOSTLY * own;
    struct str text =
        w->source.line ? w->source.line(w->source.context, function, line->line) : STR("");
    enum waiting waiting = waiting_of_line(text);
    sentence_text(s, nearly ? ", nearly all of that on line " : ", most of that on line ");
    buf_format(&s->plain, "%" PRId64, line->line);
    if (text.size) {
        sentence_text(s, ", “");
        buf_str(&s->plain, label_line(text, LONGEST_LINE, w->arena));
        sentence_text(s, "”");
    }
    if (waits_for[waiting]) {
        sentence_text(s, ", where it ");
        sentence_text(s, waits_for[waiting]);
    }
    return waiting;
}

/* Whether time of a function is waiting: who waits is named then. */
static bool waits(const struct wording *w, uint32_t function)
{
    return waiting_of_function(w->profile, function, w->blame->origins[function]) != WAITING_NOT;
}

/* "f waits for 81 % of the 1.37 s in time.sleep": no function that only waits is a cause. */
static void say_who_waits(struct wording *w, struct sentence_writer *s, const struct lead *lead)
{
    wording_say_function(w, s, lead->caller);
    sentence_text(s, " waits for ");
    say_part_of_all(w, s, w->profile->functions[lead->function].own);
    sentence_text(s, " in ");
    wording_say_function(w, s, lead->function);
    sentence_text(s, ".");
}

/* "RateCache.rate waits for 69 % of the 71.0 s, most likely for a lock": with what is called from
   there the lock may be held. */
static void say_lock(struct wording *w, struct sentence_writer *s, const struct lead *lead)
{
    const struct function *f = &w->profile->functions[lead->function];
    sentence_text(s, " waits for ");
    say_part_of_all(w, s, f->own);
    say_calls(w, s, f->calls, f->own);
    sentence_text(s, ": most likely for a lock, which it enters using with; the profiler shows no "
                     "call of that.");
    if (!lead->part_count)
        return;
    const struct call *call = &w->profile->calls[lead->parts[0].call];
    sentence_text(s, " What holds it so long may be ");
    wording_say_function(w, s, call->callee);
    say_calls(w, s, call->calls, call->total);
    sentence_text(s, "; people hold a lock only as long as they must.");
}

static void say_itself(struct wording *w, struct sentence_writer *s, const struct lead *lead)
{
    const struct function *f = &w->profile->functions[lead->function];
    sentence_text(s, " takes ");
    say_part_of_all(w, s, f->own);
    sentence_text(s, " itself");
    if (!lead->is_mixed)
        say_calls(w, s, f->calls, f->own);
    if (lead->caller != LEAD_NOBODY) {
        sentence_text(s, ", called by ");
        wording_say_function(w, s, lead->caller);
    }
    wording_say_line(w, s, lead->function);
    bool hides = lead->hides && w->blame->origins[lead->function] != ORIGIN_BUILTIN;
    if (hides) {
        sentence_text(s, ": ");
        wording_say_hidden(w, s);
    }
    sentence_text(s, ".");
}

/* Parts that only import modules are one part. */
static struct lead merge_imports(const struct wording *w, const struct lead *lead)
{
    struct lead merged = *lead;
    struct lead_part *imports = NULL;
    merged.part_count = 0;
    for (uint32_t i = 0; i < lead->part_count; i++) {
        bool imports_too = is_import(w, w->profile->calls[lead->parts[i].call].callee);
        if (imports_too && imports) {
            imports->time += lead->parts[i].time;
            continue;
        }
        merged.parts[merged.part_count] = lead->parts[i];
        if (imports_too)
            imports = &merged.parts[merged.part_count];
        merged.part_count++;
    }
    return merged;
}

/* The calls of the one part, and what the C function there goes on to. */
static void say_calls_through(struct wording *w, struct sentence_writer *s, const struct lead *lead)
{
    const struct call *call = &w->profile->calls[lead->parts[0].call];
    if (is_import(w, call->callee) || call->estimated || lead->is_mixed)
        return;
    if (habit_is_steps(habit_of(w->profile, call->callee))) {
        sentence_text(s, ", in ");
        sentence_count(s, call->calls, "step", "steps");
        return;
    }
    say_calls(w, s, call->calls, lead->parts[0].time);
    if (lead->back == LEAD_NOBODY || w->profile->sampled)
        return;
    const struct call *back = &w->profile->calls[lead->back];
    sentence_text(s, call->calls == 1 ? ", which calls " : ", which call ");
    wording_say_function(w, s, back->callee);
    sentence_text(s, " ");
    sentence_count(s, back->calls, "time", "times");
}

/* The `count` parts of what a function causes, among them its own time if that is told. */
static void say_parts(struct wording *w, struct sentence_writer *s, const struct lead *lead,
                      bool itself, uint32_t count)
{
    for (uint32_t i = 0; i < lead->part_count; i++) {
        sentence_between(s, i, count);
        say_part(w, s, &lead->parts[i]);
    }
    if (itself) {
        sentence_between(s, lead->part_count, count);
        say_share(w, s, w->profile->functions[lead->function].own);
        sentence_text(s, " in itself");
    }
    if (lead->missing > 0) {
        sentence_between(s, count - 1, count);
        say_share(w, s, lead->missing);
        sentence_text(s, " in calls that the file lacks");
    }
}

static void say_causes(struct wording *w, struct sentence_writer *s, const struct lead *found)
{
    struct lead merged = merge_imports(w, found);
    const struct lead *lead = &merged;
    double own = w->profile->functions[lead->function].own;
    bool is_recursive = lead->by_way_of != LEAD_NOBODY;
    bool itself = lead->kind == LEAD_DIVIDED && share_of(w, own) >= FINDINGS_LEAST &&
                  (lead->part_count || !is_recursive);
    uint32_t count = lead->part_count + itself + (lead->missing > 0);
    sentence_text(s, is_events(w) ? " costs " : " causes ");
    say_part_of_all(w, s, lead->time);
    const char *alone = is_recursive || lead->is_mixed ? "" : ", in many small parts";
    const char *some = lead->kind == LEAD_THROUGH ? ", " : ": ";
    sentence_text(s, lead->kind == LEAD_THROUGH || count ? some : alone);
    say_parts(w, s, lead, itself, count);
    if (lead->kind == LEAD_THROUGH && count == 1)
        say_calls_through(w, s, lead);
    if (is_recursive) {
        sentence_text(s, count ? "; it calls itself by way of " : ": it calls itself by way of ");
        wording_say_function(w, s, lead->by_way_of);
    }
    sentence_text(s, ".");
}

/* Time that no function leads: who has how much of it, with the libraries that they call. */
static void say_scattered(struct wording *w, struct sentence_writer *s)
{
    const struct blame *blame = w->blame;
    uint32_t count = 0;
    while (count < MOST_LISTED && count < blame->row_count &&
           share_of(w, blame->rows[count].own + blame->rows[count].caused) >= WORTH_LISTING)
        count++;
    sentence_text(s, "No function of yours leads in the ");
    say_time(w, s, w->totals.total);
    if (!count) {
        sentence_text(s, "; ");
        say_packages(w, s);
    } else {
        sentence_text(s, "; with the libraries that they call, ");
    }
    for (uint32_t i = 0; i < count; i++) {
        sentence_between(s, i, count);
        wording_say_function(w, s, blame->rows[i].function);
        sentence_text(s, i ? " " : count == 1 ? " has " : " have ");
        say_share(w, s, blame->rows[i].own + blame->rows[i].caused);
    }
    sentence_text(s, ".");
}

/* Where the time ends, if that is another function than those that were spoken of. */
static void say_costliest(struct wording *w, struct sentence_writer *s, const struct lead *lead)
{
    uint32_t function = lead->costliest;
    bool is_part = lead->kind == LEAD_THROUGH && function != LEAD_NOBODY &&
                   w->profile->calls[lead->parts[0].call].callee == function &&
                   w->profile->functions[function].own >= MOSTLY * lead->parts[0].time;
    if (is_part && w->blame->origins[function] != ORIGIN_BUILTIN &&
        lead_hides(w->profile, function)) {
        sentence_text(s, " Nearly all of that is in itself: ");
        wording_say_hidden(w, s);
        sentence_text(s, ".");
    }
    if (function == LEAD_NOBODY || function == lead->function || is_part || waits(w, function) ||
        share_of(w, w->profile->functions[function].own) < WORTH_NAMING)
        return;
    sentence_text(s, " ");
    wording_say_function(w, s, function);
    sentence_text(s, is_events(w) ? " has the most cost of its own, "
                                  : " takes the most time itself, ");
    say_share(w, s, w->profile->functions[function].own);
    sentence_text(s, ".");
}

/* What a profiler adds to each call, and what else the machine does, then weighs as much. */
static bool is_too_short(const struct wording *w)
{
    return w->profile->unit.kind == UNIT_SECONDS && !w->profile->sampled &&
           w->totals.total < SHORTEST;
}

struct sentence wording_lead(struct wording *w, const struct lead *lead)
{
    struct sentence_writer s = start_sentence(w);
    if (!wording_has_time(w)) {
        say_nothing_measured(w, &s);
        return sentence_end(&s);
    }
    if (is_too_short(w)) {
        sentence_text(&s, "The program takes only ");
        say_time(w, &s, w->totals.total);
        sentence_text(&s, ": too short for a profile to mean much. ");
    }
    if (lead->is_lost) {
        sentence_text(&s, "This file cannot tell what takes the time: cProfile lost track of "
                          "calls, so that times stand at functions that did not take them. Record "
                          "the program again, with prof2dot run, py-spy or yappi.");
        return sentence_end(&s);
    }
    if (!w->blame->row_count) {
        sentence_text(&s, "None of the code in this profile is your own; of the ");
        say_time(w, &s, w->totals.total);
        sentence_text(&s, " ");
        say_packages(w, &s);
        sentence_text(&s, lead->function == LEAD_NOBODY ? "." : ". ");
    }
    if (lead->kind == LEAD_ITSELF && lead->caller != LEAD_NOBODY && waits(w, lead->function)) {
        say_who_waits(w, &s, lead);
    } else if (lead->function != LEAD_NOBODY) {
        wording_say_function(w, &s, lead->function);
        if (lead->waits_for_lock)
            say_lock(w, &s, lead);
        else if (lead->kind == LEAD_ITSELF)
            say_itself(w, &s, lead);
        else
            say_causes(w, &s, lead);
        wording_say_behind(w, &s, lead);
    } else if (w->blame->row_count) {
        say_scattered(w, &s);
    }
    say_costliest(w, &s, lead);
    return sentence_end(&s);
}
