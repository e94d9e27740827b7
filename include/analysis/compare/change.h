#ifndef PROF2DOT_CHANGE_H
#define PROF2DOT_CHANGE_H

#include <stdbool.h>

#include "analysis/compare/match.h"
#include "analysis/compare/side.h"

/* Of one run a side nothing is known of the noise: times that differ by less than this part of the
   larger one are taken as equal. */
#define CHANGE_DEAD_BAND 0.1

/* Two numbers, before and after. */
struct change_times {
    double before, after;
    bool is_real; /* they differ by more than noise may explain */
};

struct change_calls {
    int64_t before, after;
    bool is_real;
};

/* What became of one function. Times are in the profiles' unit. Own and total time have changed by
   `by_calls` (calls more or fewer, at what one took before) and by the rest (the calls that there
   are, at what one takes more or less): change = (calls after - calls before) * before / calls
   before + calls after * (after / calls after - before / calls before). Of new and gone functions
   all is by_calls; of samples, which are no calls, nothing. */
struct change {
    uint32_t before, after; /* functions of the two profiles; MATCH_NOBODY: new, gone */
    enum match_kind kind;
    struct change_times own, total;
    struct change_calls calls;
    double own_by_calls, total_by_calls;
    double own_by_cost, total_by_cost;
};

/* What is taken for no change; all 0: the default. */
struct change_options {
    double tolerance; /* a share of the larger total; negative: by the noise */
};

/* What became of all functions. changes_free. */
struct changes {
    struct match match;
    struct change *items; /* of functions of either profile, the largest change of own time first */
    uint32_t count;
    double before, after; /* what 100 % is on either side */
    bool is_real;         /* these differ by more than noise may explain */
    bool by_runs;         /* noise was measured: several runs on both sides */
    double speed;         /* by_runs: how much longer all took alike (1.1), as with another speed of
                             the machine, without being told as a change; else 1 */
    double tolerance;     /* as in struct change_options */
};

struct changes changes_find(const struct side *before, const struct side *after,
                            const struct change_options *options);

/* So small a part of the larger time is taken for noise without looking further: CHANGE_DEAD_BAND
   where nothing else tells the noise. */
double changes_band(const struct changes *changes);

void changes_free(struct changes *changes);

#endif
