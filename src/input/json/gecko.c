#include "input/json/gecko.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "input/json/gecko_table.h"
#include "input/frame_text.h"
#include "input/plain_frame.h"

/* Threads may share one table of stacks, of which each makes stacks of its own: files are refused
   in which few bytes stand for more than so many stacks a byte. */
enum { STACKS_A_BYTE = 8 };

/* What is known of an entry in one of the file's tables; of other tables if `tables` differs. */
struct known {
    uint32_t index; /* in the builder */
    uint32_t epoch; /* of the reader, when it was found; 0: never */
};

struct reader {
    struct stack_builder builder;
    struct error *error;
    struct buf scratch;
    const json_t *root;
    struct gecko_tables tables;
    struct known *frames, *stacks; /* by index in the tables */
    size_t frame_room, stack_room;
    uint32_t frame_epoch, stack_epoch;
    uint32_t *path; /* stacks on the way to one that is known */
    size_t path_room;
    uint64_t stacks_left;
    size_t thread; /* that is being read */
    uint32_t thread_stack;
    bool has_unit;
    struct unit unit;
    double scale;
    double gap; /* mean milliseconds between two samples of the thread with most of them */
    size_t most_samples;
};

bool gecko_begins(struct str beginning)
{
    enum { HEAD = 1 << 16 };
    return document_has_key(beginning, STR("threads")) ||
           document_has_key(beginning, STR("libs")) ||
           (document_has_key(beginning, STR("meta")) &&
            str_contains(str_first(beginning, HEAD), STR("\"interval\"")));
}

/* Makes the table as long as the file's, with nothing known. */
static struct known *make_table(struct known *table, size_t *room, size_t count)
{
    size_t before = *room;
    if (count <= before)
        return table;
    table = memory_grow(table, room, count, sizeof *table);
    memset(table + before, 0, (*room - before) * sizeof *table);
    return table;
}

static bool read_location(struct reader *reader, uint32_t i, struct frame_parts *parts)
{
    struct str text;
    const json_t *location = gecko_cell(&reader->tables.location, i);
    if (!gecko_string(&reader->tables, location, &text))
        return document_wrong(reader->error, location, "an index of a string",
                              "threads[%zu].frameTable[%" PRIu32 "].location", reader->thread, i);
    *parts = frame_text_parts(text);
    if (str_starts(parts->file, STR("in ")))
        parts->file = str_from(parts->file, 3);
    return true;
}

/* The file, else the library, of a function. */
static bool read_file(struct reader *reader, uint32_t function, struct str *file)
{
    uint32_t at;
    const struct gecko_tables *tables = &reader->tables;
    const json_t *index = gecko_cell(&tables->file, function);
    if (document_index(gecko_cell(&tables->source, function), gecko_size(&tables->source_file),
                       &at))
        index = gecko_cell(&tables->source_file, at);
    else if ((!index || json_is_null(index)) &&
             document_index(gecko_cell(&tables->resource, function),
                            gecko_size(&tables->resource_name), &at))
        index = gecko_cell(&tables->resource_name, at);
    return gecko_string(tables, index, file) ||
           document_wrong(reader->error, index, "an index of a string",
                          "threads[%zu].funcTable.fileName[%" PRIu32 "]", reader->thread, function);
}

static bool read_parts(struct reader *reader, uint32_t i, struct frame_parts *parts)
{
    uint32_t function;
    const struct gecko_tables *tables = &reader->tables;
    const json_t *index = gecko_cell(&tables->func, i);
    if (gecko_size(&tables->location))
        return read_location(reader, i, parts);
    if (!document_index(index, gecko_size(&tables->name), &function))
        return document_wrong(reader->error, index, "an index of a function",
                              "threads[%zu].frameTable.func[%" PRIu32 "]", reader->thread, i);
    const json_t *name = gecko_cell(&tables->name, function);
    if (!gecko_string(tables, name, &parts->name))
        return document_wrong(reader->error, name, "an index of a string",
                              "threads[%zu].funcTable.name[%" PRIu32 "]", reader->thread, function);
    parts->line = document_line(gecko_cell(&tables->line, i));
    return read_file(reader, function, &parts->file);
}

static bool find_frame(struct reader *reader, uint32_t i, uint32_t *frame)
{
    struct known *known = &reader->frames[i];
    struct frame_parts parts = {0};
    if (known->epoch != reader->frame_epoch) {
        if (!read_parts(reader, i, &parts))
            return false;
        *known = (struct known){plain_frame(&reader->builder, &reader->scratch, &parts),
                                reader->frame_epoch};
    }
    *frame = known->index;
    return true;
}

