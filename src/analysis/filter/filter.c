#include "analysis/filter/filter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/filter/filter_stacks.h"
#include "analysis/filter/path_parts.h"
#include "analysis/graph/contract.h"
#include "base/memory.h"
#include "model/builder.h"
#include "model/line_costs.h"
#include "python/origins.h"
#include "python/pattern.h"

/* Fractions this near to nothing or all are rounding. */
#define ROUNDING 1e-9

/* A profile being put together of parts of another one. */
struct rebuilding {
    const struct profile *from;
    struct builder builder;
    uint32_t *place; /* of the functions that were taken over */
};

static struct rebuilding rebuild_start(const struct profile *from)
{
    struct rebuilding r = {from, builder_start(),
                           memory_new(from->function_count, sizeof(uint32_t))};
    profile_copy_facts(&r.builder.profile, from);
    return r;
}

static struct function *rebuild_function(struct rebuilding *r, uint32_t index)
{
    const struct function *from = &r->from->functions[index];
    uint32_t file = builder_name(&r->builder, r->from->names[from->file].raw);
    uint32_t name = builder_name(&r->builder, r->from->names[from->name].raw);
    uint32_t place = builder_function(&r->builder, file, from->line, name, from->is_code);
    struct function *into = &r->builder.profile.functions[place];
    file = into->file;
    name = into->name;
    *into = *from;
    into->file = file;
    into->name = name;
    r->place[index] = place;
    return into;
}

/* Takes over what the lines of such a function cost, or a part of it. */
static void rebuild_lines(struct rebuilding *r, uint32_t index, double part)
{
    struct row row = line_costs_of(r->from, index);
    for (uint32_t i = row.start; i < row.end; i++) {
        struct line_cost line = r->from->lines[i];
        line.function = r->place[index];
        line.own *= part;
        line.total *= part;
        builder_line(&r->builder, &line);
    }
}

static struct call *rebuild_call(struct rebuilding *r, const struct call *from)
{
    struct call *into = builder_call(&r->builder, r->place[from->caller], r->place[from->callee]);
    struct call ends = *into;
    *into = *from;
    into->caller = ends.caller;
    into->callee = ends.callee;
    return into;
}

static void rebuild_finish(struct rebuilding *r, struct profile *profile)
{
    struct profile made = builder_finish(&r->builder);
    free(r->place);
    profile_free(profile);
    *profile = made;
}

/* Which parts of own and inclusive time, of a function or of a call, are wanted: 0 to 1. */
struct parts {
    double own, total;
    bool guessed;
};

static struct parts wanted_of(enum path_filter filter, struct through_part part)
{
    if (filter == PATHS_SHOW_FROM)
        return (struct parts){part.own_from, part.from, part.from_guessed};
    if (filter == PATHS_FOCUS)
        return (struct parts){part.own, part.either, part.either_guessed};
    return (struct parts){1 - part.own, 1 - part.either, part.either_guessed};
}

static bool is_whole(double part)
{
    return part > 1 - ROUNDING;
}

/* As many of the calls as the part is; at least one. */
static int64_t part_of_count(int64_t count, double part)
{
    double whole = round((double)count * part);
    return is_whole(part) ? count : whole < 1 && count > 0 ? 1 : (int64_t)whole;
}

static void apply_parts_to_function(struct function *f, struct parts parts)
{
    if (is_whole(parts.total) && is_whole(parts.own))
        return;
    f->own *= parts.own;
    f->total *= parts.total;
    f->calls = part_of_count(f->calls, parts.total);
    f->primitive = part_of_count(f->primitive, parts.total);
}

static void apply_parts_to_call(struct call *call, struct parts parts)
{
    if (is_whole(parts.total) && is_whole(parts.own))
        return;
    call->own *= parts.own;
    call->total *= parts.total;
    call->calls = part_of_count(call->calls, parts.total);
    call->primitive = part_of_count(call->primitive, parts.total);
}

/* A profile that path filters reduce one after the other, and the paths that they leave. */
struct reducing {
    struct profile *profile;
    struct filter_report *report;
    struct path_parts parts; /* of a table of calls */
};

/* Reduces the functions to the wanted paths; tells which are kept. */
static bool *cut_functions(struct rebuilding *r, const struct through *through,
                           enum path_filter filter)
{
    bool *kept = memory_new(r->from->function_count, sizeof *kept);
    for (uint32_t i = 0; i < r->from->function_count; i++) {
        struct parts parts = wanted_of(filter, through_of_function(through, r->from, i));
        kept[i] = parts.total > ROUNDING;
        if (!kept[i])
            continue;
        apply_parts_to_function(rebuild_function(r, i), parts);
        rebuild_lines(r, i, parts.own);
    }
    return kept;
}

