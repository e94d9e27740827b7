#include "output/changes_json.h"

#include <inttypes.h>

#include "base/text/number_text.h"
#include "output/escape.h"

static void text(struct buf *out, const char *key, struct str value)
{
    buf_format(out, "\"%s\": \"", key);
    escape_json(out, value);
    buf_char(out, '"');
}

static void number(struct buf *out, const char *key, double value)
{
    buf_format(out, "\"%s\": ", key);
    number_text_shortest(out, value);
}

static const char *truth(bool value)
{
    return value ? "true" : "false";
}

static void sentence(struct buf *out, const struct sentence *sentence)
{
    buf_char(out, '"');
    for (uint32_t i = 0; i < sentence->count; i++)
        escape_json(out, sentence->pieces[i].text);
    buf_char(out, '"');
}

/* "before": {"file": ..., "line": ..., "name": ...}, or null. */
static void function(struct buf *out, const char *key, const struct profile *profile,
                     uint32_t index)
{
    buf_format(out, "\"%s\": ", key);
    if (index == MATCH_NOBODY) {
        buf_text(out, "null");
        return;
    }
    const struct function *f = &profile->functions[index];
    buf_char(out, '{');
    text(out, "file", profile->names[f->file].raw);
    buf_format(out, ", \"line\": %" PRId64 ", ", f->line);
    text(out, "name", profile->names[f->name].raw);
    buf_char(out, '}');
}

static void pair(struct buf *out, const struct changes_subject *subject, uint32_t before,
                 uint32_t after)
{
    function(out, "before", subject->shown[0], before);
    buf_text(out, ", ");
    function(out, "after", subject->shown[1], after);
}

static void times(struct buf *out, const char *key, const struct change_times *times,
                  double by_calls, double by_cost)
{
    buf_format(out, ", \"%s\": {", key);
    number(out, "before", times->before);
    buf_text(out, ", ");
    number(out, "after", times->after);
    buf_text(out, ", ");
    number(out, "by_calls", by_calls);
    buf_text(out, ", ");
    number(out, "by_cost", by_cost);
    buf_format(out, ", \"changed\": %s}", truth(times->is_real));
}

static void calls(struct buf *out, const struct change_calls *calls)
{
    buf_format(out,
               ", \"calls\": {\"before\": %" PRId64 ", \"after\": %" PRId64 ", \"changed\": %s}",
               calls->before, calls->after, truth(calls->is_real));
}

static void write_function(struct buf *out, const struct changes_subject *subject,
                           const struct change *change)
{
    static const char *const kinds[] = {[MATCH_SAME] = "same",
                                        [MATCH_LINE] = "line",
                                        [MATCH_FILE] = "file",
                                        [MATCH_RENAMED] = "renamed",
                                        [MATCH_NONE] = "none"};
    const char *kind = change->before == MATCH_NOBODY  ? "new"
                       : change->after == MATCH_NOBODY ? "gone"
                                                       : kinds[change->kind];
    buf_char(out, '{');
    pair(out, subject, change->before, change->after);
    buf_format(out, ", \"match\": \"%s\"", kind);
    times(out, "own", &change->own, change->own_by_calls, change->own_by_cost);
    times(out, "total", &change->total, change->total_by_calls, change->total_by_cost);
    calls(out, &change->calls);
    buf_char(out, '}');
}

static void write_cause(struct buf *out, const struct changes_subject *subject,
                        const struct cause *cause)
{
    buf_text(out, "{\"caller\": {");
    pair(out, subject, cause->caller[0], cause->caller[1]);
    buf_text(out, "}, \"callee\": {");
    pair(out, subject, cause->callee[0], cause->callee[1]);
    buf_format(out, "}, \"imports\": %s", truth(cause->imports));
    times(out, "time", &cause->time, cause->by_calls, cause->by_cost);
    calls(out, &cause->calls);
    buf_char(out, '}');
}

static void write_charge(struct buf *out, const struct changes_subject *subject,
                         const struct charge_change *charge)
{
    static const char *const keys[] = {"own_before", "own_after", "caused_before", "caused_after"};
    const double values[] = {charge->own[0], charge->own[1], charge->caused[0], charge->caused[1]};
    buf_char(out, '{');
    pair(out, subject, charge->before, charge->after);
    for (int i = 0; i < 4; i++) {
        buf_text(out, ", ");
        number(out, keys[i], values[i]);
    }
    buf_char(out, '}');
}

static void write_side(struct buf *out, const char *key, const struct changes_subject *subject,
                       int side, struct str title)
{
    const struct side *of = subject->sides[side];
    buf_format(out, "\"%s\": {", key);
    text(out, "title", title);
    buf_format(out, ", \"runs\": %u, ", (unsigned)of->runs);
    number(out, "total", of->whole.median);
    buf_text(out, ", ");
    number(out, "least", of->whole.least);
    buf_text(out, ", ");
    number(out, "most", of->whole.most);
    buf_text(out, "},\n");
}

/* "key": [ with a comma and a line end between the items. */
static void begin_item(struct buf *out, const char *key, uint32_t index)
{
    if (index)
        buf_text(out, ",\n");
    else
        buf_format(out, "\"%s\": [\n", key);
}

void changes_json(const struct changes_subject *subject, const struct charges_change *charges,
                  const struct changes_told *told, const struct str titles[2],
                  const struct budgets *budgets, struct buf *out)
{
    const struct changes *changes = subject->changes;
    const struct causes *causes = subject->causes;
    buf_text(out, "{\"format\": \"prof2dot changes\", \"version\": 1, ");
    text(out, "unit", str_of(unit_name(&subject->sides[1]->profile.unit)));
    buf_text(out, ",\n");
    write_side(out, "before", subject, 0, titles[0]);
    write_side(out, "after", subject, 1, titles[1]);
    buf_format(out, "\"changed\": %s, \"verdict\": ", truth(changes->is_real));
    sentence(out, &told->verdict);
    buf_text(out, ", \"because\": [");
    for (uint32_t i = 0; i < told->cause_count; i++) {
        buf_text(out, i ? ", " : "");
        sentence(out, &told->causes[i]);
    }
    buf_text(out, "],\n");
    if (budgets) {
        budgets_json(budgets, out);
        buf_text(out, ",\n");
    }
    for (uint32_t i = 0; i < causes->count; i++) {
        begin_item(out, "causes", i);
        write_cause(out, subject, &causes->items[i]);
    }
    buf_text(out, causes->count ? "\n],\n" : "\"causes\": [],\n");
    for (uint32_t i = 0; i < charges->count; i++) {
        begin_item(out, "charges", i);
        write_charge(out, subject, &charges->items[i]);
    }
    buf_text(out, charges->count ? "\n],\n\"nobodys\": {" : "\"charges\": [],\n\"nobodys\": {");
    number(out, "before", charges->nobodys[0]);
    buf_text(out, ", ");
    number(out, "after", charges->nobodys[1]);
    buf_text(out, "},\n");
    for (uint32_t i = 0; i < changes->count; i++) {
        begin_item(out, "functions", i);
        write_function(out, subject, &changes->items[i]);
    }
    buf_text(out, changes->count ? "\n]}\n" : "\"functions\": []}\n");
}
