#include "input/json/scalene.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/search.h"
#include "input/json/scalene_source.h"
#include "input/json/scalene_stack.h"
#include "input/plain_frame.h"
#include "model/line_costs.h"

struct profiled_file {
    const char *path;
    struct scalene_source source;
};

struct reader {
    struct stack_builder builder; /* of which, without stacks, only .builder is used */
    struct error *error;
    struct buf scratch;
    struct arena arena;
    const json_t *root;
    const char *key;             /* of the stacks that are read */
    double elapsed;              /* seconds */
    struct profiled_file *files; /* by path; read when a stack names no function */
    size_t file_count;
    double samples; /* of all stacks */
    bool has_shares;
    size_t line_room;
};

bool scalene_begins(struct str beginning)
{
    return document_has_key(beginning, STR("elapsed_time_sec")) ||
           document_has_key(beginning, STR("alloc_samples")) ||
           (document_begins(beginning) && str_find(beginning, '"') == beginning.size);
}

/* Costs that stand in the file's entries of lines. */
static bool read_percents(struct reader *reader, const json_t *line, const char *file, size_t i,
                          double *percent)
{
    static const char *const keys[] = {"n_cpu_percent_python", "n_cpu_percent_c", "n_sys_percent"};
    *percent = 0;
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        double part = 0;
        const json_t *value = json_object_get(line, keys[k]);
        if (value && !document_cost(value, &part))
            return document_wrong(reader->error, value, "a number from 0 on",
                                  "files[\"%.80s\"].lines[%zu].%s", file, i, keys[k]);
        *percent = profile_add_times(*percent, part);
    }
    return true;
}

static void add_line(struct reader *reader, const struct line_cost *cost)
{
    struct profile *profile = &reader->builder.builder.profile;
    struct function *function = &profile->functions[cost->function];
    function->own = profile_add_times(function->own, cost->own);
    function->total = function->own;
    function->order = cost->function;
    if (profile->line_count == UINT32_MAX)
        memory_die();
    profile->lines = memory_grow(profile->lines, &reader->line_room,
                                 (size_t)profile->line_count + 1, sizeof *profile->lines);
    profile->lines[profile->line_count++] = *cost;
}

static bool read_line(struct reader *reader, const struct scalene_source *source, const char *file,
                      size_t i)
{
    double percent;
    int64_t first_line;
    struct builder *builder = &reader->builder.builder;
    const json_t *entry = json_array_get(source->lines, i);
    const json_t *number = json_object_get(entry, "lineno");
    struct line_cost cost = {.line = document_line(number)};
    if (!cost.line)
        return document_wrong(reader->error, number, "the number of a line",
                              "files[\"%.80s\"].lines[%zu].lineno", file, i);
    if (!read_percents(reader, entry, file, i, &percent))
        return false;
    if (percent <= 0)
        return true;
    struct str name = scalene_source_function(source, &reader->arena, cost.line,
                                              document_text_of(entry, "line"), &first_line);
    cost.function = builder_function(builder, builder_name(builder, str_of(file)), first_line,
                                     builder_name(builder, name), false);
    cost.own = profile_add_times(0, percent / 100 * reader->elapsed);
    add_line(reader, &cost);
    return true;
}

static bool read_file(struct reader *reader, const char *path, const json_t *file)
{
    bool ok = true;
    struct scalene_source source = scalene_source_read(file);
    if (!json_is_array(source.lines))
        ok = document_wrong(reader->error, source.lines, "a list", "files[\"%.80s\"].lines", path);
    for (size_t i = 0; ok && i < json_array_size(source.lines); i++)
        ok = read_line(reader, &source, path, i);
    scalene_source_free(&source);
    return ok;
}

static bool read_lines(struct reader *reader)
{
    const char *path;
    json_t *file;
    json_t *files = json_object_get(reader->root, "files");
    struct profile *profile = &reader->builder.builder.profile;
    if (!json_is_object(files))
        return document_wrong(reader->error, files, "an object", "files");
    json_object_foreach(files, path, file) if (!read_file(reader, path, file)) return false;
    profile->line_count = line_costs_join(profile->lines, profile->line_count);
    profile->sampled = true;
    return profile->line_count ||
           error_set(reader->error, ERROR_INPUT,
                     "holds no samples: no line cost anything; let the program run for longer");
}

static int compare_files(const void *left, const void *right)
{
    const struct profiled_file *a = left;
    const struct profiled_file *b = right;
    return strcmp(a->path, b->path);
}

static void read_files(struct reader *reader)
{
    const char *path;
    json_t *file;
    json_t *files = json_object_get(reader->root, "files");
    reader->files = memory_new(json_object_size(files) + 1, sizeof *reader->files);
    json_object_foreach(files, path, file) reader->files[reader->file_count++] =
        (struct profiled_file){path, scalene_source_read(file)};
    qsort(reader->files, reader->file_count, sizeof *reader->files, compare_files);
}

struct file_sought {
    const struct reader *reader;
    struct str path;
};

static bool is_file_before(const void *context, size_t index)
{
    const struct file_sought *sought = context;
    return str_compare(str_of(sought->reader->files[index].path), sought->path) < 0;
}

/* The function that a line is in, of versions that do not write it to the stacks. */
static struct str find_function(struct reader *reader, const struct frame_parts *parts)
{
    int64_t first_line;
    struct file_sought sought = {reader, parts->file};
    if (!reader->files)
        read_files(reader);
    size_t at = search_place(reader->file_count, is_file_before, &sought);
    if (at == reader->file_count || !str_equal(str_of(reader->files[at].path), parts->file))
        return (struct str){0};
    return scalene_source_function(&reader->files[at].source, &reader->arena, parts->line,
                                   (struct str){0}, &first_line);
}