/* Tells whether any of the calls is a guess. */
static bool cut_calls(struct rebuilding *r, const struct through *through, const bool *kept,
                      enum path_filter filter)
{
    const struct profile *profile = r->from;
    bool any = false;
    for (uint32_t i = 0; i < profile->call_count; i++) {
        const struct call *call = &profile->calls[i];
        struct parts parts = wanted_of(filter, through_of_call(through, profile, i));
        if (!kept[call->caller] || !kept[call->callee] || parts.total <= ROUNDING)
            continue;
        struct call *left = rebuild_call(r, call);
        apply_parts_to_call(left, parts);
        if (parts.guessed)
            left->estimated = any = true;
    }
    return any;
}

/* Reduces the profile to the wanted paths. */
static void cut_paths(struct reducing *reducing, const bool *marked, enum path_filter filter)
{
    struct profile *profile = reducing->profile;
    struct filter_report *report = reducing->report;
    bool *is_through = path_parts_through(&reducing->parts, marked);
    struct path_costs costs = path_parts_costs(&reducing->parts, profile, is_through);
    struct through through = through_find(profile, marked, &costs);
    struct rebuilding r = rebuild_start(profile);
    double own = profile_own(profile);
    bool *kept = cut_functions(&r, &through, filter);
    for (uint32_t i = 0; i < profile->function_count; i++)
        report->dropped += !kept[i];
    report->estimated |= cut_calls(&r, &through, kept, filter);
    path_parts_cut(&reducing->parts, is_through, filter);
    path_parts_renumber(&reducing->parts, r.place, kept);
    free(costs.functions);
    free(costs.calls);
    free(is_through);
    free(kept);
    through_free(&through);
    rebuild_finish(&r, profile);
    report->dropped_own += own - profile_own(profile);
}

static void cut_stacks(const struct reducing *reducing, const bool *marked, enum path_filter filter)
{
    struct profile *profile = reducing->profile;
    if (filter == PATHS_IGNORE)
        filter_stacks_ignore(profile, marked, reducing->report);
    else if (filter == PATHS_FOCUS)
        filter_stacks_focus(profile, marked, reducing->report);
    else
        filter_stacks_show_from(profile, marked, reducing->report);
}

/* Marks what a pattern of an option fits. */
static bool mark_named(const struct profile *profile, const char *pattern, const char *option,
                       bool may_fit_nothing, bool *marked, struct error *error)
{
    struct patterns one = {&pattern, 1};
    return pattern_mark(profile, &one, pattern_matches_either, option, marked, error) ||
           may_fit_nothing;
}

static bool filter_paths(struct reducing *reducing, const struct filter_options *options,
                         enum path_filter filter, struct error *error)
{
    const struct {
        const char *option;
        const struct patterns *patterns;
    } wanted[] = {[PATHS_IGNORE] = {"--ignore", &options->ignore},
                  [PATHS_FOCUS] = {"--focus", &options->focus},
                  [PATHS_SHOW_FROM] = {"--show-from", &options->show_from}};
    const struct patterns *patterns = wanted[filter].patterns;
    if (!patterns->count)
        return true;
    struct profile *profile = reducing->profile;
    bool *marked = memory_new(profile->function_count, sizeof *marked), ok = true;
    for (size_t p = 0; p < patterns->count && ok; p++)
        ok = mark_named(profile, patterns->items[p], wanted[filter].option,
                        options->may_fit_nothing, marked, error);
    if (ok && profile->stacks.count)
        cut_stacks(reducing, marked, filter);
    else if (ok)
        cut_paths(reducing, marked, filter);
    free(marked);
    return ok;
}

/* All that keep to some paths. The call tree is made once, for all of them. */
static bool filter_all_paths(struct profile *profile, const struct filter_options *options,
                             struct filter_report *report, struct error *error)
{
    struct reducing reducing = {.profile = profile, .report = report};
    if (!options->ignore.count && !options->focus.count && !options->show_from.count)
        return true;
    if (!profile->stacks.count)
        reducing.parts = path_parts_make(profile);
    bool ok = filter_paths(&reducing, options, PATHS_IGNORE, error) &&
              filter_paths(&reducing, options, PATHS_FOCUS, error) &&
              filter_paths(&reducing, options, PATHS_SHOW_FROM, error);
    path_parts_free(&reducing.parts);
    return ok;
}

static bool is_kind_word(const char *word)
{
    bool is_kind = false;
    for (size_t i = 0; filter_kind(i); i++)
        is_kind |= strcmp(word, filter_kind(i)) == 0;
    return is_kind;
}