static bool add_stack(struct reader *reader, uint32_t caller, uint32_t i)
{
    uint32_t frame, found;
    const json_t *index = gecko_cell(&reader->tables.frame, i);
    size_t frames =
        gecko_size(reader->tables.location.list ? &reader->tables.location : &reader->tables.func);
    if (!document_index(index, frames, &frame))
        return document_wrong(reader->error, index, "an index of a frame",
                              "threads[%zu].stackTable.frame[%" PRIu32 "]", reader->thread, i);
    if (!find_frame(reader, frame, &found))
        return false;
    reader->stacks[i] =
        (struct known){stack_builder_push(&reader->builder, caller, found), reader->stack_epoch};
    return true;
}

/* Notes the stacks up to one that is known. A stack's prefix stands before it: there is no way in
   circles. */
static bool find_path(struct reader *reader, uint32_t i, size_t *length, uint32_t *known)
{
    *length = 0;
    while (reader->stacks[i].epoch != reader->stack_epoch) {
        const json_t *prefix = gecko_cell(&reader->tables.prefix, i);
        reader->path =
            memory_grow(reader->path, &reader->path_room, *length + 1, sizeof *reader->path);
        reader->path[(*length)++] = i;
        if (!prefix || json_is_null(prefix)) {
            *known = reader->thread_stack;
            return true;
        }
        if (!document_index(prefix, i, &i))
            return document_wrong(reader->error, prefix, "the index of a stack before it",
                                  "threads[%zu].stackTable.prefix[%" PRIu32 "]", reader->thread,
                                  reader->path[*length - 1]);
    }
    *known = reader->stacks[i].index;
    return true;
}

static bool find_stack(struct reader *reader, uint32_t i, uint32_t *stack)
{
    size_t length;
    uint32_t caller = 0;
    if (!find_path(reader, i, &length, &caller))
        return false;
    if (length > reader->stacks_left)
        return error_set(reader->error, ERROR_INPUT,
                         "threads[%zu]: more stacks than a file of this size can have",
                         reader->thread);
    reader->stacks_left -= length;
    while (length-- > 0) {
        uint32_t next = reader->path[length];
        if (!add_stack(reader, caller, next))
            return false;
        caller = reader->stacks[next].index;
    }
    *stack = reader->stacks[i].index;
    return true;
}

static bool read_unit(struct reader *reader, const json_t *samples)
{
    const json_t *type = json_object_get(samples, "weightType");
    struct str name = document_text(type);
    struct unit unit = {.kind = UNIT_SAMPLES};
    double scale = 1;
    if (str_equal(name, STR("tracing-ms"))) {
        unit.kind = UNIT_SECONDS;
        scale = 1e-3;
    } else if (str_equal(name, STR("bytes"))) {
        unit = (struct unit){.kind = UNIT_EVENTS, .name = "bytes"};
    } else if (type && !json_is_null(type) && !str_equal(name, STR("samples"))) {
        return document_wrong(reader->error, type, "samples, tracing-ms or bytes",
                              "threads[%zu].samples.weightType", reader->thread);
    }
    if (reader->has_unit && unit.kind != reader->unit.kind)
        return error_set(reader->error, ERROR_INPUT,
                         "threads[%zu].samples are weighed in something else than those of the "
                         "threads before: they cannot be added up",
                         reader->thread);
    reader->unit = unit;
    reader->scale = scale;
    return true;
}

static bool read_sample(struct reader *reader, const json_t *index, const json_t *given, size_t i)
{
    uint32_t at, stack = 0;
    double weight = 1;
    if (given && !json_is_null(given) && !document_cost(given, &weight))
        return document_wrong(reader->error, given, "a number from 0 on",
                              "threads[%zu].samples.weight[%zu]", reader->thread, i);
    if (!index || json_is_null(index))
        return true;
    if (!document_index(index, gecko_size(&reader->tables.frame), &at))
        return document_wrong(reader->error, index, "an index of a stack",
                              "threads[%zu].samples.stack[%zu]", reader->thread, i);
    if (!find_stack(reader, at, &stack))
        return false;
    int64_t samples = 1;
    if (reader->unit.kind == UNIT_SAMPLES)
        samples = weight < 1e18 ? (int64_t)weight : (int64_t)1e18;
    stack_builder_weigh(&reader->builder, stack, weight * reader->scale, samples);
    return true;
}

