#ifndef PROF2DOT_FINDINGS_H
#define PROF2DOT_FINDINGS_H

#include "analysis/findings/blame.h"
#include "analysis/findings/finding.h"
#include "analysis/findings/imports.h"
#include "analysis/findings/lead.h"
#include "analysis/findings/own_cost.h"
#include "model/profile.h"
#include "model/tree.h"

/* FINDINGS_MOST are told; of one kind there are no more than FINDINGS_OF_KIND. */
enum { FINDINGS_MOST = 4, FINDINGS_OF_KIND = 2 };

struct findings {
    struct finding items[FINDINGS_MOST]; /* most time first */
    uint32_t count;
};

/* What findings are looked for in. */
struct findings_subject {
    const struct profile *profile;
    const struct totals *totals; /* what shares are of */
    const struct blame *blame;
    const struct imports *imports;
    const struct lead *lead;      /* what is told already */
    const struct own_cost *costs; /* own_cost_find */
    uint32_t cost_count;
    const struct tree *tree; /* of the profile's calls */
    bool lacks_threads;      /* other threads than the profiler's are not recorded */
    bool lacks_children;     /* child processes were started, and are not recorded */
};

/* Looks for what is worth telling of a profile: each has FINDINGS_LEAST of the total, and none
   repeats the lead or another. Linear but for sorting. */
struct findings findings_find(const struct findings_subject *subject);

#endif
