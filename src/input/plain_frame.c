#include "input/plain_frame.h"

#include <inttypes.h>

#include "model/builder.h"

/* What flame graphs call code that has no name. */
#define UNKNOWN STR("[unknown]")

/* Writes "name (file:line)" into the empty buffer. */
static void write_frame(const struct frame_parts *parts, struct buf *out)
{
    int64_t line = parts->line ? parts->line : parts->first_line;
    buf_str(out, parts->name);
    if (!parts->file.size)
        return;
    buf_text(out, " (");
    buf_str(out, parts->file);
    if (line)
        buf_format(out, ":%" PRId64, line);
    buf_char(out, ')');
}

uint32_t plain_frame(struct stack_builder *builder, struct buf *scratch,
                     const struct frame_parts *parts)
{
    uint32_t frame;
    struct buf name = {0}, file = {0};
    struct frame_parts named = *parts;
    named.name = named.name.size ? builder_bounded(named.name, &name) : UNKNOWN;
    named.file = builder_bounded(named.file, &file);
    buf_cut(scratch, 0);
    write_frame(&named, scratch);
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
