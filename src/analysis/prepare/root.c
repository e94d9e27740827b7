#include "analysis/prepare/root.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "model/builder.h"
#include "model/stack_builder.h"

/* The first functions with their calls and lines, by the numbers that they have. */
static void copy_first(struct builder *builder, const struct profile *profile, uint32_t functions)
{
    builder_expect(builder, functions);
    for (uint32_t i = 0; i < profile->name_count; i++)
        builder_name(builder, profile->names[i].raw);
    for (uint32_t i = 0; i < functions; i++) {
        const struct function *from = &profile->functions[i];
        uint32_t place =
            builder_function(builder, from->file, from->line, from->name, from->is_code);
        builder->profile.functions[place] = *from;
    }
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *from = &profile->calls[i];
        if (from->caller < functions && from->callee < functions)
            *builder_call(builder, from->caller, from->callee) = *from;
    }
    for (uint32_t i = 0; i < profile->line_count; i++)
        if (profile->lines[i].function < functions)
            builder_line(builder, &profile->lines[i]);
    profile_copy_facts(&builder->profile, profile);
}

static uint32_t add_function(struct builder *builder, struct str name, const struct totals *totals,
                             bool sampled)
{
    uint32_t file = builder_name(builder, STR(""));
    uint32_t root = builder_function(builder, file, 0, builder_name(builder, name), false);
    struct function *function = &builder->profile.functions[root];
    function->calls = sampled ? totals->primitive : 1;
    function->primitive = sampled ? 0 : 1;
    function->own = 0;
    function->total = totals->total;
    function->order = builder->profile.function_count - 1;
    return root;
}

/* The exclusive time of a function when no caller in the profile called it. */
static double own_uncalled(const struct profile *profile, uint32_t function)
{
    double own = profile->functions[function].own;
    struct row row = profile->callers[function];
    for (uint32_t i = row.start; i < row.end; i++)
        own -= profile->calls[i].own;
    return fmax(own, 0);
}

static void add_to_table(struct profile *profile, struct str name)
{
    struct builder builder = builder_start();
    struct totals totals = profile_totals(profile);
    int64_t *calls = memory_new(profile->function_count, sizeof *calls);
    double *times = profile_uncalled(profile, calls);
    copy_first(&builder, profile, profile->function_count);
    uint32_t root = add_function(&builder, name, &totals, profile->sampled);
    for (uint32_t i = 0; i < profile->function_count && root != i; i++) {
        if (times[i] <= 0 && calls[i] <= 0)
            continue;
        struct call *call = builder_call(&builder, root, i);
        call->calls = calls[i] > 0 ? calls[i] : 1;
        call->primitive = call->calls;
        call->total = times[i];
        call->own = fmin(own_uncalled(profile, i), times[i]);
    }
    free(times);
    free(calls);
    profile_free(profile);
    *profile = builder_finish(&builder);
}

static void add_to_stacks(struct profile *profile, struct str name)
{
    const struct stacks *stacks = &profile->stacks;
    struct stack_builder builder = stack_builder_start();
    struct frame_parts parts = {STR(""), name, 0, 0};
    uint32_t *place = memory_new(stacks->count, sizeof *place);
    uint32_t root;
    if (!stack_builder_find_frame(&builder, name, &root))
        root = stack_builder_add_frame(&builder, name, &parts);
    place[0] = stack_builder_push(&builder, 0, root);
    for (uint32_t i = 0; i < stacks->count; i++) {
        const struct stack *stack = &stacks->items[i];
        if (i)
            place[i] =
                stack_builder_push(&builder, place[stack->caller],
                                   stack_builder_take_frame(&builder, profile, stack->frame));
        stack_builder_weigh(&builder, place[i], stack->own, stack->samples);
    }
    free(place);
    struct profile made = stack_builder_finish(&builder, &profile->unit);
    profile_copy_facts(&made, profile);
    profile_free(profile);
    *profile = made;
}

void root_add(struct profile *profile, struct str name)
{
    if (profile->stacks.count)
        add_to_stacks(profile, name);
    else
        add_to_table(profile, name);
}

bool root_drop(const struct profile *profile, struct str name, struct profile *left)
{
    struct builder builder = builder_start();
    uint32_t last = profile->function_count - 1;
    if (!profile->function_count || profile->stacks.count ||
        profile->names[profile->functions[last].file].raw.size ||
        !str_equal(profile->names[profile->functions[last].name].raw, name))
        return false;
    copy_first(&builder, profile, last);
    *left = builder_finish(&builder);
    return true;
}
