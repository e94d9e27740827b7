#include "input/stacks/collapsed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/decoder.h"
#include "base/memory.h"
#include "base/search.h"
#include "input/frame_text.h"
#include "input/stacks/collapsed_line.h"
#include "model/stack_builder.h"

/* Deeper than any interpreter goes; a file without newlines ends here. */
#define LINE_LIMIT ((size_t)64 << 20)

/* A frame of the line before, which the next line may begin with as well. */
struct step {
    size_t end; /* of the frame's text in the line */
    uint32_t stack;
};

/* A frame that was met lately: most are met again soon. */
struct recent {
    struct str text; /* in the builder's names */
    uint32_t frame;
};

enum { RECENT = 1 << 12 };

struct collapsed {
    struct stack_builder builder;
    struct decoder decoder;
    struct buf rest;       /* of a line that goes on in the next piece */
    struct buf before;     /* the frames of the line before */
    struct recent *recent; /* RECENT of them */
    struct step *steps;
    size_t depth, step_room;
    uint64_t lines, stacks;
    bool is_austin, is_of_memory; /* a line is a sample then */
};

static void *new_reader(void)
{
    struct collapsed *reader = memory_new(1, sizeof *reader);
    reader->builder = stack_builder_start();
    reader->recent = memory_new(RECENT, sizeof *reader->recent);
    return reader;
}

static void free_reader(struct collapsed *reader)
{
    decoder_free(&reader->decoder);
    buf_free(&reader->rest);
    buf_free(&reader->before);
    free(reader->recent);
    free(reader->steps);
    free(reader);
}

static void drop(void *argument)
{
    struct collapsed *reader = argument;
    stack_builder_drop(&reader->builder);
    free_reader(reader);
}

static size_t common_prefix(struct str a, struct str b)
{
    size_t most = a.size < b.size ? a.size : b.size;
    size_t size = 0;
    while (size + 8 <= most && memcmp(a.data + size, b.data + size, 8) == 0)
        size += 8;
    while (size < most && a.data[size] == b.data[size])
        size++;
    return size;
}

struct prefix {
    const struct collapsed *reader;
    size_t size; /* bytes */
};

static bool ends_within(const void *context, size_t index)
{
    const struct prefix *prefix = context;
    return prefix->reader->steps[index].end <= prefix->size;
}

/* How many frames this line and the one before begin with. */
static size_t shared_depth(const struct collapsed *reader, struct str frames)
{
    struct prefix shared = {reader, common_prefix(frames, buf_slice(&reader->before))};
    size_t depth = search_place(reader->depth, ends_within, &shared);
    if (depth && reader->steps[depth - 1].end < frames.size &&
        frames.data[reader->steps[depth - 1].end] != ';')
        depth--;
    return depth;
}

static uint32_t find_frame(struct collapsed *reader, struct str text)
{
    uint32_t frame;
    if (stack_builder_find_frame(&reader->builder, text, &frame))
        return frame;
    struct frame_parts parts = frame_text_parts(text);
    return stack_builder_add_frame(&reader->builder, text, &parts);
}

/* Where a text is kept if it was met lately. Not all of it is looked at: texts that differ in the
   middle only take turns. */
static struct recent *recent_place(struct collapsed *reader, struct str text)
{
    uint64_t head = 0, tail = 0;
    memcpy(&head, text.data, sizeof head);
    memcpy(&tail, text.data + text.size - sizeof tail, sizeof tail);
    uint64_t hash = (head ^ (tail << 32 | tail >> 32) ^ text.size) * UINT64_C(0x9fb21c651e98df25);
    return &reader->recent[(hash ^ hash >> 29) * UINT64_C(0xbf58476d1ce4e5b9) >> 52];
}

static uint32_t frame_of(struct collapsed *reader, struct str text)
{
    if (text.size < sizeof(uint64_t))
        return find_frame(reader, text);
    struct recent *recent = recent_place(reader, text);
    if (!str_equal(recent->text, text)) {
        recent->frame = find_frame(reader, text);
        uint32_t name = reader->builder.stacks.frames[recent->frame].text;
        recent->text = reader->builder.builder.profile.names[name].raw;
    }
    return recent->frame;
}

static void add_step(struct collapsed *reader, size_t end, uint32_t frame)
{
    uint32_t caller = reader->depth ? reader->steps[reader->depth - 1].stack : 0;
    reader->steps =
        memory_grow(reader->steps, &reader->step_room, reader->depth + 1, sizeof *reader->steps);
    reader->steps[reader->depth++] =
        (struct step){end, stack_builder_push(&reader->builder, caller, frame)};
}

/* Where the frames begin that are not known yet from the line before. */
static size_t start_of_line(struct collapsed *reader, struct str frames)
{
    struct str id;
    reader->depth = shared_depth(reader, frames);
    if (reader->depth)
        return reader->steps[reader->depth - 1].end + 1;
    size_t thread = frame_text_thread(frames, &id);
    if (!thread)
        return 0;
    reader->is_austin |= frames.data[0] == 'P';
    add_step(reader, thread, stack_builder_thread(&reader->builder, str_first(frames, thread), id));
    return thread + 1;
}

