#include <inttypes.h>

#include "view/number.h"
#include "view/words/wording.h"

/* Most, and nearly all, of a time. */
#define MOST 0.5
#define NEARLY_ALL 0.9

/* "Most of that is waiting: run awaits one call after another, mostly get." No function that only
   waits is a cause: of one that leads to waiting it is said. */
static void say_waiting(struct wording *w, struct sentence_writer *s, const struct lead *lead)
{
    if (lead->waiting < MOST * lead->time)
        return;
    bool nearly = lead->waiting >= NEARLY_ALL * lead->time;
    sentence_text(s, nearly ? " Nearly all of that is waiting" : " Most of that is waiting");
    if (lead->awaits == LEAD_NOBODY) {
        sentence_text(s, ".");
        return;
    }
    sentence_text(s, ": ");
    wording_say_function(w, s, lead->awaits);
    sentence_text(s, " awaits one call after another, mostly ");
    wording_say_function(w, s, lead->awaited);
    sentence_text(s, "; people await several at once, with asyncio.gather.");
}

static void say_share(const struct wording *w, struct sentence_writer *s, double time)
{
    number_percent(&s->plain, profile_share(time, w->totals.total));
}

/* "Beside importing, f causes 45 %, 41 % through g." */
static void say_beside(struct wording *w, struct sentence_writer *s, const struct finding *finding)
{
    sentence_text(s, " Beside importing, ");
    wording_say_function(w, s, finding->function);
    sentence_text(s, " causes ");
    say_share(w, s, finding->time);
    if (finding->outer != FINDINGS_NOBODY) {
        sentence_text(s, ", ");
        say_share(w, s, finding->of_function);
        sentence_text(s, " through ");
        wording_say_function(w, s, finding->outer);
    }
    sentence_text(s, ".");
}

/* "It is below inventory, which pytest sets up 11 times." */
static void say_setup(struct wording *w, struct sentence_writer *s, const struct lead *lead)
{
    const struct finding *setup = w->setup;
    if (setup->function == lead->function || setup->time < NEARLY_ALL * lead->time)
        return;
    sentence_text(s, " Most of that is below ");
    wording_say_function(w, s, setup->function);
    sentence_text(s, setup->habit == HABIT_SETUP ? ", which unittest sets up "
                                                 : ", which pytest sets up ");
    sentence_count(s, setup->calls, "time", "times");
    sentence_text(s, ".");
}

void wording_say_idle(const struct wording *w, struct sentence_writer *s,
                      const struct finding *finding)
{
    bool is_told = profile_share(finding->idle, w->totals.total) >= FINDINGS_LEAST;
    sentence_text(s, is_told ? "; and another " : "");
    if (is_told)
        number_cost(&s->plain, finding->idle, &w->profile->unit);
    sentence_text(s, is_told ? " below none of your code." : ".");
}

void wording_say_behind(struct wording *w, struct sentence_writer *s, const struct lead *lead)
{
    say_waiting(w, s, lead);
    if (w->beside && lead->kind != LEAD_ITSELF)
        say_beside(w, s, w->beside);
    if (w->setup)
        say_setup(w, s, lead);
}
