#ifndef PROF2DOT_CLI_BUDGETS_H
#define PROF2DOT_CLI_BUDGETS_H

#include "cli/options/options.h"

/* The budgets of --fail-if and --budget, to be freed with budget_list_free. */
struct budget_list {
    struct budget *items;
    size_t count, room;
    struct buf listed; /* what the file held */
    struct arena arena;
};

/* Reads them. Returns the exit status, having said what was wrong and, under the expression,
   where. */
int budget_list_read(const struct options *options, struct budget_list *list);

void budget_list_free(struct budget_list *list);

#endif
