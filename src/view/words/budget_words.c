#include "view/words/budget_words.h"

#include <math.h>

#include "base/utf8.h"
#include "view/number.h"
#include "view/words/signed.h"

static struct str keep(struct arena *arena, struct buf *text)
{
    struct str kept = arena_copy(arena, buf_slice(text));
    buf_cut(text, 0);
    return kept;
}

static int64_t whole(double value)
{
    return value < 9e18 ? (int64_t)llround(value) : INT64_MAX;
}

/* An amount of what a budget limits, without sign. */
static void say_cost(const struct budget *budget, const struct unit *unit, double value,
                     struct buf *out)
{
    if (budget->cost == BUDGET_CALLS)
        number_count(out, whole(fabs(value)));
    else
        number_cost(out, fabs(value), unit);
}

static void say_value(const struct budget *budget, const struct unit *unit, double value,
                      struct buf *out)
{
    if (budget->unit == BUDGET_SHARE)
        number_percent(out, fabs(value));
    else
        say_cost(budget, unit, value, out);
}

static void say_measured(const struct budget_result *result, const struct unit *unit,
                         struct buf *out)
{
    const struct budget *budget = result->budget;
    if (result->is_new) {
        buf_text(out, "new");
    } else {
        buf_text(out, result->value < 0 ? "−" : budget->of_change && result->value > 0 ? "+" : "");
        say_value(budget, unit, result->value, out);
    }
    if (!budget->of_change)
        return;
    buf_text(out, " (");
    say_cost(budget, unit, result->before, out);
    buf_text(out, " → ");
    say_cost(budget, unit, result->after, out);
    buf_char(out, ')');
}

static void say_beyond(const struct budget_result *result, const struct unit *unit, struct buf *out)
{
    const struct budget *budget = result->budget;
    bool is_above = budget->order <= BUDGET_AT_LEAST;
    if (!result->exceeded || result->is_new)
        return;
    size_t start = out->size;
    say_value(budget, unit, result->value - budget->limit, out);
    if (budget->unit == BUDGET_SHARE) { /* shares differ by points */
        buf_cut(out, out->size - STR(" %").size);
        buf_text(out, " points");
    }
    if (result->value - budget->limit == 0) {
        buf_cut(out, start);
        return;
    }
    buf_text(out, is_above ? " above" : " below");
}

struct budget_told budget_tell(const struct budget_result *result, const struct profile *shown,
                               struct arena *arena)
{
    struct budget_told told = {.result = result};
    struct buf text = {0};
    told.expression = utf8_show(arena, utf8_repair(arena, result->budget->text));
    say_measured(result, &shown->unit, &text);
    told.measured = keep(arena, &text);
    say_beyond(result, &shown->unit, &text);
    told.beyond = keep(arena, &text);
    buf_free(&text);
    if (result->largest != BUDGET_NOBODY) {
        const struct function *f = &shown->functions[result->largest];
        told.file = utf8_show(arena, shown->names[f->file].text);
        told.line = f->line;
    }
    return told;
}

size_t budget_exceeded(const struct budget_result *results, size_t count)
{
    size_t exceeded = 0;
    for (size_t i = 0; i < count; i++)
        exceeded += results[i].exceeded;
    return exceeded;
}

void budget_verdict(const struct budget_result *results, size_t count, struct buf *out)
{
    size_t exceeded = budget_exceeded(results, count);
    if (!exceeded)
        buf_text(out, count == 1 ? "The budget is kept" : "All budgets are kept");
    else if (count == 1)
        buf_text(out, "The budget is exceeded");
    else
        buf_format(out, "%zu of %zu budgets %s exceeded", exceeded, count,
                   exceeded == 1 ? "is" : "are");
}
