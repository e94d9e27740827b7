#ifndef PROF2DOT_TREND_H
#define PROF2DOT_TREND_H

#include "analysis/compare/match.h"
#include "base/arena.h"
#include "python/origins.h"

/* A program at one stage of its life. Borrowed. */
struct trend_stage {
    const struct profile *profile;
    const struct origins *origins;
    double total; /* what 100 % is */
};

/* A function through all stages. */
struct trend_line {
    uint32_t *functions; /* of each stage; MATCH_NOBODY: it is not there */
    bool is_own;         /* the user's code, of which the total counts; of others their own time */
    double most;         /* the largest cost at a stage */
};

/* The functions that matter at some stage, the costliest first. trend_free. */
struct trend {
    struct trend_line *lines;
    uint32_t count;
    struct arena arena;
};

/* Functions with less than this share of every stage's total do not matter. */
#define TREND_LEAST_SHARE 0.02

/* Follows functions from stage to stage (match_functions), over stages that lack them as well, and
   lists at most `most` that matter. Linear in functions times stages but for sorting. */
struct trend trend_make(const struct trend_stage *stages, uint32_t count, uint32_t most);

/* What counts of a line at a stage, in the profile's unit; 0 where it is not there. */
double trend_cost(const struct trend_line *line, const struct trend_stage *stages, uint32_t stage);

void trend_free(struct trend *trend);

#endif
