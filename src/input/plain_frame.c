#include "input/plain_frame.h"

#include "model/builder.h"
#include "python/naming.h"

/* What flame graphs call code that has no name. */
#define UNKNOWN STR("[unknown]")

uint32_t plain_frame(struct stack_builder *builder, struct buf *scratch,
                     const struct frame_parts *parts)
{
    uint32_t frame;
    struct buf name = {0}, file = {0};
    struct frame_parts named = *parts;
    named.name = named.name.size ? builder_bounded(named.name, &name) : UNKNOWN;
    named.file = builder_bounded(named.file, &file);
    buf_cut(scratch, 0);
    naming_frame(named.name, named.file, named.line ? named.line : named.first_line, scratch);
    struct str text = buf_slice(scratch);
    if (!stack_builder_find_frame(builder, text, &frame))
        frame = stack_builder_add_frame(builder, text, &named);
    buf_free(&name);
    buf_free(&file);
    return frame;
}

uint32_t plain_frame_thread(struct stack_builder *builder, struct buf *scratch, struct str id)
{
    buf_cut(scratch, 0);
    buf_text(scratch, "tid:");
    buf_str(scratch, id);
    return stack_builder_thread(builder, buf_slice(scratch), id);
}
