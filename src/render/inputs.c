#include "render/inputs.h"

#include <stdlib.h>

#include "analysis/prepare/sum.h"
#include "analysis/tree/call_tree.h"
#include "base/memory.h"
#include "model/builder.h"
#include "render/input_names.h"
#include "render/prepare.h"

static void free_items(struct inputs *inputs)
{
    for (size_t i = 0; inputs->are_apart && i < inputs->count; i++) {
        profile_free(&inputs->items[i].profile);
        tree_free(&inputs->items[i].tree);
        free(inputs->items[i].has);
    }
    inputs->are_apart = false;
    inputs->items = NULL;
}

struct inputs inputs_start(struct profile *parts, const char *const *files, size_t count)
{
    struct inputs inputs = {.count = count, .are_apart = parts != NULL};
    uint64_t numbers = 0;
    if (!parts)
        return inputs;
    struct str *names = input_names_make(files, count, &inputs.arena);
    inputs.items = arena_new(&inputs.arena, count, sizeof *inputs.items);
    for (size_t i = 0; i < count; i++) {
        inputs.items[i] = (struct input){.name = names[i], .profile = parts[i]};
        numbers += (uint64_t)parts[i].function_count + parts[i].call_count;
        parts[i] = (struct profile){0};
    }
    if (numbers > INPUTS_MOST_NUMBERS)
        free_items(&inputs);
    return inputs;
}

/* A table by the names that it has in a sum. */
static void name_as_in_sum(struct profile *part)
{
    struct sum sum = sum_start();
    struct error error;
    if (part->stacks.count || !sum_add(&sum, part, &error)) {
        sum_drop(&sum);
        return;
    }
    profile_free(part);
    *part = sum_finish(&sum);
}

/* The number of a function among those of the sum; if it is not one of them, a greater one. Those
   merged of lines are told apart without their first ones, which depend on what ran. */
static uint32_t place_function(struct builder *sum, const struct profile *from, uint32_t function,
                               bool by_line)
{
    const struct function *f = &from->functions[function];
    uint32_t file = builder_name(sum, from->names[f->file].raw);
    uint32_t name = builder_name(sum, from->names[f->name].raw);
    return builder_function(sum, file, by_line ? 0 : f->line, name, f->is_code);
}

/* Adds what a part costs to the functions of the sum at their places. */
static void add_costs(struct builder *builder, const struct input *input, const uint32_t *place)
{
    const struct profile *part = &input->profile;
    for (uint32_t i = 0; i < part->function_count; i++) {
        struct function *function = &builder->profile.functions[place[i]];
        const struct function *from = &part->functions[i];
        input->has[place[i]] = true;
        function->calls = from->calls;
        function->primitive = from->primitive;
        function->own = from->own;
        function->total = from->total;
    }
    for (uint32_t i = 0; i < part->call_count; i++) {
        const struct call *call = &part->calls[i];
        struct call *copy = builder_call(builder, place[call->caller], place[call->callee]);
        *copy = *call;
        copy->caller = place[call->caller];
        copy->callee = place[call->callee];
    }
    profile_copy_facts(&builder->profile, part);
}

/* Gives an input the numbers of the sum's functions; false where some are not in there. */
static bool renumber(struct input *input, const struct profile *sum, bool by_line)
{
    struct builder builder = builder_start();
    uint32_t *place = memory_new(input->profile.function_count, sizeof *place);
    bool ok = true;
    for (uint32_t i = 0; i < sum->function_count && ok; i++)
        ok = place_function(&builder, sum, i, by_line) == i;
    for (uint32_t i = 0; i < input->profile.function_count && ok; i++) {
        place[i] = place_function(&builder, &input->profile, i, by_line);
        ok = place[i] < sum->function_count;
    }
    if (ok) {
        input->has = memory_new(sum->function_count, sizeof *input->has);
        add_costs(&builder, input, place);
        input->tree = call_tree_make(&input->profile);
        for (uint32_t i = 1; i < input->tree.count; i++)
            input->tree.blocks[i].function = place[input->tree.blocks[i].function];
        profile_free(&input->profile);
        input->profile = builder_finish(&builder);
    } else {
        builder_drop(&builder);
    }
    free(place);
    return ok;
}

/* Makes an input what outputs show of it; false where that is not a part of the sum. */
static bool prepare(struct input *input, const struct request *request, const struct profile *sum,
                    struct arena *arena)
{
    struct filter_report filtered = {0};
    struct error error;
    name_as_in_sum(&input->profile);
    bool by_line = input->profile.by_line;
    if (!prepare_choose(&input->profile, request, &error))
        return false;
    prepare_put_right(&input->profile, request, arena);
    input->whole = profile_totals(&input->profile);
    if (!filter_profile(&input->profile, &request->filter, &filtered, &error))
        return false;
    if (request->rescale)
        input->whole = profile_totals_left(&input->profile);
    return renumber(input, sum, by_line);
}

void inputs_prepare(struct inputs *inputs, const struct request *request, const struct profile *sum)
{
    bool ok = true;
    if (inputs->is_prepared || !inputs->are_apart)
        return;
    inputs->is_prepared = true;
    for (size_t i = 0; i < inputs->count && ok; i++)
        ok = prepare(&inputs->items[i], request, sum, &inputs->arena);
    if (!ok)
        free_items(inputs);
}

void inputs_free(struct inputs *inputs)
{
    free_items(inputs);
    arena_free(&inputs->arena);
    *inputs = (struct inputs){0};
}