/* Whether the word for a kind of code means this function. */
static bool is_of_kind(const struct profile *profile, const char *word, uint32_t function,
                       enum origin origin)
{
    if (strcmp(word, "import") == 0)
        return origins_is_import(profile, function, origin);
    if (strcmp(word, "test") == 0)
        return origins_is_test_runner(profile, function, origin);
    return strcmp(word, origins_name(origin)) == 0 ||
           (origin == ORIGIN_FROZEN && strcmp(word, origins_name(ORIGIN_STDLIB)) == 0);
}

/* Who mistypes a kind of code is told of them, not only of functions. */
static bool say_kinds(struct error *error)
{
    struct error known = *error;
    struct buf kinds = {0};
    for (size_t i = 0; filter_kind(i); i++)
        buf_format(&kinds, "%s%s", !i ? "" : filter_kind(i + 1) ? ", " : " and ", filter_kind(i));
    error_set(error, known.code, "%.400s; kinds of code are %s", known.message, kinds.data);
    buf_free(&kinds);
    return false;
}

/* Marks the functions of this kind, but for the user's own. */
static void mark_kind(const struct profile *profile, const char *word, const struct patterns *own,
                      bool *hidden)
{
    struct origins origins = origins_find(profile, own);
    for (uint32_t i = 0; i < profile->function_count; i++)
        hidden[i] |= !origins.is_own[i] && is_of_kind(profile, word, i, origins.of[i]);
    origins_free(&origins);
}

static bool mark_hidden(const struct profile *profile, const struct filter_options *options,
                        bool *hidden, struct error *error)
{
    bool ok = true;
    for (size_t p = 0; ok && p < options->hide.count; p++) {
        const char *word = options->hide.items[p];
        if (is_kind_word(word))
            mark_kind(profile, word, &options->own, hidden);
        else
            ok = mark_named(profile, word, "--hide", options->may_fit_nothing, hidden, error) ||
                 say_kinds(error);
    }
    return ok;
}

static void rebuild_links(struct rebuilding *r, const struct contraction *contraction)
{
    for (uint32_t i = 0; i < contraction->link_count; i++) {
        const struct link *link = &contraction->links[i];
        struct call call = {.caller = link->caller,
                            .callee = link->callee,
                            .calls = link->calls,
                            .primitive = link->primitive,
                            .own = link->own,
                            .total = link->total,
                            .estimated = link->estimated,
                            .residual = link->residual};
        rebuild_call(r, &call);
    }
}

/* Takes the hidden functions out, and gives their own time to those that called them. */
static void hide(struct profile *profile, const bool *hidden, struct filter_report *report)
{
    bool *kept = memory_new(profile->function_count, sizeof *kept);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        kept[i] = !hidden[i];
        report->hidden += hidden[i];
        if (hidden[i])
            report->hidden_own = profile_add_times(report->hidden_own, profile->functions[i].own);
    }
    struct contraction contraction = contract_functions(profile, kept);
    struct rebuilding r = rebuild_start(profile);
    for (uint32_t i = 0; i < profile->function_count; i++) {
        if (!kept[i])
            continue;
        struct function *function = rebuild_function(&r, i);
        function->own = profile_add_times(function->own, contraction.absorbed[i]);
        rebuild_lines(&r, i, 1);
    }
    rebuild_links(&r, &contraction);
    report->nobodys_own = contraction.unplaced;
    contract_free(&contraction);
    free(kept);
    rebuild_finish(&r, profile);
}

static bool filter_hidden(struct profile *profile, const struct filter_options *options,
                          struct filter_report *report, struct error *error)
{
    if (!options->hide.count)
        return true;
    bool *hidden = memory_new(profile->function_count, sizeof *hidden);
    bool ok = mark_hidden(profile, options, hidden, error);
    if (ok && profile->stacks.count)
        filter_stacks_hide(profile, hidden, report);
    else if (ok)
        hide(profile, hidden, report);
    free(hidden);
    return ok;
}

bool filter_profile(struct profile *profile, const struct filter_options *options,
                    struct filter_report *report, struct error *error)
{
    return filter_all_paths(profile, options, report, error) &&
           filter_hidden(profile, options, report, error);
}

bool filter_has_any(const struct filter_options *options)
{
    return options->hide.count || options->ignore.count || options->focus.count ||
           options->show_from.count;
}

const char *filter_kind(size_t index)
{
    enum { FIRST = ORIGIN_OWN + 1, NAMED = ORIGINS - FIRST };
    static const char *const others[] = {"import", "test", NULL};
    return index < NAMED ? origins_name((enum origin)(FIRST + (int)index)) : others[index - NAMED];
}
