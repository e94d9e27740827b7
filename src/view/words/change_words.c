#include "view/words/change_words.h"

#include <math.h>

#include "base/utf8.h"
#include "view/number.h"
#include "view/words/signed.h"

/* A reason with less than this part of a change is not told beside another. */
#define LEAST_REASON 0.1

/* By how much runs are faster or slower throughout before that is told. */
#define LEAST_SPEED 0.03

static struct str keep(const struct change_wording *w, struct buf *text)
{
    struct str kept = arena_copy(w->arena, buf_slice(text));
    buf_free(text);
    return kept;
}

static const struct unit *unit_of(const struct change_wording *w)
{
    return &w->subject->sides[1]->profile.unit;
}

static bool counts_samples(const struct change_wording *w)
{
    return w->subject->sides[0]->profile.sampled || w->subject->sides[1]->profile.sampled;
}

struct str change_words_name(const struct change_wording *w, uint32_t before, uint32_t after)
{
    return after != MATCH_NOBODY ? w->names[1][after] : w->names[0][before];
}

static void say_function(const struct change_wording *w, struct sentence_writer *s, uint32_t before,
                         uint32_t after)
{
    uint32_t after_count = w->subject->sides[1]->profile.function_count;
    sentence_function(s, after != MATCH_NOBODY ? after : after_count + before,
                      change_words_name(w, before, after));
}

static void say_from_to(struct buf *out, double before, double after, const struct unit *unit)
{
    number_cost(out, before, unit);
    buf_text(out, " → ");
    number_cost(out, after, unit);
}

struct sentence change_words_verdict(const struct change_wording *w)
{
    const struct changes *changes = w->subject->changes;
    struct sentence_writer s = {.arena = w->arena};
    say_from_to(&s.plain, changes->before, changes->after, unit_of(w));
    if (changes->before <= 0 || changes->after <= 0)
        return sentence_end(&s);
    sentence_text(&s, ", ");
    if (changes->is_real)
        signed_factor(&s.plain, changes->before, changes->after, unit_of(w));
    else
        sentence_text(&s, changes->before == changes->after ? "no change"
                                                            : "no change beyond the noise");
    return sentence_end(&s);
}

/* "called 3.0 times as often (10 → 30)", "called once instead of 4 500 times" */
static void say_calls(struct buf *out, const struct change_calls *calls)
{
    double before = (double)calls->before, after = (double)calls->after;
    double factor = after > before ? after / before : before / after;
    buf_text(out, "called ");
    if (factor >= 1.095 && after < before) {
        if (calls->after == 1)
            buf_text(out, "once");
        else
            number_count(out, calls->after);
        buf_text(out, calls->after == 1 ? " instead of " : " times instead of ");
        number_count(out, calls->before);
        buf_text(out, calls->after == 1 ? " times" : "");
        return;
    }
    if (factor >= 1.095) {
        signed_times(out, factor);
        buf_text(out, " times as often (");
    } else {
        buf_text(out, after > before ? "more often (" : "less often (");
    }
    number_count(out, calls->before);
    buf_text(out, " → ");
    number_count(out, calls->after);
    buf_char(out, ')');
}

/* "each call 2.0 times as slow (1.20 µs → 2.40 µs)" */
static void say_each(const struct change_wording *w, struct buf *out,
                     const struct change_times *time, const struct change_calls *calls)
{
    double before = time->before / (double)calls->before;
    double after = time->after / (double)calls->after;
    if (before <= 0 || after <= 0)
        return;
    bool is_once = calls->before == 1 && calls->after == 1;
    buf_text(out, is_once ? "its one call " : "each call ");
    signed_factor(out, before, after, unit_of(w));
    if (is_once)
        return;
    buf_text(out, " (");
    say_from_to(out, before, after, unit_of(w));
    buf_char(out, ')');
}

