#include "view/words/wording.h"

#include <inttypes.h>

#include "python/library.h"
#include "python/origins.h"
#include "view/graph/label.h"
#include "view/number.h"

/* Most of something. */
#define MOST 0.5

/* What is listed has at least this share. */
#define WORTH_LISTING 0.03

/* With less than this share the hot path is one of many. */
#define WORTH_FOLLOWING 0.2

/* Shares that would be shown as 100 % without being all. */
#define NEARLY_ALL 0.995
#define ALL 0.9995

/* Parts that add up to more than this share of the whole overlap: more than rounding. */
#define OVERLAP 1.02

/* So much of a function's time is not worth being told from all of it. */
#define ALMOST 0.97

enum { MOST_LISTED = 3, LONGEST_FILE = 60 };

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

/* The same without the sign: "64 points". */
static void say_points(const struct wording *w, struct sentence_writer *s, double time)
{
    say_share(w, s, time);
    buf_cut(&s->plain, s->plain.size - STR(" %").size);
    sentence_text(s, " points");
}

/* ", " or " and " between the items of a list. */
static void say_between(struct sentence_writer *s, uint32_t item, uint32_t count)
{
    sentence_text(s, item == 0 ? "" : item + 1 == count ? " and " : ", ");
}

/* "once", "twice", "10 001 times". */
static void say_times(struct sentence_writer *s, int64_t times)
{
    if (times == 1 || times == 2)
        sentence_text(s, times == 1 ? "once" : "twice");
    else
        sentence_count(s, times, "time", "times");
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

static void say_function(struct wording *w, struct sentence_writer *s, uint32_t function)
{
    sentence_function(s, function, w->names[function]);
    say_place(w, s, function);
}

/* The own function with the most exclusive time; HOT_PATH_NONE if none has any. */
static uint32_t largest_own(const struct wording *w)
{
    uint32_t best = HOT_PATH_NONE;
    double most = 0;
    for (uint32_t i = 0; i < w->blame->row_count; i++)
        if (w->blame->rows[i].own > most) {
            best = w->blame->rows[i].function;
            most = w->blame->rows[i].own;
        }
    return best;
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
        say_between(s, i, count);
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

/* "Your own code takes 94 % of the 2.1 s itself, most of it in fib." */
static void say_own_code(struct wording *w, struct sentence_writer *s)
{
    uint32_t largest = largest_own(w);
    bool leads = w->blame->own >= MOST * w->totals.own;
    double own = largest == HOT_PATH_NONE ? 0 : w->profile->functions[largest].own;
    sentence_text(s, "Your own code takes ");
    if (share_of(w, w->blame->own) < NEARLY_ALL)
        say_share(w, s, w->blame->own);
    else
        sentence_text(s, share_of(w, w->blame->own) < ALL ? "nearly all" : "all");
    sentence_text(s, " of the ");
    say_time(w, s, w->totals.total);
    sentence_text(s, " itself");
    if (leads && own > 0 && own >= MOST * w->blame->own) {
        sentence_text(s, w->blame->row_count > 1 ? ", most of it in " : ", in ");
        say_function(w, s, largest);
    } else if (!leads) {
        sentence_text(s, "; ");
        say_packages(w, s);
    } else if (own > 0) {
        sentence_text(s, ", the largest part (");
        say_share(w, s, own);
        sentence_text(s, ") in ");
        say_function(w, s, largest);
    }
    sentence_text(s, ".");
}

bool wording_has_time(const struct wording *w)
{
    return w->totals.total > 0 && w->totals.own > 0;
}

struct sentence wording_verdict(struct wording *w)
{
    struct sentence_writer s = start_sentence(w);
    if (!wording_has_time(w)) {
        say_nothing_measured(w, &s);
    } else if (w->blame->row_count) {
        say_own_code(w, &s);
    } else {
        sentence_text(&s, "None of the code in this profile is your own; of the ");
        say_time(w, &s, w->totals.total);
        sentence_text(&s, " ");
        say_packages(w, &s);
        sentence_text(&s, ".");
    }
    return sentence_end(&s);
}

/* "98 % of the time" or, of events, "of the cost", at the beginning of a sentence. */
static void say_part_of_time(const struct wording *w, struct sentence_writer *s, double time)
{
    double share = share_of(w, time);
    if (share < NEARLY_ALL)
        say_share(w, s, time);
    else
        sentence_text(s, share < ALL ? "Nearly all" : "All");
    sentence_text(s, is_events(w) ? " of the cost " : " of the time ");
}

static void say_spent_there(struct wording *w, struct sentence_writer *s,
                            const struct path_step *focus)
{
    const struct function *f = &w->profile->functions[focus->function];
    say_part_of_time(w, s, focus->own);
    sentence_text(s, "is spent in ");
    say_function(w, s, focus->function);
    sentence_text(s, " itself");
    if (f->calls > 1 && !w->profile->sampled) {
        sentence_text(s, ", in ");
        sentence_count(s, f->calls, "call", "calls");
    }
    sentence_text(s, ".");
}

/* Whether the time below the focus is told in points of all of it. */
static bool is_in_points(const struct wording *w, const struct path_step *focus)
{
    return share_of(w, focus->time) < NEARLY_ALL && focus[1].time < ALMOST * focus->time;
}

/* Where the hot path ends: "; 18 points end in concatenate, which ...". */
static void say_end(struct wording *w, struct sentence_writer *s, const struct hot_path *path)
{
    const struct path_step *through = &path->steps[path->focus + 1];
    const struct path_step *last = &path->steps[path->count - 1];
    if (last == through || share_of(w, last->own) < WORTH_LISTING)
        return;
    if (last->own >= MOST * through->time) {
        bool points = is_in_points(w, through - 1);
        sentence_text(s, points ? ", and most of them end in " : ", and most of it ends in ");
    } else {
        sentence_text(s, last->guessed ? "; about " : "; ");
        say_points(w, s, last->own);
        sentence_text(s, " end in ");
    }
    say_function(w, s, last->function);
    if (!path->own_calls_last && w->blame->row_count && !w->blame->is_own[last->function])
        sentence_text(s, ", which your code never calls itself");
}

/* "98 % of the time is below lookup; 64 points of it go", or "64 % of the time goes from main". */
static void say_way(struct wording *w, struct sentence_writer *s, const struct path_step *focus)
{
    const struct path_step *through = focus + 1;
    if (!is_in_points(w, focus)) {
        say_part_of_time(w, s, through->time);
        sentence_text(s, "goes from ");
        say_function(w, s, focus->function);
        return;
    }
    say_part_of_time(w, s, focus->time);
    sentence_text(s, "is below ");
    say_function(w, s, focus->function);
    sentence_text(s, through->guessed ? "; about " : "; ");
    say_points(w, s, through->time);
    sentence_text(s, " of it go");
}

static bool is_import(const struct wording *w, uint32_t function)
{
    return origins_is_import(w->profile, function, w->blame->origins[function]);
}

static void say_through(struct wording *w, struct sentence_writer *s, const struct hot_path *path)
{
    const struct path_step *through = &path->steps[path->focus + 1];
    say_way(w, s, &path->steps[path->focus]);
    if (is_import(w, through->function)) {
        sentence_text(s, " into importing modules.");
        return;
    }
    sentence_text(s, path->focus + 2 == path->count ? " to " : " through ");
    say_function(w, s, through->function);
    if (!w->profile->sampled && through->calls > 0) {
        sentence_text(s, ", called ");
        say_times(s, through->calls);
        sentence_text(s, " from there");
    }
    say_end(w, s, path);
    sentence_text(s, ".");
}

/* Whether what the focus calls leads back to it, so that the parts of its time overlap. */
static bool goes_around(const struct hot_path *path)
{
    double sum = path->steps[path->focus].own;
    for (uint32_t i = 0; i < path->branch_count; i++)
        sum += path->branches[i].time;
    return sum > OVERLAP * path->steps[path->focus].time;
}

/* How the time of the focus is divided among what it calls. */
static void say_branches(struct wording *w, struct sentence_writer *s, const struct hot_path *path)
{
    const struct path_step *focus = &path->steps[path->focus];
    uint32_t count = 0;
    while (count < path->branch_count && share_of(w, path->branches[count].time) >= WORTH_LISTING)
        count++;
    bool itself = share_of(w, focus->own) >= WORTH_LISTING && !goes_around(path);
    say_part_of_time(w, s, focus->time);
    sentence_text(s, "is below ");
    say_function(w, s, focus->function);
    sentence_text(s, count || itself ? ": " : ", in many small parts");
    for (uint32_t i = 0; i < count; i++) {
        say_between(s, i, count + itself);
        sentence_text(s, path->branches[i].guessed ? "about " : "");
        say_share(w, s, path->branches[i].time);
        if (is_import(w, path->branches[i].function)) {
            sentence_text(s, " through importing modules");
            continue;
        }
        sentence_text(s, " through ");
        say_function(w, s, path->branches[i].function);
    }
    if (itself) {
        say_between(s, count, count + 1);
        say_share(w, s, focus->own);
        sentence_text(s, " in itself");
    }
    sentence_text(s, ".");
}

struct sentence wording_path(struct wording *w, const struct hot_path *path)
{
    struct sentence_writer s = start_sentence(w);
    if (path->focus == HOT_PATH_NONE ||
        share_of(w, path->steps[path->focus].time) < WORTH_FOLLOWING)
        return sentence_end(&s);
    const struct path_step *focus = &path->steps[path->focus];
    if (focus->own >= MOST * focus->time)
        say_spent_there(w, &s, focus);
    else if (path->focus + 1 < path->count && focus[1].time >= MOST * focus->time)
        say_through(w, &s, path);
    else if (path->branch_count)
        say_branches(w, &s, path);
    return sentence_end(&s);
}

static double charged_to(const struct blame_row *row)
{
    return row->own + row->caused;
}

struct sentence wording_blame(struct wording *w, uint32_t known)
{
    const struct blame *blame = w->blame;
    struct sentence_writer s = start_sentence(w);
    uint32_t count = 0;
    while (count < MOST_LISTED && count < blame->row_count &&
           share_of(w, charged_to(&blame->rows[count])) >= WORTH_LISTING)
        count++;
    if (count == 0 || (count == 1 && blame->rows[0].function == known) || !(blame->caused > 0))
        return sentence_end(&s);
    sentence_text(&s, "Including what libraries do for ");
    sentence_text(&s, count == 1 ? "it, " : "them, ");
    for (uint32_t i = 0; i < count; i++) {
        say_between(&s, i, count);
        say_function(w, &s, blame->rows[i].function);
        sentence_text(&s, i ? " " : " takes ");
        say_share(w, &s, charged_to(&blame->rows[i]));
    }
    sentence_text(&s, ".");
    return sentence_end(&s);
}
