#ifndef PROF2DOT_HEALTH_H
#define PROF2DOT_HEALTH_H

#include "analysis/prepare/oddity.h"
#include "analysis/prepare/run_parts.h"
#include "model/profile.h"

struct health {
    struct oddity_found found[ODDITIES];
    bool sampled;
    struct run_parts parts; /* of a run that was recorded by threads and processes */
};

/* Linear but for sorting. */
struct health health_check(const struct profile *profile);

/* Puts in what a run was made of that recorded all of its threads. */
void health_add_parts(struct health *health, const struct run_parts *parts);

#endif
