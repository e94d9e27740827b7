#include "render/prepare.h"

#include "analysis/filter/filter_stacks.h"
#include "analysis/prepare/estimate.h"
#include "analysis/prepare/merge.h"
#include "analysis/prepare/repair.h"
#include "render/aliases.h"

bool prepare_choose(struct profile *profile, const struct request *request, struct error *error)
{
    if (request->threads.count && !filter_stacks_threads(profile, &request->threads, error))
        return false;
    if (request->table.strip_dirs)
        *profile = merge_strip_dirs(profile);
    return true;
}

void prepare_put_right(struct profile *profile, const struct request *request, struct arena *arena)
{
    repair_counts(profile);
    estimate_calls(profile);
    if (profile->by_line)
        *profile = merge_lines(profile);
    aliases_fill(profile, request, arena);
}
