#include "input/callgrind/callgrind_event.h"

#include <string.h>
#include <strings.h>

/* Names of times, the better ones first, and how many of them a second has. */
struct time_event {
    const char *name;
    double in_a_second;
};

static const struct time_event times[] = {
    {"ns", 1e9},           {"nanoseconds", 1e9},
    {"microseconds", 1e6}, {"ticks", 1e6},
    {"us", 1e6},           {"usec", 1e6},
    {"ms", 1e3},           {"msec", 1e3},
    {"milliseconds", 1e3}, {"seconds", 1},
    {"time_(10ns)", 1e8},  {"time_(ns)", 1e9},
    {"time_(us)", 1e6},    {"time_(\xc2\xb5s)", 1e6},
};

/* Other costs that are worth more than whatever comes first. */
static const char *const counts[] = {"Ir", "Cycles", "CEst"};

/* pprofile's microseconds for each hit: a ratio, of which there is no sum. */
static const char ratio[] = "usphit";

static bool is_named(struct str name, const char *wanted)
{
    return name.size == strlen(wanted) && strncasecmp(name.data, wanted, name.size) == 0;
}

static const struct time_event *time_named(struct str name)
{
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        if (is_named(name, times[i].name))
            return &times[i];
    return NULL;
}

/* The next of names that are separated by spaces; empty after the last. */
static struct str next_name(struct str *names)
{
    size_t start = 0, end;
    while (start < names->size && strchr(" \t", names->data[start]))
        start++;
    for (end = start; end < names->size && !strchr(" \t", names->data[end]);)
        end++;
    struct str name = {names->data + start, end - start};
    *names = str_from(*names, end);
    return name;
}

/* The column of that name. */
static uint32_t column_named(struct str names, const char *wanted)
{
    uint32_t column = 0;
    for (struct str name = next_name(&names); name.size; name = next_name(&names), column++)
        if (is_named(name, wanted))
            return column;
    return CALLGRIND_NO_COLUMN;
}

static uint32_t best_time(struct str names)
{
    uint32_t column = CALLGRIND_NO_COLUMN;
    for (size_t i = 0; i < sizeof times / sizeof times[0] && column == CALLGRIND_NO_COLUMN; i++)
        column = column_named(names, times[i].name);
    return column;
}

static uint32_t best_column(struct str names)
{
    uint32_t column = best_time(names);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0] && column == CALLGRIND_NO_COLUMN; i++)
        column = column_named(names, counts[i]);
    return column == CALLGRIND_NO_COLUMN ? 0 : column;
}

static struct str name_at(struct str names, uint32_t column)
{
    struct str name = next_name(&names);
    while (column-- && name.size)
        name = next_name(&names);
    return name;
}

static void set_unit(struct callgrind_event *event, struct str name, bool has_creator)
{
    const struct time_event *time = time_named(name);
    event->unit = (struct unit){0};
    event->divisor = 1;
    if (time) {
        bool is_lsprof = !has_creator && is_named(name, "ticks");
        event->divisor = is_lsprof ? 1e3 : time->in_a_second;
        return;
    }
    event->unit.kind = UNIT_EVENTS;
    for (size_t i = 0; i < name.size && i < UNIT_NAME - 1; i++) {
        bool is_plain = name.data[i] > ' ' && name.data[i] <= '~';
        event->unit.name[i] = name.data[i];
        if (!is_plain)
            event->unit.name[i] = '?';
    }
}

bool callgrind_event_choose(struct str names, const char *wanted, bool has_creator,
                            struct callgrind_event *event, struct error *error)
{
    enum { SHOWN = 200 };
    event->cost = wanted ? column_named(names, wanted) : best_column(names);
    event->hits = column_named(names, "hits");
    event->time = best_time(names);
    struct str name = name_at(names, event->cost);
    if (event->cost == CALLGRIND_NO_COLUMN || is_named(name, ratio))
        return error_set(error, ERROR_INPUT, "--event %.80s: the file's costs are:%s%.*s",
                         wanted ? wanted : ratio, names.size && names.data[0] == ' ' ? "" : " ",
                         names.size < SHOWN ? (int)names.size : SHOWN, names.data);
    if (!name.size)
        return error_set(error, ERROR_INPUT, "the events: line names no event");
    set_unit(event, name, has_creator);
    return true;
}
