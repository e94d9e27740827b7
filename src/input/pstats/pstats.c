#include "input/pstats/pstats.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "input/pstats/marshal.h"
#include "model/builder.h"

enum {
    BYTES_A_FUNCTION = 256, /* in large files, with its callers: a guess to start tables from */
    ENTRY_FIELDS = 5,       /* cc, nc, tt, ct, callers */
    CALLER_FIELDS = 4       /* nc, cc, tt, ct: the counts stand the other way round */
};

/* One item of the dict: whose it is, and where its calls begin. */
struct entry {
    uint32_t function;
    uint32_t first_call;
};

struct reader {
    struct marshal marshal;
    struct builder builder;
    struct entry *entries;
    size_t entry_room;
    uint32_t entry_count;
    uint32_t *latest; /* latest[f]: index + 1 of the last call in which f was the caller */
    size_t latest_room, latest_count;
    bool has_marker, repeated, all_int_callers, any_int_caller;
    struct error *error;
};

/* The function that a dict key names, or the marker that 3.15 ends sampled files with. */
struct key {
    uint32_t function;
    bool is_marker;
};

static bool wrong(struct reader *reader, const struct marshal_value *value, const char *what,
                  const char *wanted)
{
    return error_at(reader->error, value->offset, "%s is %s, not %s; not a pstats file", what,
                    marshal_kind_name(value->kind), wanted);
}

static bool is_text(const struct marshal_value *value)
{
    return value->kind == MARSHAL_TEXT || value->kind == MARSHAL_BYTES ||
           value->kind == MARSHAL_LATIN;
}

static bool is_ascii(struct str text)
{
    unsigned char any = 0;
    for (size_t i = 0; i < text.size; i++)
        any |= (unsigned char)text.data[i];
    return any < 0x80;
}

static uint32_t latin_name(struct builder *builder, struct str text)
{
    if (is_ascii(text))
        return builder_name(builder, text);
    struct buf utf8 = {0};
    utf8_from_latin(&utf8, text);
    uint32_t name = builder_name(builder, buf_slice(&utf8));
    buf_free(&utf8);
    return name;
}

/* Strings are met again by reference far more often than they are met: the memo saves the hashing.
 */
static uint32_t name_of(struct reader *reader, const struct marshal_value *value)
{
    uint32_t *memo = value->slot ? marshal_memo(&reader->marshal, value->slot) : NULL;
    if (memo && *memo)
        return *memo - 1;
    uint32_t name = value->kind == MARSHAL_LATIN ? latin_name(&reader->builder, value->text)
                                                 : builder_name(&reader->builder, value->text);
    if (memo)
        *memo = name + 1;
    return name;
}

/* The profile module puts the code object that it was told to run in the place of a function's
   name: such a key is the file, line and name of the code. */
static uint32_t code_function(struct reader *reader, const struct marshal_value *code)
{
    struct builder *builder = &reader->builder;
    return builder_function(builder, builder_name(builder, code->file), code->integer,
                            builder_name(builder, code->text), true);
}

static bool read_key_parts(struct reader *reader, struct key *key)
{
    struct marshal_value file, line, name;
    if (!marshal_read(&reader->marshal, &file))
        return false;
    if (!is_text(&file))
        return wrong(reader, &file, "a key's file name", "a string");
    uint32_t file_name = name_of(reader, &file);
    if (!marshal_read(&reader->marshal, &line))
        return false;
    if (line.kind != MARSHAL_INT)
        return wrong(reader, &line, "a key's line", "a whole number");
    if (!marshal_read(&reader->marshal, &name))
        return false;
    if (name.kind == MARSHAL_CODE)
        key->function = code_function(reader, &name);
    else if (is_text(&name))
        key->function = builder_function(&reader->builder, file_name, line.integer,
                                         name_of(reader, &name), false);
    else
        return wrong(reader, &name, "a key's function name", "a string");
    return true;
}

/* The marker is ('__sampled__',). */
static bool read_marker(struct reader *reader, struct key *key)
{
    struct marshal_value name;
    if (!marshal_read(&reader->marshal, &name))
        return false;
    if (!is_text(&name) || !str_equal(name.text, STR("__sampled__")))
        return wrong(reader, &name, "a key of one element", "'__sampled__'");
    key->is_marker = true;
    return true;
}

static bool read_key(struct reader *reader, const struct marshal_value *head, struct key *key)
{
    *key = (struct key){0};
    if (head->kind != MARSHAL_TUPLE)
        return wrong(reader, head, "a key", "a tuple of file, line and name");
    if (head->count == 1)
        return read_marker(reader, key) && marshal_leave(&reader->marshal, head);
    if (head->count != 3)
        return error_at(reader->error, head->offset,
                        "a key has %" PRIu32 " elements, not file, line and name; "
                        "not a pstats file",
                        head->count);
    if (head->slot && *marshal_memo(&reader->marshal, head->slot)) {
        key->function = *marshal_memo(&reader->marshal, head->slot) - 1;
        return marshal_skip(&reader->marshal, head);
    }
    if (!read_key_parts(reader, key))
        return false;
    if (head->slot)
        *marshal_memo(&reader->marshal, head->slot) = key->function + 1;
    return marshal_leave(&reader->marshal, head);
}

