#include "input/stacks/tachyon_samples.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "input/plain_frame.h"

enum encoding { REPEAT, FULL, SUFFIX, POP_PUSH };

/* What the next record of a thread refers to. */
struct thread {
    uint64_t id;
    uint32_t interpreter;
    uint32_t frame;  /* that stands for the thread */
    uint32_t *steps; /* stacks of its last sample, the shortest first */
    size_t depth, room;
};

struct reader {
    struct tachyon_bytes *in;
    struct stack_builder *builder;
    const uint32_t *frames;
    uint32_t frame_count;
    struct thread *threads;
    size_t thread_count, thread_room;
    uint32_t first_thread; /* the first thread's frame in the builder; others follow */
    uint32_t *pushed;      /* frames of a record, the innermost first */
    size_t pushed_room;
    struct buf scratch;
    uint64_t samples;
};

static struct thread *add_thread(struct reader *reader, uint64_t id, uint32_t interpreter,
                                 uint32_t frame)
{
    reader->threads = memory_grow(reader->threads, &reader->thread_room, reader->thread_count + 1,
                                  sizeof *reader->threads);
    reader->threads[reader->thread_count] =
        (struct thread){.id = id, .interpreter = interpreter, .frame = frame};
    return &reader->threads[reader->thread_count++];
}

static struct thread *find_thread(struct reader *reader, uint64_t id, uint32_t interpreter)
{
    char text[48];
    int size = interpreter ? snprintf(text, sizeof text, "%" PRIu64 "/%" PRIu32, id, interpreter)
                           : snprintf(text, sizeof text, "%" PRIu64, id);
    uint32_t frame =
        plain_frame_thread(reader->builder, &reader->scratch, (struct str){text, (size_t)size});
    size_t index = frame - reader->first_thread;
    if (index < reader->thread_count)
        return &reader->threads[index];
    return add_thread(reader, id, interpreter, frame);
}

/* Most records are of the thread that the one before was of. */
static struct thread *take_thread(struct reader *reader, struct thread *last, uint64_t id,
                                  uint32_t interpreter)
{
    if (last && last->id == id && last->interpreter == interpreter)
        return last;
    return find_thread(reader, id, interpreter);
}

static void weigh(struct reader *reader, const struct thread *thread, uint64_t samples)
{
    reader->samples += samples;
    if (thread->depth)
        stack_builder_weigh(reader->builder, thread->steps[thread->depth - 1], (double)samples,
                            (int64_t)samples);
}

/* Each sample has its time, of which nothing is kept, and the thread's state. */
static bool pass_sample(struct tachyon_bytes *in)
{
    uint64_t ignored;
    return tachyon_varint(in, UINT64_MAX, &ignored) && tachyon_fixed(in, 1, &ignored);
}

static bool read_repeat(struct reader *reader, const struct thread *thread)
{
    uint64_t count;
    size_t start = reader->in->at;
    if (!tachyon_varint(reader->in, UINT32_MAX, &count))
        return false;
    if (count > tachyon_left(reader->in) / 2)
        return tachyon_wrong(reader->in, start, "a run of %" PRIu64 " samples, %zu bytes are left",
                             count, tachyon_left(reader->in));
    for (uint64_t i = 0; i < count; i++)
        if (!pass_sample(reader->in))
            return false;
    weigh(reader, thread, count);
    return true;
}

/* Frames in a stack. Python gives up far before; each frame costs memory in all that follows. */
enum { DEPTH_LIMIT = 1000000 };

static void push(struct reader *reader, struct thread *thread, uint32_t frame)
{
    uint32_t caller = thread->depth ? thread->steps[thread->depth - 1]
                                    : stack_builder_push(reader->builder, 0, thread->frame);
    thread->steps =
        memory_grow(thread->steps, &thread->room, thread->depth + 1, sizeof *thread->steps);
    thread->steps[thread->depth++] = stack_builder_push(reader->builder, caller, frame);
}

/* Frames that a stack begins with on the inner side. */
static bool push_frames(struct reader *reader, struct thread *thread)
{
    uint64_t count, index;
    size_t start = reader->in->at;
    if (!tachyon_varint(reader->in, UINT32_MAX, &count))
        return false;
    if (count > tachyon_left(reader->in))
        return tachyon_wrong(reader->in, start, "a stack of %" PRIu64 " frames, %zu bytes are left",
                             count, tachyon_left(reader->in));
    reader->pushed =
        memory_grow(reader->pushed, &reader->pushed_room, count + 1, sizeof *reader->pushed);
    for (uint64_t i = 0; i < count; i++) {
        start = reader->in->at;
        if (!tachyon_varint(reader->in, UINT64_MAX, &index))
            return false;
        if (index >= reader->frame_count)
            return tachyon_wrong(reader->in, start, "frame %" PRIu64 ", the file has %" PRIu32,
                                 index, reader->frame_count);
        reader->pushed[i] = reader->frames[index];
    }
    if (count + thread->depth > DEPTH_LIMIT)
        return tachyon_wrong(reader->in, start, "a stack of more than %d frames", DEPTH_LIMIT);
    while (count-- > 0)
        push(reader, thread, reader->pushed[count]);
    weigh(reader, thread, 1);
    return true;
}

/* The outer frames that a stack has in common with the one before. */
static bool keep_frames(struct reader *reader, struct thread *thread, enum encoding encoding)
{
    uint64_t count;
    size_t start = reader->in->at;
    if (encoding == FULL) {
        thread->depth = 0;
        return true;
    }
    if (!tachyon_varint(reader->in, UINT64_MAX, &count))
        return false;
    if (count > thread->depth)
        return tachyon_wrong(reader->in, start,
                             "%" PRIu64 " frames of the stack before, which has %zu", count,
                             thread->depth);
    thread->depth = encoding == SUFFIX ? (size_t)count : thread->depth - (size_t)count;
    return true;
}

static bool read_record(struct reader *reader, struct thread **last)
{
    uint64_t id, interpreter, encoding;
    struct tachyon_bytes *in = reader->in;
    if (!tachyon_fixed(in, 8, &id) || !tachyon_fixed(in, 4, &interpreter) ||
        !tachyon_fixed(in, 1, &encoding))
        return false;
    if (encoding > POP_PUSH)
        return tachyon_wrong(in, in->at - 1, "a record of an unknown kind, %" PRIu64, encoding);
    struct thread *thread = take_thread(reader, *last, id, (uint32_t)interpreter);
    *last = thread;
    if (encoding == REPEAT)
        return read_repeat(reader, thread);
    return pass_sample(in) && keep_frames(reader, thread, (enum encoding)encoding) &&
           push_frames(reader, thread);
}

bool tachyon_samples(struct tachyon_bytes *in, struct stack_builder *builder,
                     const uint32_t *frames, uint32_t frame_count, uint64_t *samples)
{
    bool ok = true;
    struct thread *last = NULL;
    struct reader reader = {.in = in,
                            .builder = builder,
                            .frames = frames,
                            .frame_count = frame_count,
                            .first_thread = builder->stacks.frame_count};
    while (ok && tachyon_left(in))
        ok = read_record(&reader, &last);
    *samples = reader.samples;
    for (size_t i = 0; i < reader.thread_count; i++)
        free(reader.threads[i].steps);
    free(reader.threads);
    free(reader.pushed);
    buf_free(&reader.scratch);
    return ok;
}
