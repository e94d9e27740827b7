#include "input/stacks/plain_frame.h"

#include <inttypes.h>

/* What flame graphs call code that has no name. */
#define UNKNOWN STR("[unknown]")

uint32_t plain_frame(struct stack_builder *builder, struct buf *scratch,
                     const struct frame_parts *parts)
{
    uint32_t frame;
    struct frame_parts named = *parts;
    if (!named.name.size)
        named.name = UNKNOWN;
    int64_t line = named.line ? named.line : named.first_line;
    buf_cut(scratch, 0);
    buf_str(scratch, named.name);
    if (named.file.size) {
        buf_text(scratch, " (");
        buf_str(scratch, named.file);
        if (line)
            buf_format(scratch, ":%" PRId64, line);
        buf_char(scratch, ')');
    }
    struct str text = buf_slice(scratch);
    if (stack_builder_find_frame(builder, text, &frame))
        return frame;
    return stack_builder_add_frame(builder, text, &named);
}

uint32_t plain_frame_thread(struct stack_builder *builder, struct buf *scratch, struct str id)
{
    buf_cut(scratch, 0);
    buf_text(scratch, "tid:");
    buf_str(scratch, id);
    return stack_builder_thread(builder, buf_slice(scratch), id);
}
