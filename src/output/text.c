#include "output/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"

static void pad(struct buf *out, size_t width, size_t used)
{
    for (; used < width; used++)
        buf_char(out, ' ');
}

static bool is_seconds(const struct profile *profile)
{
    return profile->unit.kind == UNIT_SECONDS;
}

static bool is_wide(const struct table *table)
{
    return is_seconds(table->profile) && table->unit != TABLE_SECONDS;
}

/* In the width that pstats gives to seconds, in a larger one for smaller units: what else is
   counted is whole, but for shares of it. */
static void cost(struct buf *out, const struct table *table, double value)
{
    static const double scale[] = {
        [TABLE_SECONDS] = 1, [TABLE_MILLISECONDS] = 1e3, [TABLE_MICROSECONDS] = 1e6};
    if (is_seconds(table->profile))
        buf_format(out, "%*.3f", is_wide(table) ? 12 : 8, value * scale[table->unit]);
    else
        buf_format(out, "%8.*f", value == floor(value) ? 0 : 1, value);
}

/* "nc", or "nc/cc" where they differ, right-justified. */
static void counts(struct buf *out, int64_t calls, int64_t primitive, size_t width)
{
    struct buf text = {0};
    buf_format(&text, "%" PRId64, calls);
    if (calls != primitive)
        buf_format(&text, "/%" PRId64, primitive);
    pad(out, width, text.size);
    buf_str(out, buf_slice(&text));
    buf_free(&text);
}

static void per_call(struct buf *out, const struct table *table, double value, int64_t count)
{
    buf_char(out, ' ');
    if (count)
        cost(out, table, table_per_call(value, count));
    else
        pad(out, is_wide(table) ? 12 : 8, 0);
}

/* Appends a name that is not one of table.names, and ends the line. */
static void add_name(const struct table *table, struct str name, struct buf *out)
{
    struct arena arena = {0};
    buf_str(out, table->for_terminal ? utf8_show(&arena, name) : name);
    buf_char(out, '\n');
    arena_free(&arena);
}

static void stats_line(const struct table *table, uint32_t entry, struct buf *out)
{
    const struct function *f = &table->profile->functions[entry];
    counts(out, f->calls, f->primitive, 9);
    buf_char(out, ' ');
    cost(out, table, f->own);
    per_call(out, table, f->own, f->calls);
    buf_char(out, ' ');
    cost(out, table, f->total);
    per_call(out, table, f->total, f->primitive);
    buf_char(out, ' ');
    buf_str(out, table->names[entry]);
    buf_char(out, '\n');
}

static bool is_jprofile_root(const struct profile *profile, uint32_t function)
{
    const struct function *f = &profile->functions[function];
    return f->line == 0 && str_equal(profile->names[f->file].raw, STR("jprofile")) &&
           str_equal(profile->names[f->name].raw, STR("profiler"));
}

/* What old profilers marked as called from the top. */
static void top_level(const struct table *table, struct buf *out)
{
    const struct profile *profile = table->profile;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        if (!is_jprofile_root(profile, call->caller))
            continue;
        buf_text(out, "         ");
        add_name(table, profile->names[profile->functions[call->callee].name].raw, out);
    }
}

/* Whether the samples are none of those that pstats prints as calls. */
static bool is_other_sampler(const struct profile *profile)
{
    return profile->sampled &&
           (profile->stacks.count || !is_seconds(profile) || !profile_totals(profile).calls);
}

/* What was counted, in what: as pstats says it, where that holds. */
static void sums(const struct profile *profile, struct buf *out)
{
    struct totals totals = profile_totals(profile);
    const char *unit = is_seconds(profile) ? "seconds" : unit_name(&profile->unit);
    int decimals = is_seconds(profile) ? 3 : 0;
    buf_text(out, "         ");
    if (is_other_sampler(profile)) {
        if (is_seconds(profile) && totals.primitive)
            buf_format(out, "%" PRId64 " samples in ", totals.primitive);
    } else {
        buf_format(out, "%" PRId64 " function calls ", totals.calls);
        if (totals.calls != totals.primitive)
            buf_format(out, "(%" PRId64 " primitive calls) ", totals.primitive);
        buf_text(out, "in ");
    }
    buf_format(out, "%.*f %s\n\n", decimals, totals.own, unit);
}

static const char *heading(const struct table *table)
{
    const struct profile *profile = table->profile;
    if (profile->marked && !is_wide(table))
        return " nsamples  tottime persample cumtime persample filename:lineno(function)\n";
    if (is_other_sampler(profile) && !is_wide(table))
        return " nsamples      own persample   total persample filename:lineno(function)\n";
    if (!is_seconds(profile))
        return "   ncalls      own  percall    total  percall filename:lineno(function)\n";
    if (is_wide(table))
        return profile->sampled ? " nsamples          own    persample        total    persample "
                                  "filename:lineno(function)\n"
                                : "   ncalls      tottime      percall      cumtime      percall "
                                  "filename:lineno(function)\n";
    return "   ncalls  tottime  percall  cumtime  percall filename:lineno(function)\n";
}

