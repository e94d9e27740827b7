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

static void say_waiting(const struct wording *w, struct sentence_writer *s,
                        const struct finding *finding)
{
    static const char *const words[WAITINGS] = {
        "",          "for events", "asleep", "for locks", "for the network", "for other processes",
        "for files", "for input"};
    bool all = finding->of_function >= 0.99 * finding->time;
    sentence_text(s, "The program waits for ");
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
    if (finding->caller != FINDINGS_NOBODY) {
        sentence_text(s, finding->caller_share >= NEARLY_ALL ? ", below " : ", mostly below ");
        say_name(w, s, finding->caller);
    }
    sentence_text(s, ".");
}

static void say_import(const struct wording *w, struct sentence_writer *s,
                       const struct finding *finding)
{
    struct buf module = {0};
    modules_name(w->shown, finding->function, w->blame->origins[finding->function], &module);
    sentence_text(s, "Importing ");
    sentence_count(s, finding->calls, "module", "modules");
    sentence_text(s, finding->guessed ? " takes about " : " takes ");
    say_time_and_share(w, s, finding->time);
    if (finding->calls > 1) {
        sentence_text(s, "; ");
        sentence_function(s, finding->function,
                          label_line(buf_slice(&module), LONGEST_MODULE, w->arena));
        sentence_text(s, ", with what it imports in turn, ");
        number_cost(&s->plain, finding->of_function, &w->profile->unit);
    }
    sentence_text(s, ".");
    buf_free(&module);
}

static void say_costly(const struct wording *w, struct sentence_writer *s,
                       const struct finding *finding)
{
    bool alone = finding->time >= NEARLY_ALL * w->profile->functions[finding->function].total;
    if (finding->calls == 1) {
        sentence_text(s, "A single call of ");
        say_name(w, s, finding->function);
        sentence_text(s, " takes ");
        say_time_and_share(w, s, finding->time);
        sentence_text(s, alone ? "." : " in itself.");
        return;
    }
    sentence_text(s, "The ");
    sentence_count(s, finding->calls, "call", "calls");
    sentence_text(s, " of ");
    say_name(w, s, finding->function);
    sentence_text(s, " take ");
    number_cost(&s->plain, finding->time / (double)finding->calls, &w->profile->unit);
    sentence_text(s, alone ? " each, " : " each in itself, ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, " in all.");
}

/* "100 %" would be taken for all. */
static void say_part(struct sentence_writer *s, double part)
{
    if (part >= NEARLY_ALL)
        sentence_text(s, "nearly all");
    else
        number_percent(&s->plain, part);
}

static void say_often(const struct wording *w, struct sentence_writer *s,
                      const struct finding *finding)
{
    say_name(w, s, finding->function);
    sentence_text(s, " is called ");
    sentence_count(s, finding->calls, "time", "times");
    if (finding->caller == finding->function) {
        sentence_text(s, ", mostly by itself");
    } else if (finding->caller != FINDINGS_NOBODY && finding->from_caller > 0) {
        bool all = finding->from_caller >= finding->calls;
        sentence_text(s, all ? ", always by " : ", ");
        if (!all) {
            say_part(s, finding->caller_share);
            sentence_text(s, " of them by ");
        }
        say_name(w, s, finding->caller);
    }
    sentence_text(s, ": ");
    number_cost(&s->plain, finding->time / (double)finding->calls, &w->profile->unit);
    sentence_text(s, " each in itself, ");
    say_time_and_share(w, s, finding->time);
    sentence_text(s, " in all.");
}

static void say_recursion(const struct wording *w, struct sentence_writer *s,
                          const struct finding *finding)
{
    int64_t recursive = finding->calls - finding->primitive;
    say_name(w, s, finding->function);
    sentence_text(s, finding->is_direct ? " calls itself: " : " calls itself by way of others: ");
    number_count(&s->plain, recursive);
    sentence_text(s, " of its ");
    sentence_count(s, finding->calls, "call is recursive", "calls are recursive");
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
        [FINDING_WAITING] = say_waiting,     [FINDING_IMPORT] = say_import,
        [FINDING_COSTLY] = say_costly,       [FINDING_OFTEN] = say_often,
        [FINDING_RECURSION] = say_recursion, [FINDING_FLAT] = say_flat};
    struct sentence_writer s = {.arena = w->arena};
    say[finding->kind](w, &s, finding);
    return sentence_end(&s);
}
