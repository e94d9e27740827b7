#include "input/callgrind/callgrind.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "input/callgrind/callgrind_event.h"
#include "input/callgrind/callgrind_names.h"
#include "input/callgrind/callgrind_number.h"
#include "input/foreign.h"
#include "model/builder.h"

enum { POSITIONS = 2, HEAD = 2048 };

struct reader {
    struct str rest; /* what follows the line at hand */
    uint64_t line;
    const char *event; /* that is wanted; NULL: the best */
    struct error *error;
    struct builder builder;
    struct callgrind_names names;
    enum callgrind_dialect dialect;
    struct callgrind_event columns;
    int64_t base[POSITIONS]; /* the last position, which the next may be told relative to */
    uint32_t positions;
    bool has_instructions, has_creator, has_events, has_default, has_totals, in_body;
    bool any_time; /* a time that is not 0 */
    bool is_cut;   /* the file ends within a line, or where more has to come */
    bool after_jump;
    bool after_calls;
    int64_t calls; /* what the line after "calls=" is the cost of */
    uint32_t object, file, default_file, name;
    uint32_t called_object, called_file, called_name;
    uint32_t function; /* whose costs are being read; NO_ENTRY: not looked up yet */
};

static bool wrong(struct reader *r, struct str line, const char *what)
{
    enum { SHOWN = 60 };
    return error_set(r->error, ERROR_INPUT, "line %" PRIu64 ": %s: '%.*s'", r->line, what,
                     line.size < SHOWN ? (int)line.size : SHOWN, line.data);
}

/* The next line without its end; false after the last. */
static bool next_line(struct reader *r, struct str *line)
{
    if (!r->rest.size)
        return false;
    size_t end = str_find(r->rest, '\n');
    *line = str_first(r->rest, end);
    if (end && line->data[end - 1] == '\r')
        *line = str_first(*line, end - 1);
    r->is_cut = end == r->rest.size;
    r->rest = str_from(r->rest, end + 1);
    r->line++;
    return true;
}

/* What a line of costs says, of the columns that are wanted. */
struct costs {
    double cost;
    int64_t hits;
};

/* Costs are whole numbers; those that are missing are 0. */
static bool take_costs(struct reader *r, struct str text, struct costs *costs)
{
    *costs = (struct costs){0};
    callgrind_skip_spaces(&text);
    for (uint32_t column = 0; text.size; column++) {
        int64_t value;
        if (!callgrind_take_signed(&text, &value) || !callgrind_at_word_end(text))
            return false;
        if (column == r->columns.cost)
            costs->cost = (double)value;
        if (column == r->columns.hits)
            costs->hits = value;
        if (column == r->columns.time)
            r->any_time |= value != 0;
        callgrind_skip_spaces(&text);
    }
    return true;
}

static uint32_t find_function(struct reader *r, uint32_t object, uint32_t file, uint32_t name)
{
    uint32_t index = callgrind_function(&r->names, &r->builder, r->dialect, object, file, name);
    struct function *function = &r->builder.profile.functions[index];
    if (function->order == NO_ENTRY)
        function->order = r->builder.entries++;
    return index;
}

/* The function that costs are told of: looked up with the first of them, since its file may be told
   after its name. */
static uint32_t current_function(struct reader *r)
{
    if (r->function == NO_ENTRY)
        r->function = find_function(r, r->object, r->default_file, r->name);
    return r->function;
}

/* Its own functions pprofile leaves out, but not the call of them at the bottom of all stacks: as
   if there were as much cost again that nothing is known of. */
static bool is_launch(const struct reader *r, uint32_t file)
{
    const struct str *names = r->names.texts.texts;
    bool has_names = file != CALLGRIND_NO_NAME && r->called_name != CALLGRIND_NO_NAME;
    if (r->dialect != CALLGRIND_PPROFILE || !has_names)
        return false;
    struct str path = names[file];
    return str_starts(names[r->called_name], STR("main:")) &&
           (str_ends(path, STR("/pprofile/__init__.py")) || str_ends(path, STR("/pprofile.py")));
}

static bool add_call(struct reader *r, const struct costs *costs)
{
    uint32_t file = r->called_file == CALLGRIND_NO_NAME ? r->file : r->called_file;
    if (is_launch(r, file)) {
        r->called_object = r->called_file = CALLGRIND_NO_NAME;
        r->after_calls = false;
        return true;
    }
    uint32_t caller = current_function(r);
    uint32_t object = r->called_object == CALLGRIND_NO_NAME ? r->object : r->called_object;
    uint32_t callee = find_function(r, object, file, r->called_name);
    struct call *call = builder_call(&r->builder, caller, callee);
    call->calls = r->calls;
    call->total = costs->cost;
    builder_join_calls(&r->builder);
    r->called_object = r->called_file = CALLGRIND_NO_NAME;
    r->after_calls = false;
    return true;
}

