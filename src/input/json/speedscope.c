#include "input/json/speedscope.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "input/json/document.h"
#include "input/plain_frame.h"

#define FRAME_INDEX "an index of shared.frames"

/* What is open in an evented profile. */
struct step {
    uint32_t frame; /* index into shared.frames */
    uint32_t stack;
};

struct reader {
    struct stack_builder builder;
    struct error *error;
    struct buf scratch;
    const json_t *frames;   /* shared.frames */
    uint32_t *frame_of;     /* by index of the above: index in the builder */
    bool tells_definitions; /* lines are those of definitions, not of what was executed */
    struct str unit;        /* of the first profile; empty before */
    struct unit unit_kind;
    double scale;   /* from the profile's unit to unit_kind's */
    size_t profile; /* that is being read */
    uint32_t root;  /* stack of its thread */
    struct step *steps;
    size_t step_room;
};

bool speedscope_begins(struct str beginning)
{
    enum { HEAD = 1 << 16 };
    struct str head = str_first(beginning, HEAD);
    return document_has_key(beginning, STR("profiles")) ||
           document_has_key(beginning, STR("activeProfileIndex")) ||
           (document_has_key(beginning, STR("$schema")) && str_contains(head, STR("speedscope"))) ||
           (document_has_key(beginning, STR("shared")) && str_contains(head, STR("\"frames\"")));
}

static bool read_frame(struct reader *reader, size_t i)
{
    const json_t *frame = json_array_get(reader->frames, i);
    const json_t *name = json_object_get(frame, "name");
    if (!json_is_string(name))
        return document_wrong(reader->error, name, "a string", "shared.frames[%zu].name", i);
    int64_t line = document_line(json_object_get(frame, "line"));
    struct frame_parts parts = {.file = document_text_of(frame, "file"),
                                .name = document_text(name),
                                .first_line = reader->tells_definitions ? line : 0,
                                .line = reader->tells_definitions ? 0 : line};
    reader->frame_of[i] = plain_frame(&reader->builder, &reader->scratch, &parts);
    return true;
}

static bool read_frames(struct reader *reader, const json_t *root)
{
    reader->frames = json_object_get(json_object_get(root, "shared"), "frames");
    if (!json_is_array(reader->frames))
        return document_wrong(reader->error, reader->frames, "a list", "shared.frames");
    size_t count = json_array_size(reader->frames);
    reader->frame_of = memory_new(count, sizeof *reader->frame_of);
    for (size_t i = 0; i < count; i++)
        if (!read_frame(reader, i))
            return false;
    return true;
}

struct named_unit {
    const char *name;
    struct unit unit;
    double scale;
};

static const struct named_unit units[] = {
    {"seconds", {.kind = UNIT_SECONDS}, 1},
    {"milliseconds", {.kind = UNIT_SECONDS}, 1e-3},
    {"microseconds", {.kind = UNIT_SECONDS}, 1e-6},
    {"nanoseconds", {.kind = UNIT_SECONDS}, 1e-9},
    {"bytes", {.kind = UNIT_EVENTS, .name = "bytes"}, 1},
    {"none", {.kind = UNIT_SAMPLES}, 1},
};

static bool read_unit(struct reader *reader, const json_t *profile)
{
    const json_t *name = json_object_get(profile, "unit");
    const struct named_unit *unit = NULL;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (str_equal(document_text(name), str_of(units[i].name)))
            unit = &units[i];
    if (!unit)
        return document_wrong(reader->error, name,
                              "seconds, milliseconds, microseconds, nanoseconds, bytes or none",
                              "profiles[%zu].unit", reader->profile);
    if (reader->unit.size && reader->unit_kind.kind != unit->unit.kind)
        return error_set(reader->error, ERROR_INPUT,
                         "profiles[%zu] counts in %s, the profiles before it in %.20s: they cannot "
                         "be added up",
                         reader->profile, unit->name, reader->unit.data);
    reader->unit = document_text(name);
    reader->unit_kind = unit->unit;
    reader->scale = unit->scale;
    return true;
}

/* Time without any function is nobody's. */
static void weigh(struct reader *reader, uint32_t stack, double weight)
{
    int64_t samples = 1;
    if (reader->unit_kind.kind == UNIT_SAMPLES)
        samples = weight < 1e18 ? (int64_t)weight : (int64_t)1e18;
    if (stack)
        stack_builder_weigh(&reader->builder, stack, weight * reader->scale, samples);
}

static bool read_sample(struct reader *reader, const json_t *sample, size_t i, uint32_t *stack)
{
    *stack = reader->root;
    if (!json_is_array(sample))
        return document_wrong(reader->error, sample, "a list", "profiles[%zu].samples[%zu]",
                              reader->profile, i);
    for (size_t k = 0; k < json_array_size(sample); k++) {
        uint32_t frame;
        const json_t *index = json_array_get(sample, k);
        if (!document_index(index, json_array_size(reader->frames), &frame))
            return document_wrong(reader->error, index, FRAME_INDEX,
                                  "profiles[%zu].samples[%zu][%zu]", reader->profile, i, k);
        *stack = stack_builder_push(&reader->builder, *stack, reader->frame_of[frame]);
    }
    return true;
}

