#include "analysis/table/table.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

struct key_name {
    const char *name;
    enum sort_key key;
    size_t least; /* characters that an abbreviation has at least: pstats' keys come first */
};

static const struct key_name key_names[] = {
    {"calls", SORT_CALLS, 1},
    {"ncalls", SORT_CALLS, 1},
    {"cumtime", SORT_CUMULATIVE, 1},
    {"cumulative", SORT_CUMULATIVE, 1},
    {"filename", SORT_FILE, 1},
    {"line", SORT_LINE, 1},
    {"module", SORT_FILE, 1},
    {"name", SORT_NAME, 1},
    {"nfl", SORT_NFL, 1},
    {"pcalls", SORT_PRIMITIVE, 1},
    {"percall", SORT_PER_CALL, 2},
    {"stdname", SORT_STANDARD, 1},
    {"time", SORT_TIME, 1},
    {"tottime", SORT_TIME, 1},
    {"totpercall", SORT_OWN_PER_CALL, 4},
    {"-1", SORT_STANDARD, 1},
    {"0", SORT_CALLS, 1},
    {"1", SORT_TIME, 1},
    {"2", SORT_CUMULATIVE, 1},
};

bool table_find_key(struct str name, enum sort_key *key)
{
    bool found = false;
    for (size_t i = 0; i < sizeof key_names / sizeof key_names[0]; i++) {
        struct str candidate = str_of(key_names[i].name);
        if (str_equal(candidate, name)) {
            *key = key_names[i].key;
            return true;
        }
        if (name.size < key_names[i].least || !str_starts(candidate, name))
            continue;
        if (found && *key != key_names[i].key)
            return false;
        *key = key_names[i].key;
        found = true;
    }
    return found;
}

const char *table_key_title(enum sort_key key)
{
    static const char *const titles[SORT_KEYS] = {
        [SORT_CALLS] = "call count",
        [SORT_CUMULATIVE] = "cumulative time",
        [SORT_FILE] = "file name",
        [SORT_LINE] = "line number",
        [SORT_NAME] = "function name",
        [SORT_NFL] = "name/file/line",
        [SORT_OWN_PER_CALL] = "internal time per call",
        [SORT_PER_CALL] = "cumulative time per call",
        [SORT_PRIMITIVE] = "primitive call count",
        [SORT_STANDARD] = "standard name",
        [SORT_TIME] = "internal time",
    };
    return titles[key];
}

const char *table_key_word(enum sort_key key)
{
    static const char *const words[SORT_KEYS] = {
        [SORT_CALLS] = "calls",
        [SORT_CUMULATIVE] = "cumulative",
        [SORT_FILE] = "file",
        [SORT_LINE] = "line",
        [SORT_NAME] = "name",
        [SORT_NFL] = "nfl",
        [SORT_OWN_PER_CALL] = "totpercall",
        [SORT_PER_CALL] = "percall",
        [SORT_PRIMITIVE] = "pcalls",
        [SORT_STANDARD] = "stdname",
        [SORT_TIME] = "time",
    };
    return words[key];
}

double table_per_call(double time, int64_t count)
{
    return count ? time / (double)count : 0;
}

void table_code_name(const struct profile *profile, uint32_t function, struct buf *out)
{
    const struct function *f = &profile->functions[function];
    buf_text(out, "<code object ");
    buf_str(out, profile->names[f->name].raw);
    buf_text(out, " at 0x000000000000, file \"");
    buf_str(out, profile->names[f->file].raw);
    buf_format(out, "\", line %" PRId64 ">", f->line);
}

/* The profile module's key for the code that it ran is ('profile', 0, code object). */
static struct str key_file(const struct profile *profile, const struct function *f)
{
    return f->is_code ? STR("profile") : profile->names[f->file].raw;
}

static int64_t key_line(const struct function *f)
{
    return f->is_code ? 0 : f->line;
}

/* Appends the name of a function as pstats prints it: "{len}" in braces for what is built in, else
   "file:line(name)", in the raw bytes of the profile. */
static void function_name(const struct profile *profile, uint32_t function, struct buf *out)
{
    const struct function *f = &profile->functions[function];
    struct str file = profile->names[f->file].raw;
    struct str name = profile->names[f->name].raw;
    if (f->is_code) {
        buf_text(out, "profile:0(");
        table_code_name(profile, function, out);
        buf_char(out, ')');
        return;
    }
    if (!str_equal(file, STR("~")) || f->line != 0) {
        buf_str(out, file);
        buf_format(out, ":%" PRId64 "(", f->line);
        buf_str(out, name);
        buf_char(out, ')');
    } else if (str_starts(name, STR("<")) && str_ends(name, STR(">"))) {
        buf_char(out, '{');
        if (name.size > 1)
            buf_str(out, str_from(str_first(name, name.size - 1), 1));
        buf_char(out, '}');
    } else {
        buf_str(out, name);
    }
}

struct ordered {
    uint32_t order, function;
};

