#ifndef PROF2DOT_TREND_TOLD_H
#define PROF2DOT_TREND_TOLD_H

#include "analysis/compare/trend.h"

/* A number of a stage as it is told: "44.4 s", "×10 000"; empty where the function is not there. */
struct trend_cell {
    double cost;
    struct str time, calls;
};

/* What is told of one function: which of its times, and one cell a stage. */
struct trend_row {
    struct str name;
    const char *word; /* "Total" or "Own" */
    struct trend_cell *cells;
    struct str factor; /* the last stage against the first: "8 100 times as fast", "gone", "new" */
};

/* A program's stages in words. All is in the arena: trend_told_free. Text is UTF-8 without control
   characters, to be escaped. */
struct trend_told {
    struct str *titles;       /* of the stages */
    struct trend_cell *whole; /* their totals; `calls` holds "27 times as fast" (as the first) */
    uint32_t stage_count;
    struct trend_row *rows;
    uint32_t row_count;
    struct arena arena;
};

/* What trend_tell needs to know of a stage beside its costs. Borrowed. */
struct trend_names {
    const struct profile *shown; /* its functions by the names that are to be seen */
    struct str title;            /* as it can be shown */
};

struct trend_told trend_tell(const struct trend *trend, const struct trend_stage *stages,
                             const struct trend_names *names, uint32_t count);

void trend_told_free(struct trend_told *told);

#endif