static bool read_samples(struct reader *reader, const json_t *profile)
{
    const json_t *samples = json_object_get(profile, "samples");
    const json_t *weights = json_object_get(profile, "weights");
    if (!json_is_array(samples))
        return document_wrong(reader->error, samples, "a list", "profiles[%zu].samples",
                              reader->profile);
    for (size_t i = 0; i < json_array_size(samples); i++) {
        uint32_t stack;
        double weight;
        const json_t *given = json_array_get(weights, i);
        if (!read_sample(reader, json_array_get(samples, i), i, &stack))
            return false;
        if (!document_cost(given, &weight))
            return document_wrong(reader->error, given, "a number from 0 on",
                                  "profiles[%zu].weights[%zu]", reader->profile, i);
        weigh(reader, stack, weight);
    }
    return true;
}

static bool open_frame(struct reader *reader, size_t *depth, uint32_t frame)
{
    uint32_t caller = *depth ? reader->steps[*depth - 1].stack : reader->root;
    reader->steps =
        memory_grow(reader->steps, &reader->step_room, *depth + 1, sizeof *reader->steps);
    reader->steps[(*depth)++] =
        (struct step){frame, stack_builder_push(&reader->builder, caller, reader->frame_of[frame])};
    return true;
}

static bool close_frame(struct reader *reader, size_t *depth, uint32_t frame, size_t i)
{
    if (!*depth || reader->steps[*depth - 1].frame != frame)
        return error_set(reader->error, ERROR_INPUT,
                         "profiles[%zu].events[%zu] closes frame %u, which is not the innermost "
                         "open one",
                         reader->profile, i, (unsigned)frame);
    --*depth;
    return true;
}

/* Gives the stack that is open the time since the last event. */
static bool pass_time(struct reader *reader, size_t depth, double *now, const json_t *at)
{
    double then = json_number_value(at);
    if (!json_is_number(at) || then < *now)
        return false;
    if (then > *now && depth) {
        double passed = then - *now;
        weigh(reader, reader->steps[depth - 1].stack, passed < DBL_MAX ? passed : DBL_MAX);
    }
    *now = then;
    return true;
}

static bool read_event(struct reader *reader, const json_t *event, size_t i, size_t *depth,
                       double *now)
{
    uint32_t frame;
    const json_t *at = json_object_get(event, "at");
    const json_t *index = json_object_get(event, "frame");
    const json_t *type = json_object_get(event, "type");
    if (!pass_time(reader, *depth, now, at))
        return document_wrong(reader->error, at, "a number, at or after the event before it",
                              "profiles[%zu].events[%zu].at", reader->profile, i);
    if (!document_index(index, json_array_size(reader->frames), &frame))
        return document_wrong(reader->error, index, FRAME_INDEX, "profiles[%zu].events[%zu].frame",
                              reader->profile, i);
    if (str_equal(document_text(type), STR("O")))
        return open_frame(reader, depth, frame);
    if (str_equal(document_text(type), STR("C")))
        return close_frame(reader, depth, frame, i);
    return document_wrong(reader->error, type, "O or C", "profiles[%zu].events[%zu].type",
                          reader->profile, i);
}

/* What is open when the events end lasts until the end of the profile. */
static bool read_events(struct reader *reader, const json_t *profile)
{
    size_t depth = 0;
    double now = -DBL_MAX;
    const json_t *events = json_object_get(profile, "events");
    if (!json_is_array(events))
        return document_wrong(reader->error, events, "a list", "profiles[%zu].events",
                              reader->profile);
    for (size_t i = 0; i < json_array_size(events); i++)
        if (!read_event(reader, json_array_get(events, i), i, &depth, &now))
            return false;
    pass_time(reader, depth, &now, json_object_get(profile, "endValue"));
    return true;
}

static bool read_profile(struct reader *reader, const json_t *profile, bool is_thread)
{
    const json_t *type = json_object_get(profile, "type");
    reader->root = 0;
    if (is_thread) {
        uint32_t thread = plain_frame_thread(&reader->builder, &reader->scratch,
                                             document_text_of(profile, "name"));
        reader->root = stack_builder_push(&reader->builder, 0, thread);
    }
    if (!read_unit(reader, profile))
        return false;
    if (str_equal(document_text(type), STR("sampled")))
        return read_samples(reader, profile);
    if (str_equal(document_text(type), STR("evented")))
        return read_events(reader, profile);
    return document_wrong(reader->error, type, "sampled or evented", "profiles[%zu].type",
                          reader->profile);
}

static bool read_profiles(struct reader *reader, const json_t *root)
{
    const json_t *profiles = json_object_get(root, "profiles");
    if (!json_is_array(profiles))
        return document_wrong(reader->error, profiles, "a list", "profiles");
    size_t count = json_array_size(profiles);
    for (reader->profile = 0; reader->profile < count; reader->profile++)
        if (!read_profile(reader, json_array_get(profiles, reader->profile), count > 1))
            return false;
    return true;
}

bool speedscope_read(struct str bytes, struct profile *profile, struct error *error)
{
    *profile = (struct profile){0};
    json_t *root = document_parse(bytes, error);
    if (!root)
        return false;
    struct reader reader = {.builder = stack_builder_start(), .error = error};
    reader.tells_definitions = str_starts(document_text_of(root, "exporter"), STR("pyinstrument"));
    bool ok = read_frames(&reader, root) && read_profiles(&reader, root);
    if (ok)
        *profile = stack_builder_finish(&reader.builder, &reader.unit_kind);
    else
        stack_builder_drop(&reader.builder);
    free(reader.frame_of);
    free(reader.steps);
    buf_free(&reader.scratch);
    json_decref(root);
    return ok;
}
