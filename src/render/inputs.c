#include "render/inputs.h"

#include <stdlib.h>

#include "analysis/prepare/root.h"
#include "analysis/prepare/sum.h"
#include "analysis/tree/call_tree.h"
#include "base/memory.h"
#include "model/builder.h"
#include "render/aliases.h"
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

struct inputs inputs_start(struct profile *parts, const char *const *files,
                           const struct input_groups *groups, size_t count)
{
    struct inputs inputs = {.count = count, .are_apart = parts != NULL};
    uint64_t numbers = 0;
    if (!parts)
        return inputs;
    struct str *names = groups ? NULL : input_names_make(files, count, &inputs.arena);
    inputs.items = arena_new(&inputs.arena, count, sizeof *inputs.items);
    for (size_t i = 0; i < count; i++) {
        const struct input_group *group = groups ? &groups->items[i] : NULL;
        inputs.items[i] =
            (struct input){.name = group ? group->name : names[i], .profile = parts[i]};
        if (group)
            run_parts_add(&inputs.parts, group->kind, group->members, group->computing, &parts[i]);
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
    for (uint32_t i = 0; i < part->line_count; i++) {
        struct line_cost line = part->lines[i];
        line.function = place[line.function];
        builder_line(builder, &line);
    }
    profile_copy_facts(&builder->profile, part);
}

/* A tree as it stands below a function that does nothing but call what it begins with. */
static struct tree put_below(const struct tree *tree, uint32_t function)
{
    struct tree made = {memory_new(tree->count + 1, sizeof *made.blocks), tree->count + 1};
    made.blocks[0] = made.blocks[1] = tree->blocks[0];
    made.blocks[0].gap = made.blocks[0].cut = made.blocks[0].cut_count = 0;
    made.blocks[1].function = function;
    made.blocks[1].depth = 1;
    for (uint32_t i = 1; i < tree->count; i++) {
        made.blocks[i + 1] = tree->blocks[i];
        made.blocks[i + 1].parent++;
        made.blocks[i + 1].depth++;
    }
    return made;
}

/* The tree of an input. Where it stands below a root, that of its file by itself. */
static struct tree make_tree(const struct input *input)
{
    struct profile file;
    if (!input->has_root || !root_drop(&input->profile, input->name, &file))
        return call_tree_make(&input->profile);
    struct tree tree = call_tree_make(&file);
    struct tree made = put_below(&tree, file.function_count);
    tree_free(&tree);
    profile_free(&file);
    return made;
}

/* Gives an input the numbers of the sum's functions; false where some are not in there. */
static bool renumber(struct input *input, const struct profile *sum)
{
    bool by_line = input->by_line;
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
        input->tree = make_tree(input);
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

/* Makes an input what would be shown of it alone. */
static bool put_right(struct input *input, const struct request *request, struct arena *arena)
{
    struct filter_options filter = request->filter;
    struct error error;
    name_as_in_sum(&input->profile);
    input->by_line = input->profile.by_line;
    input->has_root = request->per_file && !filter_has_any(&request->filter);
    if (!prepare_choose(&input->profile, request, &error))
        return false;
    prepare_put_right(&input->profile, request, arena);
    input->whole = profile_totals(&input->profile);
    filter.may_fit_nothing = true;
    if (!filter_profile(&input->profile, &filter, &input->filtered, &error))
        return false;
    if (request->rescale)
        input->whole = profile_totals_left(&input->profile);
    return true;
}

static void put_all_right(struct inputs *inputs, const struct request *request)
{
    bool ok = true;
    for (size_t i = 0; i < inputs->count && inputs->are_apart && !inputs->are_right && ok; i++)
        ok = put_right(&inputs->items[i], request, &inputs->arena);
    inputs->are_right = true;
    if (!ok)
        free_items(inputs);
}

void inputs_prepare(struct inputs *inputs, const struct request *request, const struct profile *sum)
{
    bool ok = true;
    put_all_right(inputs, request);
    for (size_t i = 0; i < inputs->count && inputs->are_apart && !inputs->are_numbered && ok; i++)
        ok = renumber(&inputs->items[i], sum);
    inputs->are_numbered = true;
    if (!ok)
        free_items(inputs);
}

/* What the filters of all inputs did, where those of the sum did `report`. */
static void tell_filtered(const struct inputs *inputs, uint32_t left, uint32_t left_of_sum,
                          struct filter_report *report)
{
    report->hidden_own = report->nobodys_own = report->dropped_own = 0;
    report->estimated = false;
    report->dropped += left_of_sum > left ? left_of_sum - left : 0;
    for (size_t i = 0; i < inputs->count; i++) {
        const struct filter_report *one = &inputs->items[i].filtered;
        report->hidden_own = profile_add_times(report->hidden_own, one->hidden_own);
        report->nobodys_own = profile_add_times(report->nobodys_own, one->nobodys_own);
        report->dropped_own = profile_add_times(report->dropped_own, one->dropped_own);
        report->estimated |= one->estimated;
    }
}

void inputs_add_up(struct inputs *inputs, const struct request *request, struct profile *profile,
                   struct filter_report *report)
{
    struct sum sum = sum_start();
    struct error error;
    bool ok = true;
    put_all_right(inputs, request);
    for (size_t i = 0; i < inputs->count && ok; i++)
        ok = inputs->are_apart && sum_add(&sum, &inputs->items[i].profile, &error);
    if (!ok) {
        sum_drop(&sum);
        return;
    }
    struct profile made = sum_finish(&sum);
    tell_filtered(inputs, made.function_count, profile->function_count, report);
    profile_free(profile);
    *profile = made;
    aliases_fill(profile, request, &inputs->arena);
}

/* Whether no two trees begin with one function. */
static bool begin_apart(const struct inputs *inputs, const struct profile *sum)
{
    bool *seen = memory_new(sum->function_count, sizeof *seen), ok = true;
    for (size_t i = 0; i < inputs->count; i++) {
        const struct tree *tree = &inputs->items[i].tree;
        for (uint32_t b = 1; b < tree->count; b++) {
            if (tree->blocks[b].depth > 1)
                continue;
            ok &= !seen[tree->blocks[b].function];
            seen[tree->blocks[b].function] = true;
        }
    }
    free(seen);
    return ok;
}

/* An input among those that are put in order. */
struct weighed {
    double weight;
    size_t index;
};

static int compare_weights(const void *left, const void *right)
{
    const struct weighed *a = left, *b = right;
    int order = (a->weight < b->weight) - (a->weight > b->weight);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* Adds what stands for no function; then all others behind those that are there. */
static void add_tree(struct tree *all, const struct tree *tree)
{
    struct block *root = &all->blocks[0];
    const struct block *from = &tree->blocks[0];
    root->weight += from->weight;
    root->own += from->own;
    root->gap += from->gap;
    root->cut += from->cut;
    root->cut_count += from->cut_count;
    root->low += from->low;
    root->high += from->high;
    for (uint32_t i = 1; i < tree->count; i++) {
        struct block block = tree->blocks[i];
        block.parent = block.parent ? block.parent + all->count - i : 0;
        all->blocks[all->count++] = block;
    }
}

bool inputs_tree(struct inputs *inputs, const struct request *request, const struct profile *sum,
                 struct tree *tree)
{
    inputs_prepare(inputs, request, sum);
    if (!inputs->are_apart || !begin_apart(inputs, sum))
        return false;
    size_t count = 1;
    struct weighed *order = memory_new(inputs->count, sizeof *order);
    for (size_t i = 0; i < inputs->count; i++) {
        order[i] = (struct weighed){inputs->items[i].tree.blocks[0].weight, i};
        count += inputs->items[i].tree.count - 1;
    }
    qsort(order, inputs->count, sizeof *order, compare_weights);
    *tree = (struct tree){.blocks = memory_new(count, sizeof *tree->blocks), .count = 1};
    tree->blocks[0].function = TREE_ROOT;
    for (size_t i = 0; i < inputs->count; i++)
        add_tree(tree, &inputs->items[order[i].index].tree);
    free(order);
    return true;
}

void inputs_free(struct inputs *inputs)
{
    free_items(inputs);
    arena_free(&inputs->arena);
    *inputs = (struct inputs){0};
}
