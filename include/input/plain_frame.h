#ifndef PROF2DOT_PLAIN_FRAME_H
#define PROF2DOT_PLAIN_FRAME_H

#include "base/buf.h"
#include "model/stack_builder.h"

/* Frames of formats that give a frame's parts and no text for it. */

/* The index of the frame of these parts, which is added when seen first, with the text
   "name (file:line)", as far as the parts are known. `scratch` is room for it. */
uint32_t plain_frame(struct stack_builder *builder, struct buf *scratch,
                     const struct frame_parts *parts);

/* The index of the frame of the thread `id`, with the text "tid:<id>". */
uint32_t plain_frame_thread(struct stack_builder *builder, struct buf *scratch, struct str id);

#endif