static void add_own(struct reader *r, const struct costs *costs, int64_t line)
{
    uint32_t index = current_function(r);
    struct function *function = &r->builder.profile.functions[index];
    function->own = profile_add_times(function->own, costs->cost);
    if (r->dialect == CALLGRIND_PYPROF2CALLTREE)
        function->line = line;
    if (r->file == r->default_file)
        builder_line(&r->builder,
                     &(struct line_cost){
                         .function = index, .line = line, .hits = costs->hits, .own = costs->cost});
}

/* A source position, and what it costs; or what the call before it costs; or the end of a jump. */
static bool read_costs(struct reader *r, struct str line)
{
    struct str rest = line;
    struct costs costs;
    if (!r->has_events)
        return wrong(r, line, "costs before the events: line that tells what they are");
    for (uint32_t i = 0; i < r->positions; i++)
        if (!callgrind_take_position(&rest, &r->base[i]))
            return wrong(r, line, "no line of a callgrind file");
    r->in_body = true;
    bool is_jump = r->after_jump;
    r->after_jump = false;
    if (is_jump)
        return true;
    if (!take_costs(r, rest, &costs))
        return wrong(r, line, "costs are whole numbers, but this says");
    if (r->after_calls)
        return add_call(r, &costs);
    add_own(r, &costs, r->positions > r->has_instructions ? r->base[r->positions - 1] : 0);
    return true;
}

/* What a line begins with that ends a name: pyprof2calltree writes names as they are, with line
   breaks in them. */
static bool ends_name(struct str line, struct str key)
{
    if (str_equal(key, STR("fl")))
        return str_starts(line, STR("fn="));
    if (str_equal(key, STR("cfl")))
        return str_starts(line, STR("cfn="));
    if (str_equal(key, STR("cfn")))
        return str_starts(line, STR("calls="));
    uint64_t number;
    bool is_costs = callgrind_take_number(&line, &number) && line.size && line.data[0] == ' ';
    line = str_from(line, 1);
    return is_costs && callgrind_take_signed(&line, &(int64_t){0}) && !line.size;
}

static struct str whole_name(struct reader *r, struct str key, struct str name)
{
    enum { MOST_LINES = 100 };
    struct reader ahead = *r;
    struct str line;
    for (int i = 0; i < MOST_LINES && next_line(&ahead, &line); i++) {
        if (ends_name(line, key))
            return name;
        name.size = (size_t)(line.data + line.size - name.data);
        r->rest = ahead.rest;
        r->line = ahead.line;
    }
    return name;
}

static bool is_word(struct str word, const char *const *words)
{
    for (; *words; words++)
        if (str_equal(word, str_of(*words)))
            return true;
    return false;
}

static bool read_calls(struct reader *r, struct str line, struct str value)
{
    uint64_t calls;
    if (!callgrind_take_number(&value, &calls) || !callgrind_at_word_end(value))
        return wrong(r, line, "calls= wants a number");
    r->calls = calls > INT64_MAX ? INT64_MAX : (int64_t)calls;
    r->after_calls = true;
    return true;
}

static void read_file(struct reader *r, struct str key, uint32_t name)
{
    bool is_default = str_equal(key, STR("fl")) || !r->has_default;
    r->has_default |= str_equal(key, STR("fl"));
    r->file = name;
    if (is_default) {
        r->default_file = name;
        r->function = NO_ENTRY;
    }
}

/* "key=value". */
static bool read_position(struct reader *r, struct str line, struct str key, struct str value)
{
    static const char *const files[] = {"fl", "fi", "fe", NULL};
    static const char *const called_files[] = {"cfi", "cfl", NULL};
    static const char *const jumps[] = {"jump", "jcnd", NULL};
    r->in_body = true;
    if (r->dialect == CALLGRIND_PYPROF2CALLTREE && !str_equal(key, STR("calls")))
        value = whole_name(r, key, value);
    if (str_equal(key, STR("fn"))) {
        r->name = callgrind_name(&r->names, 'n', value);
        r->file = r->default_file;
        r->function = NO_ENTRY;
    } else if (is_word(key, files))
        read_file(r, key, callgrind_name(&r->names, 'f', value));
    else if (str_equal(key, STR("ob"))) {
        r->object = callgrind_name(&r->names, 'o', value);
        r->function = NO_ENTRY;
    } else if (is_word(key, called_files))
        r->called_file = callgrind_name(&r->names, 'f', value);
    else if (str_equal(key, STR("cfn")))
        r->called_name = callgrind_name(&r->names, 'n', value);
    else if (str_equal(key, STR("cob")))
        r->called_object = callgrind_name(&r->names, 'o', value);
    else if (str_equal(key, STR("calls")) || str_equal(key, STR("rcalls")))
        return read_calls(r, line, value);
    else if (is_word(key, jumps))
        r->after_jump = true;
    else if (str_equal(key, STR("jfi")))
        callgrind_name(&r->names, 'f', value);
    else if (str_equal(key, STR("jfn")))
        callgrind_name(&r->names, 'n', value);
    else
        return wrong(r, line, "no line of a callgrind file");
    return true;
}