static int64_t count_of_real(double real)
{
    return real >= 9.2e18 ? INT64_MAX : real <= -9.2e18 ? INT64_MIN : (int64_t)real;
}

static bool read_count(struct reader *reader, int64_t *count, const char *what)
{
    struct marshal_value value;
    if (!marshal_read(&reader->marshal, &value))
        return false;
    if (value.kind == MARSHAL_INT || value.kind == MARSHAL_BOOL)
        *count = value.integer;
    else if (value.kind == MARSHAL_FLOAT && !isnan(value.real))
        *count = count_of_real(value.real);
    else
        return wrong(reader, &value, what, "a number");
    return true;
}

static bool read_time(struct reader *reader, double *time, const char *what)
{
    struct marshal_value value;
    if (!marshal_read(&reader->marshal, &value))
        return false;
    if (value.kind == MARSHAL_FLOAT)
        *time = value.real;
    else if (value.kind == MARSHAL_INT || value.kind == MARSHAL_BOOL)
        *time = (double)value.integer;
    else
        return wrong(reader, &value, what, "a number");
    if (!isfinite(*time)) {
        *time = 0;
        reader->builder.profile.repairs.not_finite++;
    }
    return true;
}

/* What `profile` tells of a caller is a number of calls: its times are the callee's, shared out by
   it. */
static void estimate(struct call *call, const struct function *callee, int64_t calls)
{
    double share = callee->calls ? (double)calls / (double)callee->calls : 0;
    call->calls = calls;
    call->primitive = calls;
    call->own = profile_add_times(callee->own * share, 0);
    call->total = profile_add_times(callee->total * share, 0);
    call->estimated = true;
}

/* One or, from old pstats.add, several groups of nc, cc, tt, ct to be summed. */
static bool read_caller_fields(struct reader *reader, const struct marshal_value *head,
                               struct call *sum)
{
    if (head->count == 0 || head->count % CALLER_FIELDS)
        return error_at(reader->error, head->offset,
                        "a caller has %" PRIu32 " numbers, not a multiple of %d; "
                        "not a pstats file",
                        head->count, CALLER_FIELDS);
    for (uint32_t i = 0; i < head->count; i += CALLER_FIELDS) {
        struct call call = {0};
        if (!read_count(reader, &call.calls, "a caller's number of calls") ||
            !read_count(reader, &call.primitive, "a caller's number of primitive calls") ||
            !read_time(reader, &call.own, "a caller's own time") ||
            !read_time(reader, &call.total, "a caller's total time"))
            return false;
        builder_add_call(sum, &call);
    }
    return marshal_leave(&reader->marshal, head);
}

static bool read_caller_value(struct reader *reader, uint32_t callee, struct call *call)
{
    struct marshal_value head;
    if (!marshal_read(&reader->marshal, &head))
        return false;
    if (head.kind == MARSHAL_TUPLE) {
        reader->all_int_callers = false;
        return read_caller_fields(reader, &head, call);
    }
    if (head.kind != MARSHAL_INT && head.kind != MARSHAL_BOOL)
        return wrong(reader, &head, "what is said of a caller", "a tuple or a number of calls");
    reader->any_int_caller = true;
    estimate(call, &reader->builder.profile.functions[callee], head.integer);
    return true;
}

/* The call to be filled for a caller: a new one, or, where a dict names a caller twice, the one
   that the later mention replaces. */
static struct call *place_call(struct reader *reader, uint32_t caller, const struct entry *entry)
{
    struct builder *builder = &reader->builder;
    size_t functions = builder->profile.function_count;
    reader->latest =
        memory_grow(reader->latest, &reader->latest_room, functions, sizeof *reader->latest);
    while (reader->latest_count < functions)
        reader->latest[reader->latest_count++] = 0;
    uint32_t latest = reader->latest[caller];
    if (latest > entry->first_call)
        return &builder->profile.calls[latest - 1];
    struct call *call = builder_call(builder, caller, entry->function);
    reader->latest[caller] = builder->profile.call_count;
    return call;
}

static bool read_callers(struct reader *reader, const struct entry *entry)
{
    struct marshal_value head, key_head;
    if (!marshal_read(&reader->marshal, &head))
        return false;
    if (head.kind != MARSHAL_DICT)
        return wrong(reader, &head, "the callers of an entry", "a dict");
    for (;;) {
        struct key key;
        if (!marshal_read(&reader->marshal, &key_head))
            return false;
        if (key_head.kind == MARSHAL_NULL)
            return marshal_leave(&reader->marshal, &head);
        if (!read_key(reader, &key_head, &key))
            return false;
        if (key.is_marker)
            return wrong(reader, &key_head, "a caller's key", "file, line and name");
        struct call call = {.caller = key.function, .callee = entry->function};
        if (!read_caller_value(reader, entry->function, &call))
            return false;
        *place_call(reader, key.function, entry) = call;
    }
}

