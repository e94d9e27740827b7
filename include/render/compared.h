#ifndef PROF2DOT_COMPARED_H
#define PROF2DOT_COMPARED_H

#include "analysis/compare/change.h"
#include "render/request.h"

/* What a profile is compared with, and what became of its functions. compared_free. */
struct compared {
    struct side sides[2];        /* before and after; the profile after is the job's */
    struct profile disguised;    /* the functions before by the names that are to be seen */
    const struct profile *shown; /* them, or those of sides[0] */
    struct origins origins;      /* of the functions before */
    struct changes changes;
    struct str titles[2]; /* what both sides are called, as it can be shown */
    struct arena arena;
};

/* Completes a comparison whose sides and titles are set. */
void compared_complete(struct compared *compared, const struct request *request);

/* Frees all but the profile after. */
void compared_free(struct compared *compared);

#endif
