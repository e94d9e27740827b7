#include "view/words/changes_told.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "view/graph/label.h"
#include "view/number.h"
#include "view/words/change_words.h"
#include "view/words/signed.h"

enum { MOST_CAUSES = 5, LONGEST_NAME = 80 };

/* A cause, and a row unless all are wanted, has at least this share of the larger total. */
#define LEAST_CAUSE 0.01
#define LEAST_ROW 0.001

static double larger_total(const struct changes *changes)
{
    return fmax(changes->before, changes->after);
}

static double change_of(const struct change_times *times)
{
    return times->after - times->before;
}

static bool is_told(const struct changes_subject *subject, const struct change *change)
{
    double least = subject->most_rows ? LEAST_ROW * larger_total(subject->changes) : 0;
    double own = change_of(&change->own), total = change_of(&change->total);
    bool is_real = change->own.is_real || change->total.is_real || change->calls.is_real ||
                   change->kind == MATCH_NONE || change->kind == MATCH_RENAMED;
    double main = fabs(own) >= least && own != 0 ? own : total;
    if ((subject->only_slower && main <= 0) || (subject->only_faster && main >= 0))
        return false;
    return is_real && (fabs(own) >= least || fabs(total) >= least);
}

/* Causes that go the way that the whole goes come first. */
static uint32_t choose_causes(const struct changes_subject *subject,
                              const struct cause *chosen[MOST_CAUSES])
{
    double way = subject->changes->after - subject->changes->before;
    uint32_t count = 0;
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < subject->causes->count && count < MOST_CAUSES; i++) {
            const struct cause *cause = &subject->causes->items[i];
            double change = change_of(&cause->time);
            bool is_same_way = (change > 0) == (way > 0);
            if (is_same_way == (round == 0) && cause->time.is_real &&
                fabs(change) >= LEAST_CAUSE * larger_total(subject->changes))
                chosen[count++] = cause;
        }
    return count;
}

/* The rows that are told, without their words. */
static void choose_rows(const struct changes_subject *subject, struct changes_told *told)
{
    const struct changes *changes = subject->changes;
    uint32_t most = subject->most_rows ? subject->most_rows : UINT32_MAX;
    told->rows =
        arena_new(&told->arena, most < changes->count ? most : changes->count, sizeof *told->rows);
    for (uint32_t i = 0; i < changes->count; i++) {
        if (!is_told(subject, &changes->items[i]))
            continue;
        if (told->row_count < most)
            told->rows[told->row_count++].change = &changes->items[i];
        else
            told->left_out++;
    }
}

/* Functions of one side that are spoken of. */
struct mentions {
    bool *known;
    uint32_t *functions;
    uint32_t count;
};

static void mention(struct mentions *mentions, const uint32_t pair[2])
{
    int side = pair[1] != MATCH_NOBODY;
    if (pair[side] == MATCH_NOBODY || mentions[side].known[pair[side]])
        return;
    mentions[side].known[pair[side]] = true;
    mentions[side].functions[mentions[side].count++] = pair[side];
}

static struct str *name_side(const struct changes_subject *subject, int side,
                             const struct mentions *mentions, struct arena *arena)
{
    struct str *names = memory_new(subject->shown[side]->function_count, sizeof *names);
    struct str *qualified = memory_new(mentions->count, sizeof *qualified);
    for (uint32_t i = 0; i < mentions->count; i++)
        qualified[i] =
            subject->qualified[side] ? subject->qualified[side][mentions->functions[i]] : STR("");
    struct str *found =
        label_names(subject->shown[side], mentions->functions, qualified, mentions->count, arena);
    for (uint32_t i = 0; i < mentions->count; i++)
        names[mentions->functions[i]] = utf8_show(arena, label_line(found[i], LONGEST_NAME, arena));
    free(qualified);
    return names;
}

static void name_all(const struct changes_told *told, const struct cause *const *causes,
                     uint32_t cause_count, struct change_wording *w)
{
    struct mentions mentions[2] = {{0}, {0}};
    for (int side = 0; side < 2; side++) {
        uint32_t count = w->subject->shown[side]->function_count;
        mentions[side] = (struct mentions){memory_new(count, sizeof(bool)),
                                           memory_new(count, sizeof(uint32_t)), 0};
    }
    for (uint32_t i = 0; i < cause_count; i++) {
        mention(mentions, causes[i]->caller);
        mention(mentions, causes[i]->callee);
    }
    for (uint32_t i = 0; i < told->row_count; i++)
        mention(mentions, (uint32_t[2]){told->rows[i].change->before, told->rows[i].change->after});
    for (int side = 0; side < 2; side++) {
        w->names[side] = name_side(w->subject, side, &mentions[side], w->arena);
        free(mentions[side].known);
        free(mentions[side].functions);
    }
}

