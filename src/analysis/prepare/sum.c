#include "analysis/prepare/sum.h"

#include <string.h>

#include "analysis/prepare/merge.h"

struct sum sum_start(void)
{
    return (struct sum){.table = builder_start(), .stacks = stack_builder_start()};
}

static bool refuse(struct error *error, bool is_first_kind, const char *first, const char *second)
{
    return error_set(error, ERROR_INPUT,
                     "holds %s, the files added before it hold %s: they cannot be added up",
                     is_first_kind ? first : second, is_first_kind ? second : first);
}

static bool fits(const struct sum *sum, const struct profile *part, struct error *error)
{
    const char *const units[] = {"seconds", "samples", "events"};
    bool has_stacks = part->stacks.count != 0;
    bool is_sampled = sum->has_stacks || sum->table.profile.sampled;
    if (part->sampled != is_sampled)
        return refuse(error, part->sampled, "samples", "calls");
    if (has_stacks != sum->has_stacks)
        return refuse(error, has_stacks, "stacks", "a table of samples");
    if (part->unit.kind == sum->unit.kind && strcmp(part->unit.name, sum->unit.name) == 0)
        return true;
    return error_set(error, ERROR_INPUT,
                     "is in %s, the files added before it in %s: they cannot be added up",
                     part->unit.name[0] ? part->unit.name : units[part->unit.kind],
                     sum->unit.name[0] ? sum->unit.name : units[sum->unit.kind]);
}

bool sum_add(struct sum *sum, const struct profile *part, struct error *error)
{
    bool is_empty = !part->function_count;
    if (!is_empty && sum->is_begun && !fits(sum, part, error))
        return false;
    if (!is_empty && !sum->is_begun) {
        sum->is_begun = true;
        sum->has_stacks = part->stacks.count != 0;
        sum->unit = part->unit;
    }
    if (part->stacks.count) {
        stack_builder_take(&sum->stacks, part);
        profile_add_facts(&sum->stacks.builder.profile, part);
    } else {
        merge_add(&sum->table, part);
    }
    return true;
}

struct profile sum_finish(struct sum *sum)
{
    struct profile made;
    if (sum->has_stacks) {
        made = stack_builder_finish(&sum->stacks, &sum->unit);
        builder_drop(&sum->table);
    } else {
        sum->table.profile.unit = sum->unit;
        made = builder_finish(&sum->table);
        stack_builder_drop(&sum->stacks);
    }
    *sum = (struct sum){0};
    return made;
}

void sum_drop(struct sum *sum)
{
    builder_drop(&sum->table);
    stack_builder_drop(&sum->stacks);
    *sum = (struct sum){0};
}