static int compare_orders(const void *left, const void *right)
{
    const struct ordered *a = left;
    const struct ordered *b = right;
    return (a->order > b->order) - (a->order < b->order);
}

struct table table_make(const struct profile *profile, bool for_terminal)
{
    struct table table = {.profile = profile, .for_terminal = for_terminal};
    uint32_t functions = profile->function_count;
    struct ordered *ordered = memory_new(functions, sizeof *ordered);
    for (uint32_t i = 0; i < functions; i++)
        if (profile->functions[i].order != NO_ENTRY)
            ordered[table.count++] = (struct ordered){profile->functions[i].order, i};
    if (table.count)
        qsort(ordered, table.count, sizeof *ordered, compare_orders);
    table.entries = memory_new(table.count, sizeof *table.entries);
    for (uint32_t i = 0; i < table.count; i++)
        table.entries[i] = ordered[i].function;
    free(ordered);
    table.names = arena_new(&table.arena, functions, sizeof *table.names);
    struct buf name = {0};
    for (uint32_t i = 0; i < functions; i++) {
        buf_cut(&name, 0);
        function_name(profile, i, &name);
        table.names[i] = arena_copy(&table.arena, buf_slice(&name));
        if (for_terminal)
            table.names[i] = utf8_show(&table.arena, table.names[i]);
    }
    buf_free(&name);
    return table;
}

/* An entry being sorted. */
struct item {
    const struct table *table;
    const enum sort_key *keys;
    size_t key_count;
    uint32_t function, place;
};

static int compare_counts(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_times(double a, double b)
{
    return (a > b) - (a < b);
}

static int compare_files(const struct profile *profile, const struct function *a,
                         const struct function *b)
{
    return a->file == b->file && a->is_code == b->is_code
               ? 0
               : str_compare(key_file(profile, a), key_file(profile, b));
}

static int compare_names(const struct profile *profile, const struct function *a,
                         const struct function *b)
{
    return a->name == b->name
               ? 0
               : str_compare(profile->names[a->name].raw, profile->names[b->name].raw);
}

int table_compare_keys(const struct profile *profile, uint32_t a, uint32_t b)
{
    const struct function *x = &profile->functions[a];
    const struct function *y = &profile->functions[b];
    int order = compare_files(profile, x, y);
    if (!order)
        order = compare_counts(key_line(x), key_line(y));
    return order ? order : compare_names(profile, x, y);
}

/* Costs descend, names ascend. */
static int compare_by(enum sort_key key, const struct table *table, uint32_t left, uint32_t right)
{
    const struct function *a = &table->profile->functions[left];
    const struct function *b = &table->profile->functions[right];
    int order = 0;
    switch (key) {
    case SORT_CALLS:
        return compare_counts(b->calls, a->calls);
    case SORT_PRIMITIVE:
        return compare_counts(b->primitive, a->primitive);
    case SORT_TIME:
        return compare_times(b->own, a->own);
    case SORT_CUMULATIVE:
        return compare_times(b->total, a->total);
    case SORT_PER_CALL:
        return compare_times(table_per_call(b->total, b->primitive),
                             table_per_call(a->total, a->primitive));
    case SORT_OWN_PER_CALL:
        return compare_times(table_per_call(b->own, b->calls), table_per_call(a->own, a->calls));
    case SORT_FILE:
        return compare_files(table->profile, a, b);
    case SORT_LINE:
        return compare_counts(key_line(a), key_line(b));
    case SORT_NAME:
        return compare_names(table->profile, a, b);
    case SORT_NFL:
        order = compare_names(table->profile, a, b);
        if (!order)
            order = compare_files(table->profile, a, b);
        return order ? order : compare_counts(key_line(a), key_line(b));
    default:
        return str_compare(table->names[left], table->names[right]);
    }
}

static int compare_items(const void *left, const void *right)
{
    const struct item *a = left;
    const struct item *b = right;
    int order = 0;
    for (size_t i = 0; i < a->key_count && !order; i++)
        order = compare_by(a->keys[i], a->table, a->function, b->function);
    return order ? order : compare_counts(a->place, b->place);
}

void table_sort(struct table *table, const enum sort_key *keys, size_t key_count)
{
    struct item *items = memory_new(table->count, sizeof *items);
    for (uint32_t i = 0; i < table->count; i++)
        items[i] = (struct item){table, keys, key_count, table->entries[i], i};
    if (table->count)
        qsort(items, table->count, sizeof *items, compare_items);
    for (uint32_t i = 0; i < table->count; i++)
        table->entries[i] = items[i].function;
    free(items);
}

void table_reverse(struct table *table)
{
    for (uint32_t i = 0; i < table->count / 2; i++) {
        uint32_t other = table->count - 1 - i;
        uint32_t entry = table->entries[i];
        table->entries[i] = table->entries[other];
        table->entries[other] = entry;
    }
}

void table_cut(struct table *table, uint32_t count)
{
    if (count < table->count)
        table->count = count;
}

void table_free(struct table *table)
{
    arena_free(&table->arena);
    free(table->entries);
    *table = (struct table){0};
}