static struct str keep(struct arena *arena, struct buf *text)
{
    struct str kept = arena_copy(arena, buf_slice(text));
    buf_cut(text, 0);
    return kept;
}

static void write_row(const struct change_wording *w, struct change_row *row)
{
    const struct change *change = row->change;
    const struct unit *unit = &w->subject->sides[1]->profile.unit;
    struct buf text = {0};
    row->name = change_words_name(w, change->before, change->after);
    signed_cost(&text, change_of(&change->own), unit);
    row->own = keep(w->arena, &text);
    signed_part(&text, change->own.before, change->own.after);
    row->own_part = keep(w->arena, &text);
    signed_cost(&text, change_of(&change->total), unit);
    row->total = keep(w->arena, &text);
    signed_part(&text, change->total.before, change->total.after);
    row->total_part = keep(w->arena, &text);
    signed_count(&text, change->calls.before, change->calls.after);
    row->calls = keep(w->arena, &text);
    row->reason = change_words_reason(w, change);
    buf_free(&text);
}

static struct str tell_shares(const struct change_wording *w)
{
    struct buf text = {0};
    buf_text(&text, "Percentages are of what the same function took before; the whole was ");
    number_cost(&text, w->subject->changes->before, &w->subject->sides[0]->profile.unit);
    buf_text(&text, " then.");
    struct str kept = keep(w->arena, &text);
    buf_free(&text);
    return kept;
}

/* A row whose function was in another file, if all such rows, of which there are several, name one
   file before and one after; else NULL. */
static const struct change *one_move(const struct changes_subject *subject,
                                     const struct changes_told *told)
{
    const struct change *first = NULL;
    const struct function *before = subject->shown[0]->functions;
    const struct function *after = subject->shown[1]->functions;
    uint32_t moved = 0;
    for (uint32_t i = 0; i < told->row_count; i++) {
        const struct change *change = told->rows[i].change;
        if (!change_words_is_elsewhere(subject, change))
            continue;
        if (moved++ && (before[change->before].file != before[first->before].file ||
                        after[change->after].file != after[first->after].file))
            return NULL;
        first = change;
    }
    return moved > 1 ? first : NULL;
}

/* What stands below the rows on how functions were found again. */
static struct str tell_matching(const struct change_wording *w, const struct change *move)
{
    struct buf text = {0};
    if (move)
        change_words_move(w, move, &text);
    buf_str(&text, change_words_matching(w));
    struct str kept = keep(w->arena, &text);
    buf_free(&text);
    return kept;
}

struct changes_told changes_tell(const struct changes_subject *subject)
{
    struct changes_told told = {.after_count = subject->sides[1]->profile.function_count};
    const struct cause *causes[MOST_CAUSES];
    struct change_wording w = {.subject = subject, .arena = &told.arena};
    told.cause_count = choose_causes(subject, causes);
    choose_rows(subject, &told);
    name_all(&told, causes, told.cause_count, &w);
    told.verdict = change_words_verdict(&w);
    told.causes = arena_new(&told.arena, told.cause_count, sizeof *told.causes);
    for (uint32_t i = 0; i < told.cause_count; i++)
        told.causes[i] = change_words_cause(&w, causes[i]);
    const struct change *move = one_move(subject, &told);
    w.is_moved_once = move != NULL;
    for (uint32_t i = 0; i < told.row_count; i++)
        write_row(&w, &told.rows[i]);
    told.none = subject->only_slower   ? STR("No function became slower.")
                : subject->only_faster ? STR("No function became faster.")
                                       : STR("No function changed.");
    told.shares = tell_shares(&w);
    told.noise = change_words_noise(&w);
    told.matching = tell_matching(&w, move);
    free(w.names[0]);
    free(w.names[1]);
    return told;
}

struct str *changes_tell_reasons(const struct changes_subject *subject, uint32_t most,
                                 struct arena *arena)
{
    struct change_wording w = {.subject = subject, .arena = arena};
    const struct changes *changes = subject->changes;
    struct str *reasons = arena_new(arena, changes->count, sizeof *reasons);
    for (uint32_t i = 0; i < changes->count; i++)
        reasons[i] = i < most ? change_words_reason(&w, &changes->items[i]) : STR("");
    return reasons;
}

void changes_told_free(struct changes_told *told)
{
    arena_free(&told->arena);
    *told = (struct changes_told){0};
}
