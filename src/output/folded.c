#include "output/folded.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/memory.h"
#include "python/naming.h"

/* What frames are called, each worked out when it is first met. */
struct frames {
    const struct profile *profile;
    struct arena arena;
    struct str *names; /* of each function; no data: not met yet */
};

static struct str name_frame(struct frames *frames, uint32_t index)
{
    const struct profile *profile = frames->profile;
    const struct function *function = &profile->functions[index];
    struct buf text = {0};
    naming_frame(profile->names[function->name].text, profile->names[function->file].text,
                 function->line, &text);
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        bool is_blank = byte == '\n' || byte == '\t';
        text.data[i] = byte == ';' ? ',' : is_blank ? ' ' : byte;
    }
    struct str name = arena_copy(&frames->arena, buf_slice(&text));
    buf_free(&text);
    return name;
}

static void add_frame(struct buf *out, struct frames *frames, uint32_t index)
{
    struct str *name = &frames->names[index];
    if (!name->data)
        *name = name_frame(frames, index);
    buf_str(out, *name);
}

/* How many nanoseconds a second has, or what takes their place. */
static double find_scale(const struct profile *profile, const struct tree *tree)
{
    const double most = 9e18, whole = tree->blocks[0].weight;
    double scale = profile->unit.kind == UNIT_SECONDS ? 1e9 : 1;
    return whole > most / scale ? most / whole : scale;
}

/* Times are rounded so that what is written up to here is right as a whole. */
struct sum {
    double scale, exact;
    uint64_t written;
};

static uint64_t add_time(struct sum *sum, double seconds)
{
    sum->exact = profile_add_times(sum->exact, seconds);
    uint64_t due = (uint64_t)(sum->exact * sum->scale + 0.5);
    uint64_t more = due > sum->written ? due - sum->written : 0;
    sum->written += more;
    return more;
}

/* Appends what a stack spends, and with a frame below it what is known of it as `what` only. */
static void add_line(struct buf *out, struct buf *stack, const char *what, uint64_t time)
{
    size_t end = stack->size;
    if (time == 0)
        return;
    if (what && end)
        buf_char(stack, ';');
    if (what)
        buf_text(stack, what);
    buf_str(out, buf_slice(stack));
    buf_format(out, " %" PRIu64 "\n", time);
    buf_cut(stack, end);
}

static void add_block(struct buf *out, struct buf *stack, const struct block *block,
                      struct sum *sum)
{
    add_line(out, stack, NULL, add_time(sum, block->own));
    add_line(out, stack, "[not in the file]", add_time(sum, block->gap));
    add_line(out, stack, "(cut)", add_time(sum, block->cut));
}

void folded_write(const struct profile *profile, const struct tree *tree, struct buf *out)
{
    struct sum sum = {.scale = find_scale(profile, tree)};
    struct frames frames = {.profile = profile,
                            .names = memory_new(profile->function_count, sizeof(struct str))};
    struct buf stack = {0};
    size_t *ends = memory_new((size_t)tree->count + 1, sizeof *ends); /* of the stack, by depth */
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        if (i) {
            buf_cut(&stack, ends[block->depth - 1]);
            if (block->depth > 1)
                buf_char(&stack, ';');
            add_frame(&stack, &frames, block->function);
        }
        ends[block->depth] = stack.size;
        add_block(out, &stack, block, &sum);
    }
    free(ends);
    free(frames.names);
    arena_free(&frames.arena);
    buf_free(&stack);
}