/* The stack of these frames. */
static uint32_t find_stack(struct collapsed *reader, struct str frames)
{
    size_t start = start_of_line(reader, frames);
    while (start <= frames.size) {
        struct str left = str_from(frames, start);
        struct str text = str_first(left, str_find(left, ';'));
        add_step(reader, start + text.size, frame_of(reader, text));
        start += text.size + 1;
    }
    buf_cut(&reader->before, 0);
    buf_str(&reader->before, frames);
    return reader->steps[reader->depth - 1].stack;
}

/* austin says "# mode: wall" where weights are microseconds, "# mode: memory" where they are bytes.
 */
static void read_comment(struct collapsed *reader, struct str text)
{
    if (!str_starts(text, STR(" mode:")))
        return;
    reader->is_austin = true;
    reader->is_of_memory = str_contains(text, STR("mem"));
}

static bool bad_line(const struct collapsed *reader, const struct error *reason,
                     struct error *error)
{
    return error_set(error, ERROR_INPUT, "line %" PRIu64 ": %.400s", reader->lines,
                     reason->message);
}

/* Far deeper than any program's stack: each frame of a new stack takes memory. */
enum { DEPTH_LIMIT = 1 << 20 };

static bool is_too_deep(struct str frames)
{
    size_t depth = 1;
    for (size_t i = 0; frames.size > DEPTH_LIMIT && i < frames.size; i++)
        depth += frames.data[i] == ';';
    return depth > DEPTH_LIMIT;
}

static bool read_line(struct collapsed *reader, struct str text, struct error *error)
{
    struct error reason = {0};
    reader->lines++;
    struct collapsed_line line = collapsed_line(text, &reason);
    if (line.kind == COLLAPSED_BAD)
        return bad_line(reader, &reason, error);
    if (line.kind == COLLAPSED_COMMENT)
        read_comment(reader, line.frames);
    if (line.kind != COLLAPSED_STACK)
        return true;
    if (is_too_deep(line.frames))
        return error_set(error, ERROR_INPUT,
                         "line %" PRIu64 ": a stack of more than %d frames; is this no profile?",
                         reader->lines, DEPTH_LIMIT);
    struct str frames = frame_text_without_processes(line.frames);
    if (line.frames.size && !frames.size)
        return true; /* a process without a Python frame */
    uint32_t stack = find_stack(reader, frames);
    int64_t samples = reader->is_austin ? 1 : line.samples;
    stack_builder_weigh(&reader->builder, stack, line.weight, samples);
    reader->stacks++;
    return true;
}

static bool keep_rest(struct collapsed *reader, struct str rest, struct error *error)
{
    buf_str(&reader->rest, rest);
    return reader->rest.size <= LINE_LIMIT ||
           error_set(error, ERROR_INPUT, "line %" PRIu64 " is longer than %zu MB: no stack is",
                     reader->lines + 1, LINE_LIMIT >> 20);
}

static bool read_lines(struct collapsed *reader, struct str text, struct error *error)
{
    while (text.size) {
        size_t end = str_find(text, '\n');
        if (end == text.size)
            return keep_rest(reader, text, error);
        struct str line = str_first(text, end);
        if (reader->rest.size) {
            if (!keep_rest(reader, line, error))
                return false;
            line = buf_slice(&reader->rest);
        }
        if (!read_line(reader, line, error))
            return false;
        buf_cut(&reader->rest, 0);
        text = str_from(text, end + 1);
    }
    return true;
}

static bool feed(void *argument, struct str piece, struct error *error)
{
    struct collapsed *reader = argument;
    return read_lines(reader, decoder_next(&reader->decoder, piece), error);
}

/* The file's last line, if no newline ends it. Profilers that are killed leave half a line. */
static bool read_last(struct collapsed *reader, uint64_t *cut, struct error *error)
{
    if (!read_lines(reader, decoder_end(&reader->decoder), error))
        return false;
    if (!reader->rest.size || read_line(reader, buf_slice(&reader->rest), error))
        return true;
    *cut = 1;
    return reader->stacks > 0;
}

/* Turns counts into the unit that they are of. */
static struct unit find_unit(struct collapsed *reader)
{
    struct unit unit = {.kind = UNIT_SAMPLES};
    if (!reader->is_austin)
        return unit;
    if (reader->is_of_memory)
        return (struct unit){.kind = UNIT_EVENTS, .name = "bytes"};
    const double microsecond = 1e-6;
    for (uint32_t i = 0; i < reader->builder.stacks.count; i++)
        reader->builder.stacks.items[i].own *= microsecond;
    return (struct unit){.kind = UNIT_SECONDS};
}

static bool finish_reading(void *argument, struct profile *profile, struct error *error)
{
    struct collapsed *reader = argument;
    uint64_t cut = 0;
    *profile = (struct profile){0};
    if (!read_last(reader, &cut, error)) {
        drop(reader);
        return false;
    }
    *error = (struct error){0};
    struct unit unit = find_unit(reader);
    *profile = stack_builder_finish(&reader->builder, &unit);
    profile->repairs.cut_short = cut;
    free_reader(reader);
    return true;
}

const struct input_stream collapsed_stream = {new_reader, feed, finish_reading, drop};
