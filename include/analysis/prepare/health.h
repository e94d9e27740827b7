#ifndef PROF2DOT_HEALTH_H
#define PROF2DOT_HEALTH_H

#include "analysis/prepare/oddity.h"
#include "model/profile.h"

struct health {
    struct oddity_found found[ODDITIES];
    bool sampled;
};

/* Linear but for sorting. */
struct health health_check(const struct profile *profile);

#endif
