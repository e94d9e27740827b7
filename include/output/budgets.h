#ifndef PROF2DOT_BUDGETS_H
#define PROF2DOT_BUDGETS_H

#include "output/escape.h"
#include "view/words/budget_words.h"

/* Budgets that were checked, and the names of functions that are to be seen. */
struct budgets {
    const struct budget_result *results;
    size_t count;
    const struct profile *shown;
};

/* Appends what came of the budgets as plain text: how many are exceeded, then a line for each of
   these, with by how much. */
void budgets_text(const struct budgets *budgets, struct buf *out);

/* Appends a line for each budget that is exceeded, as GitHub's runners read it ("::error ...::"),
   beside the function with most of what is limited. */
void budgets_github(const struct budgets *budgets, struct buf *out);

/* Appends them as JUnit's XML: a test case for each. */
void budgets_junit(const struct budgets *budgets, struct buf *out);

/* Appends them as a member of a JSON object: "budgets": [...]. */
void budgets_json(const struct budgets *budgets, struct buf *out);

/* Appends them as GitHub's Markdown: a verdict and a table. */
void budgets_markdown(const struct budgets *budgets, struct buf *out);

#endif
