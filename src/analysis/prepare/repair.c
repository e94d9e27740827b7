#include "analysis/prepare/repair.h"

void repair_counts(struct profile *profile)
{
    for (uint32_t i = 0; i < profile->function_count && !profile->sampled; i++) {
        struct function *function = &profile->functions[i];
        if (function->primitive <= function->calls)
            continue;
        int64_t larger = function->primitive;
        function->primitive = function->calls;
        function->calls = larger;
        profile->repairs.swapped_counts++;
    }
}
