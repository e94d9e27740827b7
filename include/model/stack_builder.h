#ifndef PROF2DOT_STACK_BUILDER_H
#define PROF2DOT_STACK_BUILDER_H

#include "base/hash/intern.h"
#include "model/builder.h"
#include "model/stacks.h"

/* A profile being put together of sampled stacks. Start from stack_builder_start; end with
   stack_builder_finish or stack_builder_drop. In between, `builder` may be used for names and
   functions, not for calls. */
struct stack_builder {
    struct builder builder;
    struct stacks stacks; /* arrays grow; items[0] is the empty stack */
    size_t frame_room, stack_room;
    uint32_t *frame_of; /* by name: the frame of this text, plus one; then that of a thread */
    size_t frame_of_room;
    uint32_t frame_of_count;    /* names that frame_of knows of */
    struct intern_pairs pushed; /* caller and frame of each stack but the empty one */
};

/* What a frame's text says. */
struct frame_parts {
    struct str file;    /* empty where it is not known */
    struct str name;    /* of the function */
    int64_t first_line; /* of the function's definition, where the format tells that; else 0 */
    int64_t line;       /* that was being executed; 0: not known */
};

struct stack_builder stack_builder_start(void);

/* Whether a frame of this text was added before: then its index is in *frame. */
bool stack_builder_find_frame(struct stack_builder *builder, struct str text, uint32_t *frame);

/* Adds a frame of this text, which has none yet (stack_builder_find_frame); returns its index. The
   text is what -T folded writes; of formats that have none, "name (file:line)", or the bare name
   where the file is not known. Frames are of one function if file, name and first line are equal.
 */
uint32_t stack_builder_add_frame(struct stack_builder *builder, struct str text,
                                 const struct frame_parts *parts);

/* The index of the frame that stands for the thread `id`; `text` is as above ("tid:4242"). To be
   the first frame of stacks only. It becomes a function "thread <id>" where there are several
   threads. */
uint32_t stack_builder_thread(struct stack_builder *builder, struct str text, struct str id);

/* The index of the frame that is the same as one of another profile; added when seen first. */
uint32_t stack_builder_take_frame(struct stack_builder *builder, const struct profile *from,
                                  uint32_t frame);

/* Adds all stacks of another profile, in the same unit, with their weights. */
void stack_builder_take(struct stack_builder *builder, const struct profile *from);

/* The index of the stack `caller` (0: the empty one) with `frame` on top; added when seen first. */
uint32_t stack_builder_push(struct stack_builder *builder, uint32_t caller, uint32_t frame);

/* Adds samples and their cost, which is finite and not negative, in the unit that is given at the
   end, to a stack. */
void stack_builder_weigh(struct stack_builder *builder, uint32_t stack, double cost,
                         int64_t samples);

/* Makes the profile whole. From the stacks come: functions' own and inclusive cost, samples on top
   and anywhere, each counted once a stack; calls, a pair of neighbours counted once a stack; costs
   of lines. In time and memory linear in stacks and frames. The result is the caller's to free; the
   builder is empty afterwards. */
struct profile stack_builder_finish(struct stack_builder *builder, const struct unit *unit);

/* Throws away what was built. */
void stack_builder_drop(struct stack_builder *builder);

#endif