/* Which of the two parts of a change is worth telling, the larger one first. */
static void say_parts(const struct change_wording *w, struct buf *out,
                      const struct change_times *time, const struct change_calls *calls,
                      const double parts[2])
{
    double sum = fabs(parts[0]) + fabs(parts[1]);
    int first = fabs(parts[1]) > fabs(parts[0]);
    for (int i = 0; i < 2; i++) {
        int part = i ? !first : first;
        size_t start = out->size;
        if (sum <= 0 || fabs(parts[part]) < LEAST_REASON * sum)
            continue;
        buf_text(out, i ? ", " : "");
        size_t before = out->size;
        if (part == 0)
            say_calls(out, calls);
        else
            say_each(w, out, time, calls);
        if (out->size == before)
            buf_cut(out, start);
    }
}

bool change_words_is_elsewhere(const struct changes_subject *subject, const struct change *change)
{
    const struct profile *before = subject->shown[0], *after = subject->shown[1];
    return change->before != MATCH_NOBODY && change->after != MATCH_NOBODY &&
           change->kind == MATCH_FILE &&
           !str_equal(before->names[before->functions[change->before].file].text,
                      after->names[after->functions[change->after].file].text);
}

void change_words_move(const struct change_wording *w, const struct change *change, struct buf *out)
{
    const struct profile *before = w->subject->shown[0], *after = w->subject->shown[1];
    buf_text(out, "All that moved to ");
    buf_str(out, utf8_show(w->arena, after->names[after->functions[change->after].file].text));
    buf_text(out, " was in ");
    buf_str(out, utf8_show(w->arena, before->names[before->functions[change->before].file].text));
    buf_text(out, ". ");
}

static void say_where(const struct change_wording *w, struct buf *out, const struct change *change)
{
    const struct profile *before = w->subject->shown[0], *after = w->subject->shown[1];
    const struct function *f = &before->functions[change->before];
    const struct function *g = &after->functions[change->after];
    if (change->kind == MATCH_RENAMED) {
        buf_text(out, "; renamed, was ");
        buf_str(out, utf8_show(w->arena, before->names[f->name].text));
    } else if (change->kind == MATCH_LINE) {
        buf_format(out, "; moved from line %lld to %lld", (long long)f->line, (long long)g->line);
    } else if (change_words_is_elsewhere(w->subject, change) && !w->is_moved_once) {
        buf_text(out, "; was in ");
        buf_str(out, utf8_show(w->arena, before->names[f->file].text));
    }
}

static void say_samples(const struct change_wording *w, struct buf *out,
                        const struct change_times *time)
{
    if (time->before > 0 && time->after > 0)
        signed_factor(out, time->before, time->after, unit_of(w));
}

struct str change_words_reason(const struct change_wording *w, const struct change *change)
{
    struct buf out = {0};
    double own[2] = {change->own_by_calls, change->own_by_cost};
    double total[2] = {change->total_by_calls, change->total_by_cost};
    if (change->after == MATCH_NOBODY || change->before == MATCH_NOBODY) {
        buf_text(&out, change->after == MATCH_NOBODY ? "gone" : "new");
        return keep(w, &out);
    }
    if (counts_samples(w))
        say_samples(w, &out, change->own.is_real ? &change->own : &change->total);
    else if (change->own.is_real)
        say_parts(w, &out, &change->own, &change->calls, own);
    else if (change->total.is_real) {
        say_parts(w, &out, &change->total, &change->calls, total);
        buf_text(&out, out.size ? ", in what it calls" : "");
    } else if (change->calls.is_real)
        say_calls(&out, &change->calls);
    say_where(w, &out, change);
    if (str_starts(buf_slice(&out), STR("; "))) {
        struct buf rest = {0};
        buf_str(&rest, str_from(buf_slice(&out), 2));
        buf_free(&out);
        return keep(w, &rest);
    }
    return keep(w, &out);
}

/* "gone: ", "new: ", or nothing. */
static const char *beginning_of(const struct cause *cause)
{
    bool is_own = cause->callee[0] == MATCH_NOBODY && cause->callee[1] == MATCH_NOBODY;
    const uint32_t *which = is_own ? cause->caller : cause->callee;
    return which[1] == MATCH_NOBODY ? "gone: " : which[0] == MATCH_NOBODY ? "new: " : "";
}

static void say_count(struct sentence_writer *s, const struct cause *cause)
{
    bool is_gone = !cause->calls.after;
    int64_t calls = is_gone ? cause->calls.before : cause->calls.after;
    sentence_text(s, ", ");
    sentence_count(s, calls, "call", "calls");
}

