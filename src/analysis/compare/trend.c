#include "analysis/compare/trend.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* A function that a stage lacks is looked for in so many stages before that. */
enum { LOOK_BACK = 3 };

#define NO_LINE UINT32_MAX

struct tracer {
    const struct trend_stage *stages;
    uint32_t stage_count;
    uint32_t **line_of; /* by stage, of each function */
    uint32_t *last;     /* of each line: one more than the last stage that has it */
    uint32_t line_count;
};

/* Gives functions of a stage the lines of their partners in an earlier one. */
static void follow(struct tracer *t, uint32_t stage, uint32_t earlier)
{
    const struct profile *now = t->stages[stage].profile;
    struct match match = match_functions(t->stages[earlier].profile, now);
    for (uint32_t f = 0; f < now->function_count; f++) {
        uint32_t partner = match.to_old[f];
        if (t->line_of[stage][f] != NO_LINE || partner == MATCH_NOBODY)
            continue;
        uint32_t line = t->line_of[earlier][partner];
        if (t->last[line] == stage + 1)
            continue;
        t->line_of[stage][f] = line;
        t->last[line] = stage + 1;
    }
    match_free(&match);
}

static void trace(struct tracer *t)
{
    for (uint32_t stage = 0; stage < t->stage_count; stage++) {
        uint32_t count = t->stages[stage].profile->function_count;
        t->line_of[stage] = memory_new(count, sizeof **t->line_of);
        for (uint32_t f = 0; f < count; f++)
            t->line_of[stage][f] = NO_LINE;
        for (uint32_t back = 1; back <= LOOK_BACK && back <= stage; back++)
            follow(t, stage, stage - back);
        for (uint32_t f = 0; f < count; f++)
            if (t->line_of[stage][f] == NO_LINE) {
                t->last[t->line_count] = stage + 1;
                t->line_of[stage][f] = t->line_count++;
            }
    }
}

static double cost_of(const struct trend_stage *stage, uint32_t function, bool is_own)
{
    const struct function *f = &stage->profile->functions[function];
    return is_own ? f->total : f->own;
}

double trend_cost(const struct trend_line *line, const struct trend_stage *stages, uint32_t stage)
{
    uint32_t function = line->functions[stage];
    return function == MATCH_NOBODY ? 0 : cost_of(&stages[stage], function, line->is_own);
}

/* Which lines matter, and the largest cost of each. */
static double *weigh(const struct tracer *t, bool *matters)
{
    double *most = memory_new(t->line_count, sizeof *most);
    for (uint32_t stage = 0; stage < t->stage_count; stage++)
        for (uint32_t f = 0; f < t->stages[stage].profile->function_count; f++) {
            const struct trend_stage *of = &t->stages[stage];
            uint32_t line = t->line_of[stage][f];
            double cost = cost_of(of, f, of->origins->is_own[f]);
            most[line] = fmax(most[line], cost);
            matters[line] |= cost > 0 && profile_share(cost, of->total) >= TREND_LEAST_SHARE;
        }
    return most;
}

static int compare_lines(const void *left, const void *right)
{
    const struct trend_line *a = left;
    const struct trend_line *b = right;
    return (a->most < b->most) - (a->most > b->most);
}

static void list_lines(const struct tracer *t, struct trend *trend, const bool *matters,
                       const double *most)
{
    uint32_t *place = memory_new(t->line_count, sizeof *place);
    trend->lines = arena_new(&trend->arena, t->line_count, sizeof *trend->lines);
    for (uint32_t i = 0; i < t->line_count; i++) {
        if (!matters[i])
            continue;
        struct trend_line *line = &trend->lines[trend->count];
        place[i] = ++trend->count;
        line->functions = arena_new(&trend->arena, t->stage_count, sizeof *line->functions);
        line->most = most[i];
        for (uint32_t stage = 0; stage < t->stage_count; stage++)
            line->functions[stage] = MATCH_NOBODY;
    }
    for (uint32_t stage = 0; stage < t->stage_count; stage++)
        for (uint32_t f = 0; f < t->stages[stage].profile->function_count; f++) {
            uint32_t at = place[t->line_of[stage][f]];
            if (!at)
                continue;
            trend->lines[at - 1].functions[stage] = f;
            trend->lines[at - 1].is_own |= t->stages[stage].origins->is_own[f];
        }
    free(place);
}

struct trend trend_make(const struct trend_stage *stages, uint32_t count, uint32_t most)
{
    struct trend trend = {0};
    size_t all = 0;
    for (uint32_t i = 0; i < count; i++)
        all += stages[i].profile->function_count;
    struct tracer t = {.stages = stages,
                       .stage_count = count,
                       .line_of = memory_new(count, sizeof *t.line_of),
                       .last = memory_new(all, sizeof *t.last)};
    trace(&t);
    bool *matters = memory_new(t.line_count, sizeof *matters);
    double *costs = weigh(&t, matters);
    list_lines(&t, &trend, matters, costs);
    if (trend.count)
        qsort(trend.lines, trend.count, sizeof *trend.lines, compare_lines);
    trend.count = trend.count < most ? trend.count : most;
    for (uint32_t i = 0; i < count; i++)
        free(t.line_of[i]);
    free(t.line_of);
    free(t.last);
    free(matters);
    free(costs);
    return trend;
}

void trend_free(struct trend *trend)
{
    arena_free(&trend->arena);
    *trend = (struct trend){0};
}
