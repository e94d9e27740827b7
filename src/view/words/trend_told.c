#include "view/words/trend_told.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "view/graph/label.h"
#include "view/number.h"
#include "view/words/signed.h"

enum { LONGEST_NAME = 80 };

static struct str keep(struct arena *arena, struct buf *text)
{
    struct str kept = arena_copy(arena, buf_slice(text));
    buf_free(text);
    return kept;
}

static struct str cost_text(struct arena *arena, double cost, const struct unit *unit)
{
    struct buf text = {0};
    number_cost(&text, cost, unit);
    return keep(arena, &text);
}

/* The stage that a line is named by: the last one that has it. */
static uint32_t naming_stage(const struct trend_line *line, uint32_t count)
{
    uint32_t stage = count - 1;
    while (stage && line->functions[stage] == MATCH_NOBODY)
        stage--;
    return stage;
}

/* Names lines that are named by one stage, so that these can be told apart. */
static void name_stage(struct trend_told *told, const struct trend *trend,
                       const struct profile *shown, uint32_t stage)
{
    uint32_t *functions = memory_new(trend->count, sizeof *functions);
    uint32_t *rows = memory_new(trend->count, sizeof *rows);
    uint32_t count = 0;
    for (uint32_t i = 0; i < trend->count; i++)
        if (naming_stage(&trend->lines[i], told->stage_count) == stage) {
            functions[count] = trend->lines[i].functions[stage];
            rows[count++] = i;
        }
    struct str *found = label_names(shown, functions, NULL, count, &told->arena);
    for (uint32_t i = 0; i < count; i++)
        told->rows[rows[i]].name =
            utf8_show(&told->arena, label_line(found[i], LONGEST_NAME, &told->arena));
    free(functions);
    free(rows);
}

static void tell_cell(struct trend_told *told, const struct trend_line *line,
                      const struct trend_stage *stages, uint32_t stage, struct trend_cell *cell)
{
    const struct profile *profile = stages[stage].profile;
    struct buf calls = {0};
    if (line->functions[stage] == MATCH_NOBODY)
        return;
    cell->cost = trend_cost(line, stages, stage);
    cell->time = cost_text(&told->arena, cell->cost, &profile->unit);
    if (profile->sampled)
        return;
    buf_text(&calls, "×");
    number_count(&calls, profile->functions[line->functions[stage]].calls);
    cell->calls = keep(&told->arena, &calls);
}

static void tell_whole(struct trend_told *told, const struct trend_stage *stages, uint32_t stage)
{
    const struct unit *unit = &stages[stage].profile->unit;
    struct trend_cell *cell = &told->whole[stage];
    double first = stages[0].total, now = stages[stage].total;
    struct buf factor = {0};
    cell->cost = now;
    cell->time = cost_text(&told->arena, now, unit);
    if (stage && first > 0 && now > 0 && first != now)
        signed_factor(&factor, first, now, unit);
    cell->calls = keep(&told->arena, &factor);
}

/* What became of a line from the first stage to the last. */
static struct str tell_factor(struct trend_told *told, const struct trend_row *row,
                              const struct unit *unit)
{
    double first = row->cells[0].cost, last = row->cells[told->stage_count - 1].cost;
    struct buf text = {0};
    if (first > 0 && last > 0 && first != last)
        signed_factor(&text, first, last, unit);
    else if (first > 0 || last > 0)
        buf_text(&text, first == last ? "" : last > 0 ? "new" : "gone");
    return keep(&told->arena, &text);
}

struct trend_told trend_tell(const struct trend *trend, const struct trend_stage *stages,
                             const struct trend_names *names, uint32_t count)
{
    struct trend_told told = {.stage_count = count, .row_count = trend->count};
    told.titles = arena_new(&told.arena, count, sizeof *told.titles);
    told.whole = arena_new(&told.arena, count, sizeof *told.whole);
    told.rows = arena_new(&told.arena, trend->count, sizeof *told.rows);
    for (uint32_t stage = 0; stage < count; stage++) {
        told.titles[stage] = arena_copy(&told.arena, names[stage].title);
        tell_whole(&told, stages, stage);
        name_stage(&told, trend, names[stage].shown, stage);
    }
    for (uint32_t i = 0; i < trend->count; i++) {
        struct trend_row *row = &told.rows[i];
        row->word = trend->lines[i].is_own ? "Total" : "Own";
        row->cells = arena_new(&told.arena, count, sizeof *row->cells);
        for (uint32_t stage = 0; stage < count; stage++)
            tell_cell(&told, &trend->lines[i], stages, stage, &row->cells[stage]);
        row->factor = tell_factor(&told, row, &stages[0].profile->unit);
    }
    return told;
}

void trend_told_free(struct trend_told *told)
{
    arena_free(&told->arena);
    *told = (struct trend_told){0};
}