/* Another part of the file: what numbers meant, and where things stood, is forgotten. */
static void start_part(struct reader *r)
{
    r->names.part++;
    r->in_body = r->has_default = r->has_totals = false;
    r->after_calls = r->after_jump = false;
    r->base[0] = r->base[1] = 0;
    r->object = r->file = r->default_file = r->name = CALLGRIND_NO_NAME;
    r->called_object = r->called_file = r->called_name = CALLGRIND_NO_NAME;
    r->function = NO_ENTRY;
}

static bool read_events(struct reader *r, struct str value)
{
    struct unit before = r->columns.unit;
    bool is_first = !r->has_events;
    r->has_events = true;
    callgrind_skip_spaces(&value);
    if (str_equal(value, STR("ns")) && !r->has_creator)
        r->dialect = CALLGRIND_PYPROF2CALLTREE;
    if (!callgrind_event_choose(value, r->event, r->has_creator, &r->columns, r->error))
        return false;
    bool is_same =
        before.kind == r->columns.unit.kind && strcmp(before.name, r->columns.unit.name) == 0;
    return is_first || is_same || wrong(r, value, "a part counts other events than the first");
}

static bool read_positions(struct reader *r, struct str value)
{
    r->has_instructions = str_contains(value, STR("instr"));
    bool has_lines = str_contains(value, STR("line")) || !r->has_instructions;
    r->positions = (uint32_t)r->has_instructions + has_lines;
    return true;
}

/* "key: value". */
static bool read_header(struct reader *r, struct str key, struct str value)
{
    static const char *const first[] = {"version", "creator", "pid", "part", NULL};
    if (r->in_body && is_word(key, first))
        start_part(r);
    r->has_totals |= str_equal(key, STR("totals"));
    callgrind_skip_spaces(&value);
    if (str_equal(key, STR("events")))
        return read_events(r, value);
    if (str_equal(key, STR("positions")))
        return read_positions(r, value);
    if (str_equal(key, STR("creator"))) {
        r->has_creator = true;
        r->dialect = str_starts(value, STR("callgrind")) ? CALLGRIND_VALGRIND
                     : str_equal(value, STR("pprofile")) ? CALLGRIND_PPROFILE
                                                         : CALLGRIND_PLAIN;
    }
    return true;
}

static bool read_line(struct reader *r, struct str line)
{
    size_t end = 0;
    if (!line.size || line.data[0] == '#')
        return true;
    if (strchr("0123456789+-*", line.data[0]) && line.data[0])
        return read_costs(r, line);
    while (end < line.size && ((line.data[end] >= 'a' && line.data[end] <= 'z')))
        end++;
    char sign = end && end < line.size ? line.data[end] : '\0';
    struct str key = str_first(line, end);
    struct str value = str_from(line, end + 1);
    if (sign == ':')
        return read_header(r, key, value);
    if (sign == '=')
        return read_position(r, line, key, value);
    return wrong(r, line, "no line of a callgrind file");
}

/* A last line that makes no sense was cut, if it has no end. */
static bool read_lines(struct reader *r)
{
    struct str line;
    bool has_end = r->rest.size && r->rest.data[r->rest.size - 1] == '\n';
    while (next_line(r, &line))
        if (!read_line(r, line) && !(r->is_cut && r->has_events))
            return false;
    if (!r->has_events)
        return error_set(r->error, ERROR_INPUT,
                         "line %" PRIu64 ": the file ends before its events: line", r->line);
    bool lacks_totals = r->dialect == CALLGRIND_VALGRIND && !r->has_totals;
    bool has_none = r->dialect == CALLGRIND_PLAIN || r->has_totals; /* yappi, Valgrind */
    bool lacks_end = !has_end && !has_none;
    bool is_cut = lacks_totals || lacks_end || r->after_calls || *r->error->message;
    r->builder.profile.repairs.cut_short = is_cut;
    return true;
}

