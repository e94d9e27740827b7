#include "model/stack_costs.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash/intern.h"
#include "base/memory.h"
#include "model/line_costs.h"

/* A stack on the walk over the tree of stacks. */
struct node {
    double cost;             /* of it and all stacks that begin with it */
    int64_t samples;         /* likewise */
    uint32_t child, sibling; /* stacks; 0: no more */
    uint32_t function;       /* the innermost one, or STACK_NO_FUNCTION */
    uint32_t call;           /* by which it was called, plus one; 0: by none */
};

/* The walk goes down and up again; what is open are the functions, calls and frames that stand on
   the stack at hand, and how often. */
struct walk {
    struct builder *builder;
    struct node *nodes;
    uint32_t *open_functions, *open_calls, *open_frames;
    double *frame_totals; /* inclusive cost of each frame's line */
    size_t open_room;
    struct intern_pairs pairs; /* caller and callee of each call */
};

/* The index of the call, plus one. */
static uint32_t call_of(struct walk *walk, uint32_t caller, uint32_t callee)
{
    uint32_t call = intern_pairs_add(&walk->pairs, caller, callee) + 1;
    if (call <= walk->builder->profile.call_count)
        return call;
    builder_call(walk->builder, caller, callee);
    walk->open_calls =
        memory_grow(walk->open_calls, &walk->open_room, call, sizeof *walk->open_calls);
    walk->open_calls[call - 1] = 0;
    return call;
}

/* A shorter stack stands before the longer ones: sums go from the last to the first. */
static void find_children(struct walk *walk)
{
    const struct stacks *stacks = &walk->builder->profile.stacks;
    walk->nodes = memory_new(stacks->count, sizeof *walk->nodes);
    for (uint32_t i = stacks->count; i-- > 0;) {
        const struct stack *stack = &stacks->items[i];
        struct node *node = &walk->nodes[i];
        node->cost = profile_add_times(node->cost, stack->own);
        node->samples = profile_add_counts(node->samples, stack->samples);
        if (i == 0)
            continue;
        struct node *caller = &walk->nodes[stack->caller];
        caller->cost = profile_add_times(caller->cost, node->cost);
        caller->samples = profile_add_counts(caller->samples, node->samples);
        node->sibling = caller->child;
        caller->child = i;
    }
}

static void add_to_function(struct walk *walk, const struct stack *stack, const struct node *node)
{
    struct function *function = &walk->builder->profile.functions[node->function];
    function->own = profile_add_times(function->own, stack->own);
    function->primitive = profile_add_counts(function->primitive, stack->samples);
    if (walk->open_functions[node->function]++)
        return;
    function->total = profile_add_times(function->total, node->cost);
    function->calls = profile_add_counts(function->calls, node->samples);
}

static void add_to_call(struct walk *walk, const struct stack *stack, const struct node *node)
{
    struct call *call = &walk->builder->profile.calls[node->call - 1];
    call->own = profile_add_times(call->own, stack->own);
    call->primitive = profile_add_counts(call->primitive, stack->samples);
    if (walk->open_calls[node->call - 1]++)
        return;
    call->total = profile_add_times(call->total, node->cost);
    call->calls = profile_add_counts(call->calls, node->samples);
}

static void enter(struct walk *walk, uint32_t index)
{
    const struct stacks *stacks = &walk->builder->profile.stacks;
    const struct stack *stack = &stacks->items[index];
    struct node *node = &walk->nodes[index];
    if (!walk->open_frames[stack->frame]++)
        walk->frame_totals[stack->frame] =
            profile_add_times(walk->frame_totals[stack->frame], node->cost);
    uint32_t caller = walk->nodes[stack->caller].function;
    uint32_t function = stacks->frames[stack->frame].function;
    node->function = function == STACK_NO_FUNCTION ? caller : function;
    if (function == STACK_NO_FUNCTION)
        return;
    add_to_function(walk, stack, node);
    if (caller == STACK_NO_FUNCTION)
        return;
    node->call = call_of(walk, caller, function);
    add_to_call(walk, stack, node);
}

static void leave(struct walk *walk, uint32_t index)
{
    const struct stacks *stacks = &walk->builder->profile.stacks;
    uint32_t frame = stacks->items[index].frame;
    uint32_t function = stacks->frames[frame].function;
    walk->open_frames[frame]--;
    if (function != STACK_NO_FUNCTION)
        walk->open_functions[function]--;
    if (walk->nodes[index].call)
        walk->open_calls[walk->nodes[index].call - 1]--;
}

static void walk_stacks(struct walk *walk)
{
    const struct stack *items = walk->builder->profile.stacks.items;
    const struct node *nodes = walk->nodes;
    for (uint32_t at = nodes[0].child; at;) {
        enter(walk, at);
        if (nodes[at].child) {
            at = nodes[at].child;
            continue;
        }
        leave(walk, at);
        while (!nodes[at].sibling && items[at].caller) {
            at = items[at].caller;
            leave(walk, at);
        }
        at = nodes[at].sibling;
    }
}

/* What each frame cost. */
static struct line_cost *costs_of_frames(const struct stacks *stacks, const double *totals)
{
    struct line_cost *costs = memory_new(stacks->frame_count, sizeof *costs);
    for (uint32_t i = 0; i < stacks->frame_count; i++) {
        costs[i].function = stacks->frames[i].function;
        costs[i].line = stacks->frames[i].line;
        costs[i].total = totals[i];
    }
    for (uint32_t i = 1; i < stacks->count; i++) {
        const struct stack *stack = &stacks->items[i];
        struct line_cost *cost = &costs[stack->frame];
        cost->own = profile_add_times(cost->own, stack->own);
        cost->hits = profile_add_counts(cost->hits, stack->samples);
    }
    return costs;
}

/* Frames of one line are several where their texts differ; one may stand below another of them.
   None for frames whose line is not known. */
static void add_lines(struct profile *profile, const double *totals)
{
    uint32_t kept = 0;
    struct line_cost *costs = costs_of_frames(&profile->stacks, totals);
    for (uint32_t i = 0; i < profile->stacks.frame_count; i++)
        if (costs[i].function != STACK_NO_FUNCTION && costs[i].line > 0 &&
            (costs[i].hits || costs[i].total > 0))
            costs[kept++] = costs[i];
    profile->line_count = line_costs_join(costs, kept);
    for (uint32_t i = 0; i < profile->line_count; i++)
        costs[i].total = fmin(costs[i].total, profile->functions[costs[i].function].total);
    profile->lines = costs;
}

void stack_costs_add(struct builder *builder)
{
    struct profile *profile = &builder->profile;
    struct walk walk = {.builder = builder, .pairs = intern_pairs_start()};
    walk.open_functions = memory_new(profile->function_count, sizeof *walk.open_functions);
    walk.open_frames = memory_new(profile->stacks.frame_count, sizeof *walk.open_frames);
    walk.frame_totals = memory_new(profile->stacks.frame_count, sizeof *walk.frame_totals);
    find_children(&walk);
    walk.nodes[0].function = STACK_NO_FUNCTION;
    walk_stacks(&walk);
    add_lines(profile, walk.frame_totals);
    for (uint32_t i = 0; i < profile->function_count; i++)
        profile->functions[i].order = i;
    free(walk.nodes);
    free(walk.open_functions);
    free(walk.open_calls);
    free(walk.open_frames);
    free(walk.frame_totals);
    intern_pairs_free(&walk.pairs);
}