static void measure_gap(struct reader *reader, const json_t *samples, size_t count)
{
    struct gecko_column time = gecko_column(samples, "time");
    double first = json_number_value(gecko_cell(&time, 0));
    double last = count ? json_number_value(gecko_cell(&time, count - 1)) : 0;
    if (count < 2 || count <= reader->most_samples || !(last > first))
        return;
    reader->most_samples = count;
    reader->gap = (last - first) / (double)(count - 1);
}

/* Goes on to this thread's tables, and forgets what is known of others. */
static void take_tables(struct reader *reader, const json_t *thread)
{
    struct gecko_tables tables = gecko_tables(reader->root, thread);
    bool is_same = reader->frame_epoch && tables.frames == reader->tables.frames &&
                   tables.strings == reader->tables.strings;
    reader->tables = tables;
    reader->frame_epoch += !is_same;
    reader->stack_epoch++;
    size_t frames = gecko_size(&tables.location) + gecko_size(&tables.func);
    reader->frames = make_table(reader->frames, &reader->frame_room, frames);
    reader->stacks = make_table(reader->stacks, &reader->stack_room, gecko_size(&tables.frame));
}

static uint32_t find_thread(struct reader *reader, const json_t *thread)
{
    char number[24];
    const json_t *id = json_object_get(thread, "tid");
    struct str text = document_text(id);
    if (json_is_integer(id)) {
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
        text = str_of(number);
    }
    if (!text.size)
        text = document_text_of(thread, "name");
    return stack_builder_push(&reader->builder, 0,
                              plain_frame_thread(&reader->builder, &reader->scratch, text));
}

static bool read_thread(struct reader *reader, const json_t *thread)
{
    const json_t *samples = json_object_get(thread, "samples");
    struct gecko_column stack = gecko_column(samples, "stack");
    struct gecko_column weight = gecko_column(samples, "weight");
    size_t count = gecko_size(&stack);
    if (!json_is_array(stack.list))
        return document_wrong(reader->error, stack.list, "a list", "threads[%zu].samples.stack",
                              reader->thread);
    if (!count)
        return true;
    if (!read_unit(reader, samples))
        return false;
    reader->has_unit = true;
    take_tables(reader, thread);
    measure_gap(reader, samples, count);
    reader->thread_stack = find_thread(reader, thread);
    for (size_t i = 0; i < count; i++)
        if (!read_sample(reader, gecko_cell(&stack, i), gecko_cell(&weight, i), i))
            return false;
    return true;
}

static bool read_threads(struct reader *reader)
{
    const json_t *threads = json_object_get(reader->root, "threads");
    if (!json_is_array(threads))
        return document_wrong(reader->error, threads, "a list", "threads");
    for (reader->thread = 0; reader->thread < json_array_size(threads); reader->thread++)
        if (!read_thread(reader, json_array_get(threads, reader->thread)))
            return false;
    return true;
}

/* The seconds between two samples. What Python 3.15 writes in its place is another number: there
   the samples' own times tell. */
static double find_interval(const struct reader *reader)
{
    const double millisecond = 1e-3, longest = 1e9;
    const json_t *meta = json_object_get(reader->root, "meta");
    double told = json_number_value(json_object_get(meta, "interval"));
    if (!(told > 0) || str_starts(document_text_of(meta, "importedFrom"), STR("Tachyon")))
        told = reader->gap;
    return told < longest ? told * millisecond : 0;
}

bool gecko_read(struct str bytes, struct profile *profile, struct error *error)
{
    *profile = (struct profile){0};
    json_t *root = document_parse(bytes, error);
    if (!root)
        return false;
    struct reader reader = {.builder = stack_builder_start(),
                            .error = error,
                            .root = root,
                            .stacks_left = (uint64_t)STACKS_A_BYTE * bytes.size};
    reader.unit.kind = UNIT_SAMPLES;
    bool ok = read_threads(&reader);
    if (ok && reader.unit.kind == UNIT_SAMPLES)
        reader.unit.interval = find_interval(&reader);
    if (ok)
        *profile = stack_builder_finish(&reader.builder, &reader.unit);
    else
        stack_builder_drop(&reader.builder);
    free(reader.frames);
    free(reader.stacks);
    free(reader.path);
    buf_free(&reader.scratch);
    json_decref(root);
    return ok;
}
