#include "model/profile.h"

#include <math.h>
#include <stdlib.h>

double profile_share(double value, double total)
{
    return total > 0 ? profile_add_times(value / total, 0) : 0;
}

int64_t profile_calls_each(const struct profile *profile, const struct call *call)
{
    int64_t calls = profile->functions[call->caller].calls;
    return calls > 0 && call->calls % calls == 0 ? call->calls / calls : 0;
}

int64_t profile_calls_of_part(const struct profile *profile, const struct call *call, int64_t calls,
                              double time)
{
    int64_t each = profile_calls_each(profile, call);
    double whole = profile->functions[call->caller].total;
    double made = each && calls > 0 ? (double)calls * (double)each
                                    : rint((double)call->calls * profile_share(time, whole));
    return made < (double)INT64_MAX ? (int64_t)fmax(made, 1) : INT64_MAX;
}

void profile_copy_facts(struct profile *into, const struct profile *from)
{
    into->unit = from->unit;
    into->sampled = from->sampled;
    into->marked = from->marked;
    into->by_line = from->by_line;
    into->lacks_inclusive = from->lacks_inclusive;
    into->repairs = from->repairs;
}

void profile_add_facts(struct profile *into, const struct profile *from)
{
    if (from->function_count) {
        into->unit = from->unit;
        into->sampled |= from->sampled;
        into->marked |= from->marked;
        into->by_line |= from->by_line;
        into->lacks_inclusive |= from->lacks_inclusive;
    }
    into->repairs.swapped_counts += from->repairs.swapped_counts;
    into->repairs.not_finite += from->repairs.not_finite;
    into->repairs.undefined_names += from->repairs.undefined_names;
    into->repairs.cut_short += from->repairs.cut_short;
}

int profile_compare_keys(const struct profile *profile, uint32_t a, uint32_t b)
{
    const struct function *left = &profile->functions[a];
    const struct function *right = &profile->functions[b];
    int order = 0;
    if (left->file != right->file)
        order = str_compare(profile->names[left->file].raw, profile->names[right->file].raw);
    if (!order)
        order = (left->line > right->line) - (left->line < right->line);
    if (!order && left->name != right->name)
        order = str_compare(profile->names[left->name].raw, profile->names[right->name].raw);
    return order ? order : left->is_code - right->is_code;
}

void profile_free(struct profile *profile)
{
    arena_free(&profile->arena);
    free(profile->names);
    free(profile->functions);
    free(profile->calls);
    free(profile->callers);
    free(profile->callees);
    free(profile->callees_of);
    if (profile->components)
        free(profile->components->of);
    free(profile->components);
    free(profile->lines);
    free(profile->stacks.frames);
    free(profile->stacks.items);
    *profile = (struct profile){0};
}
