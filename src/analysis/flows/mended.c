#include "analysis/flows/mended.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/findings/imports.h"
#include "analysis/flows/flow_repair.h"
#include "analysis/prepare/lost.h"
#include "base/memory.h"

/* Differences of sums of doubles stay below this part of the total. */
#define ROUNDING 1e-6

/* Forgets what modules lost: exec runs whatever there is as one, "<string>", and that leads nowhere
   in particular. Returns whether the rest matters. */
static bool matters(const struct profile *profile, double *lost)
{
    double sum = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        if (imports_is_module(profile, i))
            lost[i] = 0;
        sum = profile_add_times(sum, lost[i]);
    }
    return profile_share(sum, profile_totals(profile).total) > LOST_LEAST;
}

static void *copy_of(const void *items, uint32_t count, size_t size)
{
    void *copy = memory_new(count, size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

/* Takes what the flows have more than the functions that lost some, and than the calls of these.
   They are in the same order, but for calls of a function to itself. */
static void raise_lost(struct profile *view, const struct flows *flows, const double *lost)
{
    double rounding = ROUNDING * flows->own * flows->unit;
    uint32_t next = 0;
    for (uint32_t f = 0; f < view->function_count; f++) {
        double total = flows->junctions[f].total * flows->unit;
        if (lost[f] > 0 && total > view->functions[f].total)
            view->functions[f].total = total;
        for (uint32_t c = view->callers[f].start; c < view->callers[f].end; c++) {
            struct call *call = &view->calls[c];
            double raised = call->caller == f ? 0 : flows->items[next++].total * flows->unit;
            if (!(lost[f] > 0) || raised <= call->total + rounding)
                continue;
            call->total = raised;
            call->estimated = true;
        }
    }
}

/* A view with functions and calls of its own. */
static struct profile mend(const struct profile *profile, const double *lost)
{
    struct profile view = *profile;
    struct arena arena = {0};
    struct flows flows = flows_take(profile, &arena);
    view.functions = copy_of(profile->functions, profile->function_count, sizeof *view.functions);
    view.calls = copy_of(profile->calls, profile->call_count, sizeof *view.calls);
    flow_repair(&flows);
    raise_lost(&view, &flows, lost);
    arena_free(&arena);
    return view;
}

struct profile mended_view(const struct profile *profile)
{
    if (profile->sampled || profile_own_exceeds_total(profile))
        return *profile;
    double *lost = lost_times(profile);
    struct profile view = matters(profile, lost) ? mend(profile, lost) : *profile;
    free(lost);
    return view;
}

void mended_free(struct profile *view, const struct profile *profile)
{
    if (view->functions != profile->functions) {
        free(view->functions);
        free(view->calls);
    }
    *view = (struct profile){0};
}