static void scale_costs(struct profile *profile, double divisor)
{
    for (uint32_t i = 0; i < profile->function_count; i++)
        profile->functions[i].own /= divisor;
    for (uint32_t i = 0; i < profile->call_count; i++)
        profile->calls[i].total /= divisor;
    for (uint32_t i = 0; i < profile->line_count; i++)
        profile->lines[i].own /= divisor;
}

/* Costs that all stand at one line of their function are no costs of lines. */
static void drop_lone_lines(struct profile *profile)
{
    for (uint32_t i = 1; i < profile->line_count; i++)
        if (profile->lines[i].function == profile->lines[i - 1].function)
            return;
    profile->line_count = 0;
}

/* pyprof2calltree tells functions of one name apart by ":FIRSTLINE". */
static void name_apart(struct builder *builder)
{
    struct profile *profile = &builder->profile;
    struct buf suffix = {0};
    for (uint32_t i = 0; i < profile->function_count; i++) {
        struct str name = profile->names[profile->functions[i].name].raw;
        buf_cut(&suffix, 0);
        buf_format(&suffix, ":%" PRId64, profile->functions[i].line);
        if (str_ends(name, buf_slice(&suffix)) && name.size > suffix.size)
            profile->functions[i].name =
                builder_name(builder, str_first(name, name.size - suffix.size));
    }
    buf_free(&suffix);
}

static void finish(struct reader *r, bool is_sampled, struct profile *profile)
{
    if (r->dialect == CALLGRIND_PYPROF2CALLTREE)
        name_apart(&r->builder);
    r->builder.repeats = true;
    r->builder.profile.lacks_inclusive = true;
    r->builder.profile.sampled = is_sampled;
    r->builder.profile.unit = r->columns.unit;
    if (is_sampled)
        r->builder.profile.unit = (struct unit){.kind = UNIT_SAMPLES};
    r->builder.profile.repairs.undefined_names = r->names.undefined;
    *profile = builder_finish(&r->builder);
    scale_costs(profile, r->columns.divisor);
    if (r->dialect != CALLGRIND_PPROFILE) /* of few samples each line may be alone */
        drop_lone_lines(profile);
}

static struct reader start_reading(struct str bytes, const char *event, struct error *error)
{
    struct reader r = {.rest = bytes,
                       .event = event,
                       .error = error,
                       .builder = builder_start(),
                       .names = callgrind_names_start(),
                       .positions = 1};
    if (str_starts(bytes, STR("\xef\xbb\xbf")))
        r.rest = str_from(bytes, 3);
    start_part(&r);
    return r;
}

/* Reads with the costs of one event. *no_time: there are hits and times, but no time is above 0. */
static bool read_event(struct str bytes, const char *event, bool may_lack_time, bool *no_time,
                       struct profile *profile, struct error *error)
{
    struct reader r = start_reading(bytes, event, error);
    bool ok = read_lines(&r);
    bool has_both = r.columns.hits != CALLGRIND_NO_COLUMN && r.columns.time != CALLGRIND_NO_COLUMN;
    *no_time = ok && has_both && !r.any_time;
    bool is_hits = r.columns.cost == r.columns.hits;
    if (ok && (is_hits || !*no_time || !may_lack_time))
        finish(&r, *no_time && is_hits, profile);
    else
        builder_drop(&r.builder);
    callgrind_names_free(&r.names);
    return ok;
}

bool callgrind_read(struct str bytes, const struct input_options *options, struct profile *profile,
                    struct error *error)
{
    bool no_time;
    *profile = (struct profile){0};
    bool ok = read_event(bytes, options->event, !options->event, &no_time, profile, error);
    if (ok && no_time && !options->event)
        ok = read_event(bytes, "hits", false, &no_time, profile, error);
    if (ok)
        *error = (struct error){0};
    return ok;
}

bool callgrind_fits(struct str beginning)
{
    static const char *const keys[] = {"events:", "event:", "creator:", "positions:", NULL};
    struct str head = str_first(beginning, HEAD);
    if (str_starts(head, STR("\xef\xbb\xbf")))
        head = str_from(head, 3);
    if (str_starts(head, STR("# callgrind format")))
        return true;
    while (head.size) {
        size_t end = str_find(head, '\n');
        for (const char *const *key = keys; *key; key++)
            if (str_starts(head, str_of(*key)))
                return true;
        if (!foreign_is_text(str_first(head, end)))
            return false;
        head = str_from(head, end + 1);
    }
    return false;
}
