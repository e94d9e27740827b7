#include "output/json.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number_text.h"
#include "output/escape.h"

static void text(struct buf *out, const char *key, struct str value)
{
    buf_format(out, "\"%s\": \"", key);
    escape_json(out, value);
    buf_char(out, '"');
}

static void count(struct buf *out, const char *key, int64_t value)
{
    buf_format(out, ", \"%s\": %" PRId64, key, value);
}

static void seconds(struct buf *out, const char *key, double value)
{
    buf_format(out, ", \"%s\": ", key);
    number_text_shortest(out, value);
}

static void flag(struct buf *out, const char *key, bool value)
{
    buf_format(out, ", \"%s\": %s", key, value ? "true" : "false");
}

/* A function or call and what it is sorted by. */
struct item {
    const struct profile *profile;
    const uint32_t *place; /* of functions in the output */
    double total;
    uint32_t index;
};

static int compare_functions(const void *left, const void *right)
{
    const struct item *a = left;
    const struct item *b = right;
    int order = (a->total < b->total) - (a->total > b->total);
    return order ? order : profile_compare_keys(a->profile, a->index, b->index);
}

static int compare_places(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_calls(const void *left, const void *right)
{
    const struct item *a = left;
    const struct item *b = right;
    const struct call *x = &a->profile->calls[a->index];
    const struct call *y = &b->profile->calls[b->index];
    int order = (a->total < b->total) - (a->total > b->total);
    if (!order)
        order = compare_places(a->place[x->caller], b->place[y->caller]);
    return order ? order : compare_places(a->place[x->callee], b->place[y->callee]);
}

static void write_function(struct buf *out, const struct profile *profile, uint32_t index)
{
    const struct function *f = &profile->functions[index];
    buf_char(out, '{');
    text(out, "file", profile->names[f->file].raw);
    count(out, "line", f->line);
    buf_text(out, ", ");
    text(out, "name", profile->names[f->name].raw);
    count(out, "calls", f->calls);
    count(out, "primitive", f->primitive);
    seconds(out, "own", f->own);
    seconds(out, "total", f->total);
    buf_char(out, '}');
}

/* Writes the functions, and notes in `place` where each one stands. */
static void write_functions(struct buf *out, const struct profile *profile,
                            const struct selection *selection, uint32_t *place)
{
    uint32_t functions = selection->function_count;
    struct item *items = memory_new(functions, sizeof *items);
    for (uint32_t i = 0; i < functions; i++) {
        uint32_t index = selection->functions[i];
        items[i] = (struct item){profile, NULL, profile->functions[index].total, index};
    }
    if (functions)
        qsort(items, functions, sizeof *items, compare_functions);
    buf_text(out, "\"functions\": [");
    for (uint32_t i = 0; i < functions; i++) {
        place[items[i].index] = i;
        buf_text(out, i ? ",\n" : "\n");
        write_function(out, profile, items[i].index);
    }
    buf_text(out, "\n],\n");
    free(items);
}

static void write_calls(struct buf *out, const struct profile *profile,
                        const struct selection *selection, const uint32_t *place)
{
    uint32_t calls = selection->call_count;
    struct item *items = memory_new(calls, sizeof *items);
    for (uint32_t i = 0; i < calls; i++) {
        uint32_t index = selection->calls[i];
        items[i] = (struct item){profile, place, profile->calls[index].total, index};
    }
    if (calls)
        qsort(items, calls, sizeof *items, compare_calls);
    buf_text(out, "\"edges\": [");
    for (uint32_t i = 0; i < calls; i++) {
        const struct call *call = &profile->calls[items[i].index];
        buf_format(out, "%s{\"caller\": %" PRIu32 ", \"callee\": %" PRIu32, i ? ",\n" : "\n",
                   place[call->caller], place[call->callee]);
        count(out, "calls", call->calls);
        count(out, "primitive", call->primitive);
        seconds(out, "own", call->own);
        seconds(out, "total", call->total);
        flag(out, "estimated", call->estimated);
        buf_char(out, '}');
    }
    buf_text(out, "\n],\n");
    free(items);
}

static void write_health(struct buf *out, const struct health *health)
{
    buf_text(out, "\"health\": {\"residual\": ");
    number_text_shortest(out, health->residual);
    seconds(out, "residual_share", health->share);
    count(out, "roots", (int64_t)health->roots);
    count(out, "own_above_total", (int64_t)health->own_above_total);
    count(out, "total_above_program", (int64_t)health->total_above_program);
    count(out, "negative_times", (int64_t)health->negative_times);
    count(out, "not_finite_times", (int64_t)health->not_finite_times);
    count(out, "swapped_counts", (int64_t)health->swapped_counts);
    count(out, "callers_without_entry", (int64_t)health->callers_without_entry);
    count(out, "estimated_edges", (int64_t)health->estimated_calls);
    count(out, "shared_labels", (int64_t)health->shared_labels);
    flag(out, "sampled", health->sampled);
    flag(out, "mixed_threads", health->mixed_threads);
    buf_text(out, "}\n");
}

void json_write(const struct profile *profile, const struct selection *selection,
                const struct health *health, const char *const *files, size_t file_count,
                struct buf *out)
{
    struct totals totals = profile_totals(profile);
    uint32_t *place = memory_new(profile->function_count, sizeof *place);
    buf_format(out, "{\"format\": \"prof2dot\", \"version\": 1, \"kind\": \"%s\", \"unit\": \"s\"",
               profile->sampled ? "samples" : "calls");
    seconds(out, "total", totals.total);
    count(out, "calls", totals.calls);
    count(out, "primitive_calls", totals.primitive);
    buf_text(out, ",\n\"files\": [");
    for (size_t i = 0; i < file_count; i++) {
        buf_text(out, i ? ", \"" : "\"");
        escape_json(out, str_of(files[i]));
        buf_char(out, '"');
    }
    buf_text(out, "],\n");
    write_functions(out, profile, selection, place);
    write_calls(out, profile, selection, place);
    write_health(out, health);
    buf_text(out, "}\n");
    free(place);
}