static bool read_frames(struct reader *reader, const json_t *frames, size_t i, uint32_t *stack)
{
    *stack = 0;
    if (!json_is_array(frames))
        return document_wrong(reader->error, frames, "a list", "%s[%zu][0]", reader->key, i);
    for (size_t k = 0; k < json_array_size(frames); k++) {
        struct frame_parts parts;
        const json_t *frame = json_array_get(frames, k);
        if (!scalene_frame(frame, &parts))
            return document_wrong(reader->error, frame, SCALENE_FRAME, "%s[%zu][0][%zu]",
                                  reader->key, i, k);
        if (json_array_size(frame) == 2)
            parts.name = find_function(reader, &parts);
        *stack = stack_builder_push(&reader->builder, *stack,
                                    plain_frame(&reader->builder, &reader->scratch, &parts));
    }
    return true;
}

static bool read_stack(struct reader *reader, const json_t *entry, size_t i)
{
    uint32_t stack;
    struct scalene_weight weight;
    const json_t *given = json_array_get(entry, 1);
    if (!json_is_array(entry))
        return document_wrong(reader->error, entry, "a list", "%s[%zu]", reader->key, i);
    if (!read_frames(reader, json_array_get(entry, 0), i, &stack))
        return false;
    if (!scalene_weight(given, &weight))
        return document_wrong(reader->error, given, SCALENE_WEIGHT, "%s[%zu][1]", reader->key, i);
    if (i > 0 && weight.has_share != reader->has_shares)
        return document_wrong(reader->error, given, "of the shape that those before it have",
                              "%s[%zu][1]", reader->key, i);
    reader->has_shares = weight.has_share;
    reader->samples = profile_add_times(reader->samples, weight.samples);
    double cost = weight.has_share ? weight.share * reader->elapsed : weight.samples;
    if (stack)
        stack_builder_weigh(&reader->builder, stack, profile_add_times(0, cost),
                            weight.samples < 1e18 ? (int64_t)weight.samples : (int64_t)1e18);
    return true;
}

static bool read_stacks(struct reader *reader, const json_t *stacks)
{
    for (size_t i = 0; i < json_array_size(stacks); i++)
        if (!read_stack(reader, json_array_get(stacks, i), i))
            return false;
    return true;
}

/* Whether the stacks tell where the time went, all of it: without --stacks, scalene writes a few of
   other threads. Of counts, nothing tells. */
static bool is_whole(const json_t *stacks)
{
    const double nearly_all = 0.99;
    double sum = 0;
    for (size_t i = 0; i < json_array_size(stacks); i++) {
        struct scalene_weight weight;
        const json_t *given = json_array_get(json_array_get(stacks, i), 1);
        if (!scalene_weight(given, &weight) || !weight.has_share)
            return true;
        sum = profile_add_times(sum, weight.share);
    }
    return sum >= nearly_all;
}

/* "stacks" tell seconds; "combined_stacks" count samples, with the interpreter's own C functions:
   they are read where there are no others. */
static const json_t *find_stacks(struct reader *reader)
{
    reader->key = "stacks";
    const json_t *stacks = json_object_get(reader->root, reader->key);
    if (json_array_size(stacks) && is_whole(stacks))
        return stacks;
    reader->key = "combined_stacks";
    stacks = json_object_get(reader->root, reader->key);
    return json_array_size(stacks) ? stacks : NULL;
}

static bool read_elapsed(struct reader *reader)
{
    const json_t *elapsed = json_object_get(reader->root, "elapsed_time_sec");
    if (json_is_object(reader->root) && !json_object_size(reader->root))
        return error_set(reader->error, ERROR_INPUT,
                         "an empty profile, as scalene writes it of a program that ended before it "
                         "took a sample: let the program run for a second or longer");
    return document_cost(elapsed, &reader->elapsed) ||
           document_wrong(reader->error, elapsed, "a number of seconds", "elapsed_time_sec");
}

static struct profile finish(struct reader *reader, bool has_stacks)
{
    struct unit unit = {.kind = UNIT_SECONDS};
    if (!has_stacks) {
        struct builder lines = reader->builder.builder;
        reader->builder.builder = builder_start();
        stack_builder_drop(&reader->builder);
        return builder_finish(&lines);
    }
    if (!reader->has_shares)
        unit =
            (struct unit){.kind = UNIT_SAMPLES,
                          .interval = reader->samples > 0 ? reader->elapsed / reader->samples : 0};
    return stack_builder_finish(&reader->builder, &unit);
}

static void free_reader(struct reader *reader)
{
    for (size_t i = 0; i < reader->file_count; i++)
        scalene_source_free(&reader->files[i].source);
    free(reader->files);
    buf_free(&reader->scratch);
    arena_free(&reader->arena);
}

bool scalene_read(struct str bytes, struct profile *profile, struct error *error)
{
    *profile = (struct profile){0};
    json_t *root = document_parse(bytes, error);
    if (!root)
        return false;
    struct reader reader = {.builder = stack_builder_start(), .error = error, .root = root};
    const json_t *stacks = find_stacks(&reader);
    bool ok =
        read_elapsed(&reader) && (stacks ? read_stacks(&reader, stacks) : read_lines(&reader));
    if (ok)
        *profile = finish(&reader, stacks != NULL);
    else
        stack_builder_drop(&reader.builder);
    free_reader(&reader);
    json_decref(root);
    return ok;
}
