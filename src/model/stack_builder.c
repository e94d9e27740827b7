#include "model/stack_builder.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "model/stack_costs.h"

enum { OF_FRAME, OF_THREAD, FRAME_KINDS };

struct stack_builder stack_builder_start(void)
{
    struct stack_builder builder = {.builder = builder_start(), .pushed = intern_pairs_start()};
    builder.stacks.items = memory_grow(NULL, &builder.stack_room, 1, sizeof(struct stack));
    builder.stacks.items[0] = (struct stack){0};
    builder.stacks.count = 1;
    return builder;
}

/* Where the frame of a text, or of a thread, is noted. */
static uint32_t *frame_place(struct stack_builder *builder, uint32_t text, int kind)
{
    uint32_t known = builder->frame_of_count;
    if (text >= known) {
        uint32_t names = builder->builder.profile.name_count;
        size_t pair = FRAME_KINDS * sizeof *builder->frame_of;
        builder->frame_of = memory_grow(builder->frame_of, &builder->frame_of_room, names, pair);
        memset(builder->frame_of + (size_t)known * FRAME_KINDS, 0, (names - known) * pair);
        builder->frame_of_count = names;
    }
    return &builder->frame_of[(size_t)text * FRAME_KINDS + (size_t)kind];
}

static uint32_t new_frame(struct stack_builder *builder, const struct frame *frame)
{
    struct stacks *stacks = &builder->stacks;
    if (stacks->frame_count == UINT32_MAX - 1)
        memory_die();
    stacks->frames = memory_grow(stacks->frames, &builder->frame_room,
                                 (size_t)stacks->frame_count + 1, sizeof *stacks->frames);
    stacks->frames[stacks->frame_count] = *frame;
    return stacks->frame_count++;
}

bool stack_builder_find_frame(struct stack_builder *builder, struct str text, uint32_t *frame)
{
    uint32_t found = *frame_place(builder, builder_name(&builder->builder, text), OF_FRAME);
    *frame = found - 1;
    return found != 0;
}

uint32_t stack_builder_add_frame(struct stack_builder *builder, struct str text,
                                 const struct frame_parts *parts)
{
    struct builder *names = &builder->builder;
    uint32_t file = builder_name(names, parts->file);
    uint32_t name = builder_name(names, parts->name);
    struct frame frame = {.function = builder_function(names, file, parts->first_line, name, false),
                          .text = builder_name(names, text),
                          .thread = STACK_NO_THREAD,
                          .line = parts->line};
    uint32_t index = new_frame(builder, &frame);
    *frame_place(builder, frame.text, OF_FRAME) = index + 1;
    return index;
}

uint32_t stack_builder_thread(struct stack_builder *builder, struct str text, struct str id)
{
    uint32_t name = builder_name(&builder->builder, text);
    uint32_t *place = frame_place(builder, name, OF_THREAD);
    if (!*place) {
        struct frame frame = {.function = STACK_NO_FUNCTION,
                              .text = name,
                              .thread = builder_name(&builder->builder, id)};
        *place = new_frame(builder, &frame) + 1;
    }
    return *place - 1;
}

uint32_t stack_builder_take_frame(struct stack_builder *builder, const struct profile *from,
                                  uint32_t frame)
{
    uint32_t known;
    const struct frame *old = &from->stacks.frames[frame];
    struct str text = from->names[old->text].raw;
    if (old->thread != STACK_NO_THREAD)
        return stack_builder_thread(builder, text, from->names[old->thread].raw);
    if (stack_builder_find_frame(builder, text, &known))
        return known;
    const struct function *function = &from->functions[old->function];
    struct frame_parts parts = {from->names[function->file].raw, from->names[function->name].raw,
                                function->line, old->line};
    return stack_builder_add_frame(builder, text, &parts);
}

void stack_builder_take(struct stack_builder *builder, const struct profile *from)
{
    const struct stacks *stacks = &from->stacks;
    uint32_t *frames = memory_new(stacks->frame_count, sizeof *frames);
    uint32_t *place = memory_new(stacks->count, sizeof *place);
    for (uint32_t i = 0; i < stacks->frame_count; i++)
        frames[i] = stack_builder_take_frame(builder, from, i);
    for (uint32_t i = 0; i < stacks->count; i++) {
        const struct stack *stack = &stacks->items[i];
        if (i)
            place[i] = stack_builder_push(builder, place[stack->caller], frames[stack->frame]);
        stack_builder_weigh(builder, place[i], stack->own, stack->samples);
    }
    free(frames);
    free(place);
}

static uint32_t new_stack(struct stack_builder *builder, uint32_t caller, uint32_t frame)
{
    struct stacks *stacks = &builder->stacks;
    if (stacks->count == UINT32_MAX - 1)
        memory_die();
    stacks->items = memory_grow(stacks->items, &builder->stack_room, (size_t)stacks->count + 1,
                                sizeof *stacks->items);
    stacks->items[stacks->count] = (struct stack){.caller = caller, .frame = frame};
    return stacks->count++;
}

uint32_t stack_builder_push(struct stack_builder *builder, uint32_t caller, uint32_t frame)
{
    uint32_t index = intern_pairs_add(&builder->pushed, caller, frame) + 1;
    return index < builder->stacks.count ? index : new_stack(builder, caller, frame);
}

void stack_builder_weigh(struct stack_builder *builder, uint32_t stack, double cost,
                         int64_t samples)
{
    struct stack *item = &builder->stacks.items[stack];
    item->own = profile_add_times(item->own, cost);
    item->samples = profile_add_counts(item->samples, samples);
}

static void free_tables(struct stack_builder *builder)
{
    free(builder->frame_of);
    intern_pairs_free(&builder->pushed);
    *builder = (struct stack_builder){0};
}

/* Whether the stacks are of more than one thread. */
static bool has_threads(const struct stacks *stacks)
{
    uint32_t first = STACK_NO_THREAD;
    for (uint32_t i = 1; i < stacks->count; i++) {
        uint32_t thread = stacks->frames[stacks->items[i].frame].thread;
        if (thread == STACK_NO_THREAD || thread == first)
            continue;
        if (first != STACK_NO_THREAD)
            return true;
        first = thread;
    }
    return false;
}

static uint32_t thread_function(struct builder *builder, uint32_t thread, struct buf *name)
{
    buf_cut(name, 0);
    buf_text(name, "thread ");
    buf_str(name, builder->profile.names[thread].raw);
    uint32_t file = builder_name(builder, (struct str){0});
    return builder_function(builder, file, 0, builder_name(builder, buf_slice(name)), false);
}

static void name_threads(struct builder *builder, struct stacks *stacks)
{
    struct buf name = {0};
    for (uint32_t i = 0; i < stacks->frame_count; i++)
        if (stacks->frames[i].thread != STACK_NO_THREAD)
            stacks->frames[i].function = thread_function(builder, stacks->frames[i].thread, &name);
    buf_free(&name);
}

struct profile stack_builder_finish(struct stack_builder *builder, const struct unit *unit)
{
    struct stacks stacks = builder->stacks;
    struct builder functions = builder->builder;
    free_tables(builder);
    if (has_threads(&stacks))
        name_threads(&functions, &stacks);
    functions.profile.stacks = stacks;
    functions.profile.unit = *unit;
    functions.profile.sampled = true;
    stack_costs_add(&functions);
    return builder_finish(&functions);
}

void stack_builder_drop(struct stack_builder *builder)
{
    builder->builder.profile.stacks = builder->stacks;
    builder_drop(&builder->builder);
    free_tables(builder);
}
