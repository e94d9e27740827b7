#ifndef PROF2DOT_CHANGES_JSON_H
#define PROF2DOT_CHANGES_JSON_H

#include "output/budgets.h"
#include "view/words/changes_told.h"

/* Appends a comparison as JSON: all functions of either side, whether they changed or not, by the
   change of own time; causes and charges (analysis/compare/cause.h). Functions are by the names
   that are shown; numbers are in the shortest form that reads back to the same bits. */
void changes_json(const struct changes_subject *subject, const struct charges_change *charges,
                  const struct changes_told *told, const struct str titles[2],
                  const struct budgets *budgets, struct buf *out);

#endif
