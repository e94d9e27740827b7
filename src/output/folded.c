#include "output/folded.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"

static void add_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        bool is_blank = byte == '\n' || byte == '\t';
        buf_char(out, byte == ';' ? ',' : is_blank ? ' ' : byte);
    }
}

static void add_frame(struct buf *out, const struct profile *profile, uint32_t index)
{
    const struct function *function = &profile->functions[index];
    add_text(out, profile->names[function->name].text);
    if (function->line == 0)
        return;
    buf_text(out, " (");
    add_text(out, profile->names[function->file].text);
    buf_format(out, ":%" PRId64 ")", function->line);
}

/* How many nanoseconds, or what takes their place, a second has. */
static double find_scale(const struct tree *tree)
{
    const double most = 9e18, whole = tree->blocks[0].weight;
    return whole > most / 1e9 ? most / whole : 1e9;
}

void folded_write(const struct profile *profile, const struct tree *tree, struct buf *out)
{
    double scale = find_scale(tree), sum = 0;
    uint64_t written = 0;
    struct buf stack = {0};
    size_t *ends = memory_new((size_t)tree->count + 1, sizeof *ends); /* of the stack, by depth */
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct block *block = &tree->blocks[i];
        buf_cut(&stack, ends[block->depth - 1]);
        if (block->depth > 1)
            buf_char(&stack, ';');
        add_frame(&stack, profile, block->function);
        ends[block->depth] = stack.size;
        sum += block->own + block->cut;
        uint64_t due = (uint64_t)(sum * scale + 0.5) - written;
        if (due == 0)
            continue;
        written += due;
        buf_str(out, buf_slice(&stack));
        buf_format(out, " %" PRIu64 "\n", due);
    }
    free(ends);
    buf_free(&stack);
}
