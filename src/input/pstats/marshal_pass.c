#include "input/pstats/marshal_pass.h"

#include "base/memory.h"
#include "input/pstats/marshal_object.h"

enum { DEPTH_LIMIT = 2000 }; /* CPython's */

/* A container whose children are being passed over. */
struct marshal_frame {
    uint8_t kind;
    bool trailing;  /* code: past the first line */
    bool has_kinds; /* code: the layout of 3.11 and later */
    uint32_t left;  /* tuple, set: children; code: objects of this part */
    uint32_t code;  /* index of the code object */
    uint32_t slot;  /* to be filled when it is complete; 0: none */
};

static bool push(struct marshal *marshal, size_t *depth, const struct marshal_value *value)
{
    if (*depth == DEPTH_LIMIT)
        return error_at(marshal->error, value->offset, "nested deeper than %d", DEPTH_LIMIT);
    marshal->frames =
        memory_grow(marshal->frames, &marshal->frame_room, *depth + 1, sizeof *marshal->frames);
    bool is_code = value->kind == MARSHAL_CODE;
    marshal->frames[(*depth)++] =
        (struct marshal_frame){.kind = (uint8_t)value->kind,
                               .left = is_code ? MARSHAL_CODE_OBJECTS : value->count,
                               .code = value->count,
                               .slot = value->slot};
    return true;
}

/* Notes what a child tells of its code object: its fifth object is bytes from 3.11 on, and then
   file and name stand one place earlier. */
static void note_code_part(struct marshal *marshal, struct marshal_frame *frame,
                           const struct marshal_value *child)
{
    uint32_t part = MARSHAL_CODE_OBJECTS - frame->left;
    struct marshal_code *code = &marshal->codes[frame->code];
    if (part == 4)
        frame->has_kinds = child->kind == MARSHAL_BYTES;
    bool is_text = child->kind >= MARSHAL_BYTES && child->kind <= MARSHAL_LATIN;
    uint32_t file = frame->has_kinds ? 5 : 6;
    if (is_text && part == file)
        code->file = child->text;
    if (is_text && part == file + 1)
        code->name = child->text;
}

/* Whether a frame has all its children. A code object's second part follows its first line. */
static bool frame_done(struct marshal *marshal, struct marshal_frame *frame, bool *done)
{
    *done = frame->kind != MARSHAL_DICT && frame->left == 0;
    if (!*done || frame->kind != MARSHAL_CODE || frame->trailing)
        return true;
    int32_t line;
    if (!marshal_int32(marshal, &line, "first line of a code object"))
        return false;
    marshal->codes[frame->code].line = line;
    frame->trailing = true;
    frame->left = frame->has_kinds ? 2 : 1;
    *done = false;
    return true;
}

static void complete(struct marshal *marshal, const struct marshal_frame *frame)
{
    if (frame->slot)
        marshal->slots[frame->slot - 1].filled = true;
}

static bool end_mark(struct marshal *marshal, struct marshal_frame *frame,
                     const struct marshal_value *child)
{
    if (frame->kind == MARSHAL_DICT)
        return true;
    return error_at(marshal->error, child->offset, "end mark inside %s",
                    marshal_kind_name((enum marshal_kind)frame->kind));
}

/* Reads one child of the innermost frame, and opens a frame for it if it has children itself. What
   it refers to is not read again. */
static bool pass_child(struct marshal *marshal, size_t *depth)
{
    struct marshal_frame *frame = &marshal->frames[*depth - 1];
    struct marshal_value child;
    if (!marshal_object(marshal, &child))
        return false;
    if (child.kind == MARSHAL_NULL) {
        (*depth)--;
        return end_mark(marshal, frame, &child);
    }
    if (frame->kind == MARSHAL_CODE && !frame->trailing)
        note_code_part(marshal, frame, &child);
    if (frame->kind != MARSHAL_DICT)
        frame->left--;
    if (child.referred) {
        marshal_resume(marshal, &child);
        return true;
    }
    bool opens = marshal_is_container(child.kind) || (child.kind == MARSHAL_CODE && child.begin);
    return !opens || push(marshal, depth, &child);
}

bool marshal_pass(struct marshal *marshal, const struct marshal_value *value)
{
    size_t depth = 0;
    if (!push(marshal, &depth, value))
        return false;
    while (depth) {
        struct marshal_frame *frame = &marshal->frames[depth - 1];
        bool done;
        if (!frame_done(marshal, frame, &done))
            return false;
        if (done) {
            complete(marshal, frame);
            depth--;
        } else if (!pass_child(marshal, &depth)) {
            return false;
        }
    }
    return true;
}