static bool read_costs(struct reader *reader, struct function *costs)
{
    return read_count(reader, &costs->primitive, "an entry's number of primitive calls") &&
           read_count(reader, &costs->calls, "an entry's number of calls") &&
           read_time(reader, &costs->own, "an entry's own time") &&
           read_time(reader, &costs->total, "an entry's total time");
}

static struct entry *add_entry(struct reader *reader, uint32_t function)
{
    struct profile *profile = &reader->builder.profile;
    reader->entries = memory_grow(reader->entries, &reader->entry_room,
                                  (size_t)reader->entry_count + 1, sizeof *reader->entries);
    struct entry *entry = &reader->entries[reader->entry_count];
    *entry = (struct entry){function, profile->call_count};
    reader->repeated |= profile->functions[function].order != NO_ENTRY;
    profile->functions[function].order = reader->entry_count++;
    return entry;
}

static bool read_entry(struct reader *reader, uint32_t function)
{
    struct marshal_value head;
    if (!marshal_read(&reader->marshal, &head))
        return false;
    if (head.kind != MARSHAL_TUPLE)
        return wrong(reader, &head, "an entry", "a tuple of five");
    if (head.count != ENTRY_FIELDS)
        return error_at(reader->error, head.offset,
                        "an entry has %" PRIu32 " elements, not %d; not a pstats file", head.count,
                        ENTRY_FIELDS);
    struct function costs = {0};
    if (!read_costs(reader, &costs))
        return false;
    struct function *into = &reader->builder.profile.functions[function];
    into->calls = costs.calls;
    into->primitive = costs.primitive;
    into->own = costs.own;
    into->total = costs.total;
    const struct entry entry = *add_entry(reader, function);
    return read_callers(reader, &entry) && marshal_leave(&reader->marshal, &head);
}

static bool read_marker_value(struct reader *reader)
{
    struct marshal_value value;
    if (!marshal_read(&reader->marshal, &value))
        return false;
    reader->has_marker = true;
    return marshal_skip(&reader->marshal, &value);
}

static bool read_dict(struct reader *reader)
{
    struct marshal_value head;
    if (!marshal_read(&reader->marshal, &head))
        return false;
    if (head.kind != MARSHAL_DICT)
        return wrong(reader, &head, "the file", "a dict");
    for (;;) {
        struct key key;
        if (!marshal_read(&reader->marshal, &head))
            return false;
        if (head.kind == MARSHAL_NULL)
            return true;
        if (!read_key(reader, &head, &key))
            return false;
        if (!(key.is_marker ? read_marker_value(reader) : read_entry(reader, key.function)))
            return false;
    }
}

/* Of an entry that stands twice the later one counts, as in Python: drops the calls of the other.
 */
static void drop_replaced_calls(struct reader *reader)
{
    struct profile *profile = &reader->builder.profile;
    uint32_t kept = 0;
    for (uint32_t e = 0; e < reader->entry_count; e++) {
        const struct entry *entry = &reader->entries[e];
        bool is_last = e + 1 == reader->entry_count;
        uint32_t end = is_last ? profile->call_count : entry[1].first_call;
        bool is_valid = profile->functions[entry->function].order == e;
        for (uint32_t i = entry->first_call; is_valid && i < end; i++)
            profile->calls[kept++] = profile->calls[i];
    }
    profile->call_count = kept;
}

static bool near(double value, double expected)
{
    return fabs(value - expected) <= 1e-6 * fabs(expected);
}

/* Files of the sampling profiler that pstats has written anew have lost their marker, but keep a
   law that no clock obeys: callers are counts, and every time is a count of samples times one
   interval. */
static bool obeys_sampling(const struct reader *reader)
{
    const struct profile *profile = &reader->builder.profile;
    if (!reader->all_int_callers || !reader->any_int_caller)
        return false;
    double interval = 0;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct function *function = &profile->functions[i];
        if (interval <= 0 && function->calls > 0)
            interval = function->total / (double)function->calls;
        if (!near(function->total, (double)function->calls * interval) ||
            !near(function->own, (double)function->primitive * interval))
            return false;
    }
    return interval > 0;
}

bool pstats_read(struct str bytes, struct profile *profile, struct error *error)
{
    struct reader reader = {.marshal = marshal_start(bytes, error),
                            .builder = builder_start(),
                            .all_int_callers = true,
                            .error = error};
    builder_expect(&reader.builder, bytes.size / BYTES_A_FUNCTION);
    bool ok = read_dict(&reader);
    if (ok) {
        if (reader.repeated)
            drop_replaced_calls(&reader);
        reader.builder.profile.marked = reader.has_marker;
        reader.builder.profile.sampled = reader.has_marker || obeys_sampling(&reader);
        reader.builder.profile.by_line = reader.builder.profile.sampled;
        *profile = builder_finish(&reader.builder);
    } else {
        *profile = (struct profile){0};
        builder_drop(&reader.builder);
    }
    marshal_end(&reader.marshal);
    free(reader.entries);
    free(reader.latest);
    return ok;
}
