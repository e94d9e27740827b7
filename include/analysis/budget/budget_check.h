#ifndef PROF2DOT_BUDGET_CHECK_H
#define PROF2DOT_BUDGET_CHECK_H

#include "analysis/budget/budget.h"
#include "analysis/findings/imports.h"
#include "model/profile.h"
#include "model/tree.h"
#include "python/origins.h"

/* A profile that budgets are checked against. Borrowed. */
struct budget_side {
    const struct profile *profile;
    const struct origins *origins;
    double total;            /* what 100 % is */
    const struct tree *tree; /* of its calls, as call_tree_make; NULL where no budget wants it */
};

/* Whether a budget is about what importing takes: it wants the tree of calls. */
bool budget_is_about_import(const struct budget *budget);

#define BUDGET_NOBODY UINT32_MAX

/* What a budget came to. */
struct budget_result {
    const struct budget *budget;
    double before, after; /* costs; `before` of changes only */
    double value;         /* what the limit is for: a cost, a share, or a change */
    bool is_new;          /* a change as a share, of nothing: no number */
    bool exceeded;
    uint32_t functions; /* that the pattern fits, after */
    uint32_t largest;   /* of them, the one with most of the cost; or BUDGET_NOBODY */
};

/* Checks a budget against a profile, and of changes against the one before (else NULL).
   - total(...) of several functions counts time once where they call each other: what is below any
     of them, shared out as blame_find does where that is not certain.
   - The pattern "import:*" is all that importing takes, by import_time_find: the time that findings
     tell of, too.
   False, with *mistake set, where the pattern fits nothing on either side (unless allow_missing:
   then it costs nothing), where the unit is not that of the profile, and where there is nothing to
   compare with. */
bool budget_check(const struct budget *budget, const struct budget_side *before,
                  const struct budget_side *after, bool allow_missing, struct budget_result *result,
                  struct budget_mistake *mistake);

#endif
