#include "output/folded.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/text/number_text.h"
#include "python/naming.h"

/* What ends a frame, or a line, is none of a name; the thread of austin's stacks has a ';'. */
static void add_text(struct buf *out, struct str text, bool is_thread)
{
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        bool ends_frame = byte == ';' && !is_thread;
        buf_char(out, ends_frame ? ',' : byte == '\n' ? ' ' : byte);
    }
}

static void add_shown_frame(const struct profile *shown, const struct frame *frame, struct buf *out)
{
    const struct function *function = &shown->functions[frame->function];
    struct buf text = {0};
    naming_frame(shown->names[function->name].text, shown->names[function->file].text, frame->line,
                 &text);
    add_text(out, buf_slice(&text), false);
    buf_free(&text);
}

static void add_frame(const struct profile *profile, const struct profile *shown,
                      const struct frame *frame, struct buf *out)
{
    if (shown != profile)
        add_shown_frame(shown, frame, out);
    else
        add_text(out, profile->names[frame->text].text, frame->thread != STACK_NO_THREAD);
}

static void add_weight(const struct unit *unit, double weight, struct buf *out)
{
    const double whole = 9e15; /* doubles below are exact as integers */
    if (unit->kind == UNIT_SECONDS)
        weight = round(weight * 1e9) / 1e3;
    if (weight < whole && weight == floor(weight))
        buf_format(out, " %.0f\n", weight);
    else {
        buf_char(out, ' ');
        number_text_shortest(out, weight);
        buf_char(out, '\n');
    }
}

struct path {
    uint32_t *frames; /* the innermost first */
    size_t depth, room;
};

static void find_path(const struct stacks *stacks, uint32_t stack, bool only_functions,
                      struct path *path)
{
    path->depth = 0;
    for (; stack; stack = stacks->items[stack].caller) {
        uint32_t frame = stacks->items[stack].frame;
        if (only_functions && stacks->frames[frame].function == STACK_NO_FUNCTION)
            continue;
        path->frames =
            memory_grow(path->frames, &path->room, path->depth + 1, sizeof *path->frames);
        path->frames[path->depth++] = frame;
    }
}

/* Names' bytes in a frame. */
static uint64_t size_of(const struct profile *profile, const struct profile *shown,
                        const struct frame *frame)
{
    if (shown == profile)
        return profile->names[frame->text].text.size;
    if (frame->function == STACK_NO_FUNCTION)
        return 0;
    const struct function *function = &shown->functions[frame->function];
    return shown->names[function->name].text.size + shown->names[function->file].text.size;
}

/* Whether all lines together are small enough, in linear time: a stack is its caller's and more. */
static bool fits(const struct profile *profile, const struct profile *shown)
{
    const uint64_t most = UINT64_C(4) << 30; /* as much as is read */
    const struct stacks *stacks = &profile->stacks;
    uint64_t *sizes = memory_new(stacks->count, sizeof *sizes), all = 0;
    for (uint32_t i = 1; i < stacks->count && all <= most; i++) {
        const struct stack *stack = &stacks->items[i];
        sizes[i] =
            sizes[stack->caller] + 1 + size_of(profile, shown, &stacks->frames[stack->frame]);
        all += stack->own > 0 ? sizes[i] : 0;
    }
    free(sizes);
    return all <= most;
}

bool folded_stacks_write(const struct profile *profile, const struct profile *shown,
                         struct buf *out, struct error *error)
{
    const struct stacks *stacks = &profile->stacks;
    struct path path = {0};
    if (!fits(profile, shown))
        return error_set(error, ERROR_INPUT,
                         "folded stacks, each with all its frames, would take more than 4 GiB");
    for (uint32_t i = 1; i < stacks->count; i++) {
        if (!(stacks->items[i].own > 0))
            continue;
        find_path(stacks, i, shown != profile, &path);
        while (path.depth-- > 0) {
            add_frame(profile, shown, &stacks->frames[path.frames[path.depth]], out);
            if (path.depth)
                buf_char(out, ';');
        }
        add_weight(&profile->unit, stacks->items[i].own, out);
    }
    free(path.frames);
    return true;
}
