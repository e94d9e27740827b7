#ifndef PROF2DOT_BUDGET_WORDS_H
#define PROF2DOT_BUDGET_WORDS_H

#include "analysis/budget/budget_check.h"
#include "base/arena.h"
#include "model/unit.h"

/* A checked budget in words; in an arena. Text is UTF-8 without control characters, to be
   escaped. */
struct budget_told {
    const struct budget_result *result;
    struct str expression; /* "own(json.*:loads) > 10%" */
    struct str measured;   /* "412 ms"; of a change "+12 % (1.20 s → 1.34 s)" */
    struct str beyond;     /* by how much it is exceeded: "112 ms above"; else empty */
    struct str file;       /* of the function with most of it; empty where there is none */
    int64_t line;
};

/* Puts a result in words. `shown` are the functions by the names that are to be seen. */
struct budget_told budget_tell(const struct budget_result *result, const struct profile *shown,
                               struct arena *arena);

/* Appends "2 of 3 budgets are exceeded". */
void budget_verdict(const struct budget_result *results, size_t count, struct buf *out);

/* The number of results that are exceeded. */
size_t budget_exceeded(const struct budget_result *results, size_t count);

#endif