void text_stats(const struct table_page *page, struct buf *out)
{
    const struct table *table = page->table;
    for (size_t i = 0; i < page->file_count; i++)
        add_name(table, str_of(page->files[i]), out);
    buf_char(out, '\n');
    top_level(table, out);
    sums(table->profile, out);
    if (!table->count)
        return;
    buf_str(out, page->order);
    buf_char(out, '\n');
    buf_text(out, heading(table));
    for (uint32_t i = 0; i < table->count; i++)
        stats_line(table, table->entries[i], out);
    buf_text(out, "\n\n");
}

static size_t name_width(const struct table *table)
{
    size_t widest = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        size_t width = utf8_count(table->names[table->entries[i]]);
        widest = width > widest ? width : widest;
    }
    return widest + 2;
}

/* Whether the first entry with callers has costs for them: `profile` writes counts alone. */
static bool callers_have_costs(const struct profile *profile)
{
    uint32_t first = NO_ENTRY;
    bool have = false;
    for (uint32_t i = 0; i < profile->function_count; i++) {
        const struct row *row = &profile->callers[i];
        if (profile->functions[i].order < first && row->start < row->end) {
            first = profile->functions[i].order;
            have = !profile->calls[row->start].estimated;
        }
    }
    return have;
}

/* One caller or callee: `other` is its function. Later lines of a list are set in by one, the
   widths of which pstats gives to the numbers. */
static void call_line(const struct table *table, const struct call *call, uint32_t other,
                      size_t width, bool later, struct buf *out)
{
    size_t left = width + (call->estimated ? 3 : 1);
    if (later)
        pad(out, left, 0);
    if (call->estimated) {
        buf_str(out, table->names[other]);
        buf_format(out, "(%" PRId64 ") ", call->calls);
        cost(out, table, table->profile->functions[other].total);
    } else {
        counts(out, call->calls, call->primitive, later ? 9 : 7);
        buf_char(out, ' ');
        cost(out, table, call->own);
        buf_char(out, ' ');
        cost(out, table, call->total);
        buf_text(out, "  ");
        buf_str(out, table->names[other]);
    }
    buf_char(out, '\n');
}

/* A call of an entry, and the function at its other end. */
struct neighbour {
    const struct profile *profile;
    const struct call *call;
    uint32_t other;
};

static int compare_neighbours(const void *left, const void *right)
{
    const struct neighbour *a = left;
    const struct neighbour *b = right;
    return table_compare_keys(a->profile, a->other, b->other);
}

static void begin_calls(const struct table *table, uint32_t entry, const char *arrow, size_t width,
                        struct buf *out)
{
    buf_str(out, table->names[entry]);
    pad(out, width, utf8_count(table->names[entry]));
    buf_format(out, "%s ", arrow);
}

static void call_lines(const struct table *table, struct neighbour *neighbours, size_t count,
                       size_t width, struct buf *out)
{
    if (count)
        qsort(neighbours, count, sizeof *neighbours, compare_neighbours);
    else
        buf_char(out, '\n');
    for (size_t i = 0; i < count; i++)
        call_line(table, neighbours[i].call, neighbours[i].other, width, i > 0, out);
}

static size_t callers_of(const struct profile *profile, uint32_t entry, struct neighbour *into)
{
    const struct row *row = &profile->callers[entry];
    for (uint32_t i = row->start; i < row->end; i++)
        into[i - row->start] =
            (struct neighbour){profile, &profile->calls[i], profile->calls[i].caller};
    return row->end - row->start;
}

static size_t callees_of(const struct profile *profile, uint32_t entry, struct neighbour *into)
{
    uint32_t start = profile->callees[entry];
    uint32_t end = profile->callees[entry + 1];
    for (uint32_t i = start; i < end; i++) {
        const struct call *call = &profile->calls[profile->callees_of[i]];
        into[i - start] = (struct neighbour){profile, call, call->callee};
    }
    return end - start;
}

static void call_table(const struct table_page *page, const char *title, const char *arrow,
                       size_t (*find)(const struct profile *, uint32_t, struct neighbour *),
                       struct buf *out)
{
    const struct table *table = page->table;
    if (!table->count)
        return;
    const struct profile *profile = table->profile;
    size_t width = name_width(table);
    buf_str(out, page->order);
    buf_text(out, "\nFunction ");
    pad(out, width, STR("Function ").size);
    buf_format(out, "%s\n", title);
    if (callers_have_costs(profile)) {
        pad(out, width, 0);
        buf_text(out, is_wide(table) ? (profile->sampled ? "  nsamples          own        total\n"
                                                         : "    ncalls      tottime      cumtime\n")
                      : is_other_sampler(profile) ? "  nsamples      own    total\n"
                      : is_seconds(profile)       ? "    ncalls  tottime  cumtime\n"
                                                  : "    ncalls      own    total\n");
    }
    struct neighbour *neighbours = memory_new(profile->call_count, sizeof *neighbours);
    for (uint32_t i = 0; i < table->count; i++) {
        size_t count = find(profile, table->entries[i], neighbours);
        begin_calls(table, table->entries[i], arrow, width, out);
        call_lines(table, neighbours, count, width, out);
    }
    free(neighbours);
    buf_text(out, "\n\n");
}

void text_callers(const struct table_page *page, struct buf *out)
{
    call_table(page, "was called by...", "<-", callers_of, out);
}

void text_callees(const struct table_page *page, struct buf *out)
{
    call_table(page, "called...", "->", callees_of, out);
}
