#ifndef PROF2DOT_WORDING_H
#define PROF2DOT_WORDING_H

#include <stdbool.h>

#include "analysis/findings/blame.h"
#include "analysis/findings/findings.h"
#include "analysis/tree/hot_path.h"
#include "view/words/sentence.h"

/* What the sentences of one summary share. */
struct wording {
    const struct profile *profile;
    const struct profile *shown; /* the same functions by the names that are to be seen */
    struct totals totals;        /* what shares are of */
    const struct str *names;     /* of each function that is spoken of */
    bool *placed;                /* of each function: its file and line have been told */
    const struct blame *blame;
    struct arena *arena; /* for the sentences */
};

/* Whether there is any time to speak of. */
bool wording_has_time(const struct wording *wording);

/* Where the time goes: to own code or to which packages. */
struct sentence wording_verdict(struct wording *wording);

/* From which function on the time goes where, and where it ends; empty if there is no time. */
struct sentence wording_path(struct wording *wording, const struct hot_path *path);

/* Which own functions the time is charged to; empty if none is worth it, or if most is charged to
   `known`, which has been spoken of. */
struct sentence wording_blame(struct wording *wording, uint32_t known);

struct sentence wording_finding(struct wording *wording, const struct finding *finding);

#endif
