#include "analysis/prepare/run_parts.h"

#include "analysis/prepare/blind_spots.h"

void run_parts_add(struct run_parts *parts, enum run_kind kind, uint64_t count, double computing,
                   const struct profile *profile)
{
    struct run_part *part = &parts->of[kind];
    part->count += count;
    part->time = profile_add_times(part->time, profile_totals(profile).total);
    part->computing += computing;
    part->of_unknown += computing <= 0;
    if (!profile->sampled)
        part->waiting = profile_add_times(part->waiting, blind_spots_waiting(profile));
}

bool run_parts_has_several(const struct run_parts *parts)
{
    uint64_t count = 0;
    for (int i = 0; i < RUN_KINDS; i++)
        count += parts->of[i].count;
    return count > 1;
}