struct sentence change_words_cause(const struct change_wording *w, const struct cause *cause)
{
    struct sentence_writer s = {.arena = w->arena};
    bool is_own = cause->callee[0] == MATCH_NOBODY && cause->callee[1] == MATCH_NOBODY;
    const uint32_t *which = is_own ? cause->caller : cause->callee;
    const char *beginning = beginning_of(cause);
    sentence_text(&s, beginning);
    if (cause->imports)
        sentence_text(&s, "imports");
    else
        say_function(w, &s, which[0], which[1]);
    sentence_text(&s, is_own ? " itself " : " ");
    signed_cost(&s.plain, cause->time.after - cause->time.before, unit_of(w));
    if (!counts_samples(w) && !cause->imports) {
        if (!cause->calls.before || !cause->calls.after) {
            say_count(&s, cause);
        } else {
            size_t start = s.plain.size;
            sentence_text(&s, ": ");
            size_t before = s.plain.size;
            double parts[2] = {cause->by_calls, cause->by_cost};
            say_parts(w, &s.plain, &cause->time, &cause->calls, parts);
            if (s.plain.size == before)
                buf_cut(&s.plain, start);
        }
    }
    if (!is_own) {
        sentence_text(&s, ", from ");
        say_function(w, &s, cause->caller[0], cause->caller[1]);
    }
    return sentence_end(&s);
}

/* What the noise of several runs a side is, and that a run was slower throughout. */
static void say_runs(const struct change_wording *w, struct buf *out)
{
    double speed = w->subject->changes->speed;
    buf_format(out,
               "Times are medians of %u and %u runs, judged at one speed; what the runs' noise may "
               "explain is not told. ",
               (unsigned)w->subject->sides[0]->runs, (unsigned)w->subject->sides[1]->runs);
    if (fabs(speed - 1) < LEAST_SPEED)
        return;
    buf_text(out, "Throughout, the runs after took ");
    number_percent(out, fabs(speed - 1));
    buf_text(out, speed > 1 ? " longer" : " less");
    buf_text(out, ", as on a machine of another speed: that is not told either. ");
}

struct str change_words_noise(const struct change_wording *w)
{
    const struct changes *changes = w->subject->changes;
    struct buf out = {0};
    if (changes->tolerance >= 0) {
        buf_format(
            &out, "Times that changed by less than %g %% of the larger total are taken for equal. ",
            100 * changes->tolerance);
    } else if (changes->by_runs) {
        say_runs(w, &out);
    } else {
        buf_text(&out,
                 "One run on a side does not tell the noise: times that changed by less than ");
        number_percent(&out, CHANGE_DEAD_BAND);
        buf_text(&out, " of the larger one are taken for equal. ");
    }
    buf_text(&out, counts_samples(w) ? "Samples are not exact." : "Counts of calls are exact.");
    return keep(w, &out);
}

/* "12 functions are new, 3 gone, 1 renamed, 40 on other lines, 7 in files of other paths" */
struct str change_words_matching(const struct change_wording *w)
{
    const struct changes *changes = w->subject->changes;
    static const char *const words[] = {"on other lines", "in files of other paths", "renamed"};
    static const enum match_kind kinds[] = {MATCH_LINE, MATCH_FILE, MATCH_RENAMED};
    int64_t is_new = 0, gone = 0, found[3] = {0};
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        is_new += change->before == MATCH_NOBODY;
        gone += change->after == MATCH_NOBODY;
        for (int k = 0; k < 3; k++)
            found[k] += change->before != MATCH_NOBODY && change->kind == kinds[k];
    }
    struct buf out = {0};
    number_count(&out, (int64_t)changes->count - is_new - gone);
    buf_text(&out, " functions are on both sides");
    for (int k = 0; k < 3; k++)
        if (found[k]) {
            buf_text(&out, ", ");
            number_count(&out, found[k]);
            buf_format(&out, " of them %s", words[k]);
        }
    buf_text(&out, "; ");
    number_count(&out, is_new);
    buf_text(&out, " are new, ");
    number_count(&out, gone);
    buf_text(&out, " gone.");
    return keep(w, &out);
}
