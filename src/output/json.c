#include "output/json.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/text/number_text.h"
#include "output/escape.h"
#include "view/words/oddities.h"

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
    seconds(out, "total", profile_weight(f));
    buf_char(out, '}');
}

/* Writes the functions, and notes in `place` where each one stands. */
static void write_functions(struct buf *out, const struct profile *profile,
                            const struct selection *selection, uint32_t *place)
{
    buf_text(out, "\"functions\": [");
    for (uint32_t i = 0; i < selection->function_count; i++) {
        place[selection->functions[i]] = i;
        buf_text(out, i ? ",\n" : "\n");
        write_function(out, profile, selection->functions[i]);
    }
    buf_text(out, "\n],\n");
}

static void write_call(struct buf *out, const struct call *call, const uint32_t *place)
{
    buf_format(out, "{\"caller\": %" PRIu32 ", \"callee\": %" PRIu32, place[call->caller],
               place[call->callee]);
    count(out, "calls", call->calls);
    count(out, "primitive", call->primitive);
    seconds(out, "own", call->own);
    seconds(out, "total", call->total);
    flag(out, "estimated", call->estimated);
    if (call->residual)
        flag(out, "residual", true);
    buf_char(out, '}');
}

static void write_calls(struct buf *out, const struct json_part *part, const uint32_t *place)
{
    uint32_t call_count;
    uint32_t *calls = select_calls(part->profile, part->options, part->selection, &call_count);
    buf_text(out, "\"edges\": [");
    for (uint32_t i = 0; i < call_count; i++) {
        buf_text(out, i ? ",\n" : "\n");
        write_call(out, &part->profile->calls[calls[i]], place);
    }
    buf_text(out, "\n],\n");
    free(calls);
}

/* What is on no path that --ignore, --focus and --show-from leave, so that own times add up. */
static void write_dropped(struct buf *out, const struct filter_report *filtered)
{
    if (!filtered->dropped && filtered->dropped_own <= 0)
        return;
    buf_format(out, "\"dropped\": {\"functions\": %" PRIu32, filtered->dropped);
    seconds(out, "own", filtered->dropped_own);
    flag(out, "estimated", filtered->estimated);
    buf_text(out, "},\n");
}

/* What --hide took out, so that own times can be added up to the whole. */
static void write_hidden(struct buf *out, const struct filter_report *filtered)
{
    if (!filtered->hidden)
        return;
    buf_format(out, "\"hidden\": {\"functions\": %" PRIu32, filtered->hidden);
    seconds(out, "own", filtered->hidden_own);
    seconds(out, "unplaced", filtered->nobodys_own);
    buf_text(out, "},\n");
}

/* What is told of the data, in words. */
static void write_notes(struct buf *out, const struct health *health, const struct unit *unit)
{
    struct buf words = {0};
    bool any = false;
    buf_text(out, ", \"notes\": [");
    for (int i = 0; i < ODDITIES; i++) {
        buf_cut(&words, 0);
        if (!oddities_say(health, (enum oddity)i, ODDITY_IN_NOTES, unit, &words))
            continue;
        buf_text(out, any ? ", \"" : "\"");
        escape_json(out, buf_slice(&words));
        buf_char(out, '"');
        any = true;
    }
    buf_char(out, ']');
    buf_free(&words);
}

static void write_health(struct buf *out, const struct health *health, const struct unit *unit)
{
    const struct oddity_found *residual = &health->found[ODDITY_RESIDUAL];
    buf_text(out, "\"health\": {\"residual\": ");
    number_text_shortest(out, residual->cost);
    seconds(out, "residual_share", residual->share);
    for (int i = 0; i < ODDITIES; i++) {
        const struct oddity_found *found = &health->found[i];
        if (i == ODDITY_RESIDUAL)
            continue;
        if (oddities_is_flag((enum oddity)i))
            flag(out, oddities_id((enum oddity)i), found->count > 0);
        else
            count(out, oddities_id((enum oddity)i),
                  found->count < INT64_MAX ? (int64_t)found->count : INT64_MAX);
    }
    write_notes(out, health, unit);
    buf_text(out, "}\n");
}

void json_write(const struct json_part *part, const struct health *health, const char *const *files,
                size_t file_count, struct buf *out)
{
    const struct profile *profile = part->profile;
    uint32_t *place = memory_new(profile->function_count, sizeof *place);
    buf_format(out, "{\"format\": \"prof2dot\", \"version\": 1, \"kind\": \"%s\", ",
               profile->sampled ? "samples" : "calls");
    text(out, "unit", str_of(unit_name(&profile->unit)));
    if (profile->unit.interval > 0)
        seconds(out, "interval", profile->unit.interval);
    seconds(out, "total", part->whole->total);
    count(out, "calls", part->whole->calls);
    count(out, "primitive_calls", part->whole->primitive);
    buf_text(out, ",\n\"files\": [");
    for (size_t i = 0; i < file_count; i++) {
        buf_text(out, i ? ", \"" : "\"");
        escape_json(out, str_of(files[i]));
        buf_char(out, '"');
    }
    buf_text(out, "],\n");
    write_functions(out, profile, part->selection, place);
    write_calls(out, part, place);
    write_hidden(out, part->filtered);
    write_dropped(out, part->filtered);
    if (part->budgets) {
        budgets_json(part->budgets, out);
        buf_text(out, ",\n");
    }
    write_health(out, health, &profile->unit);
    buf_text(out, "}\n");
    free(place);
}
