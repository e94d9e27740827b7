#include "render/job/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "render/idle.h"
#include "render/job/output_format.h"
#include "render/outputs/tables.h"
#include "render/prepare.h"
#include "view/words/oddities.h"

/* Outputs beyond these get their process when their turn comes. */
enum { STARTED_EARLY = 4 };

struct job job_start(const struct request *request)
{
    struct job job = {.request = request,
                      .sources = {.keeps_text = request->source == SOURCE_EMBED}};
    job.renderers = memory_new(request->output_count, sizeof *job.renderers);
    for (size_t i = 0; i < request->output_count; i++)
        job.sources.keeps_text |= request->outputs[i].format->shows_sources;
    for (size_t i = 0; i < request->output_count && i < STARTED_EARLY; i++) {
        enum output_renderer renderer = request->outputs[i].format->renderer;
        if (renderer != RENDERER_NONE)
            graphviz_start(renderer == RENDERER_PNG ? GRAPHVIZ_PNG : GRAPHVIZ_SVG,
                           &job.renderers[i]);
    }
    return job;
}

/* Pictures are called after the first file. */
static void make_title(const char *const *files, size_t count, struct buf *title)
{
    bool is_stream = strcmp(files[0], "-") == 0;
    buf_cut(title, 0);
    buf_str(title, is_stream ? STR("standard input") : str_base_name(str_of(files[0])));
    if (count > 1)
        buf_format(title, " and %zu more", count - 1);
}

static void tell_notes(const struct job *job, const char *before, const struct buf *lines)
{
    struct buf line = {0};
    for (struct str rest = buf_slice(lines); rest.size;) {
        size_t end = str_find(rest, '\n');
        buf_cut(&line, 0);
        buf_text(&line, before);
        buf_str(&line, str_first(rest, end));
        job->listener->note(job->listener->context, buf_slice(&line));
        rest = str_from(rest, end + 1);
    }
    buf_free(&line);
}

static void fail(const struct job *job, const struct wanted_output *output,
                 const struct error *error)
{
    job->listener->failed(job->listener->context, output, job->title.data, error);
}

static void make_output(struct job *job, size_t index)
{
    const struct wanted_output *output = &job->request->outputs[index];
    bool is_table = output->format->table != NULL && !job->is_compared;
    drawing_maker *make = job->is_compared ? output->format->changed : output->format->make;
    bool hides_files = job->request->disguise.anonymize;
    struct drawing drawing = {.profile = &job->profile,
                              .shown = job->shown,
                              .origins = &job->origins,
                              .request = job->request,
                              .whole = job->whole,
                              .filtered = &job->filtered,
                              .health = &job->health,
                              .compared = job->is_compared ? &job->compared : NULL,
                              .budgets = job->request->budgets.count ? &job->budgets : NULL,
                              .title = job->title.data,
                              .files = job->files,
                              .file_count = hides_files ? 0 : job->file_count,
                              .inputs = &job->inputs,
                              .sources = &job->sources,
                              .insight = &job->insight,
                              .renderer = &job->renderers[index]};
    struct buf bytes = {0}, notes = {0};
    struct error error = {0};
    job->listener->begins(job->listener->context, output);
    bool ok = is_table ? tables_make(&drawing, output->format->table, output->for_terminal, &bytes,
                                     &error)
                       : make(&drawing, &bytes, &notes, &error);
    tell_notes(job, "", &notes);
    if (ok)
        job->listener->made(job->listener->context, output, buf_slice(&bytes));
    else
        fail(job, output, &error);
    buf_free(&notes);
    buf_free(&bytes);
}

/* When an output is made: of the numbers as the files have them, of what is made of these, or of
   what filters leave of that. */
enum stage { STAGE_FILES, STAGE_PROFILE, STAGE_FILTERED };

static enum stage stage_of(const struct job *job, const struct wanted_output *output)
{
    bool is_filtered = filter_has_any(&job->request->filter) && !output->format->takes_no_filter;
    return output->format->table && !is_filtered ? STAGE_FILES
           : output->format->takes_no_filter     ? STAGE_PROFILE
                                                 : STAGE_FILTERED;
}

static bool has_outputs(const struct job *job, enum stage stage)
{
    bool found = false;
    for (size_t i = 0; i < job->request->output_count; i++)
        found |= stage_of(job, &job->request->outputs[i]) == stage;
    return found;
}

static void make_outputs(struct job *job, enum stage stage)
{
    for (size_t i = 0; i < job->request->output_count; i++)
        if (stage_of(job, &job->request->outputs[i]) == stage)
            make_output(job, i);
}

/* Looks for what is odd in the data, if anybody wants to know. */
static void check_health(struct job *job)
{
    bool wanted = job->request->tell_oddities;
    for (size_t i = 0; i < job->request->output_count; i++)
        wanted |= job->request->outputs[i].format->needs_health;
    if (wanted)
        job->health = health_check(&job->profile);
    if (wanted && run_parts_has_several(&job->inputs.parts))
        health_add_parts(&job->health, &job->inputs.parts);
    if (!job->request->tell_oddities)
        return;
    struct buf words = {0};
    for (int i = 0; i < ODDITIES; i++)
        if (oddities_say(&job->health, (enum oddity)i, ODDITY_IN_NOTES, &job->profile.unit, &words))
            buf_char(&words, '\n');
    tell_notes(job, "note: ", &words);
    buf_free(&words);
}

/* Takes the profile, filtered, under the names that are to be shown. */
static void disguise_profile(struct job *job)
{
    const struct request *request = job->request;
    job->origins = origins_find(&job->profile, &request->filter.own);
    job->shown = &job->profile;
    if (request->disguise.anonymize || request->disguise.strip_prefix) {
        job->disguised = disguise(&job->profile, &job->origins, &request->disguise);
        job->shown = &job->disguised;
    }
    if (request->disguise.anonymize) {
        buf_cut(&job->title, 0);
        buf_text(&job->title, "profile");
    }
}

static bool filter_and_disguise(struct job *job, struct error *error)
{
    const struct request *request = job->request;
    job->whole = profile_totals(&job->profile);
    if (!filter_profile(&job->profile, &request->filter, &job->filtered, error))
        return false;
    if (request->per_file && filter_has_any(&request->filter) && !job->profile.stacks.count)
        inputs_add_up(&job->inputs, request, &job->profile, &job->filtered);
    if (request->rescale)
        job->whole = profile_totals_left(&job->profile);
    disguise_profile(job);
    return true;
}

/* A budget that cannot be checked, and why. */
static bool refuse_budget(const struct budget *budget, const struct budget_mistake *mistake,
                          struct error *error)
{
    struct buf place = {0};
    if (budget->line)
        buf_format(&place, ", line %zu", budget->line);
    error_set(error, ERROR_USAGE, "%.200s%s, column %zu: %s: %.*s", budget->where,
              place.size ? place.data : "", mistake->at + 1, mistake->what,
              (int)str_first(budget->text, 200).size, budget->text.data);
    buf_free(&place);
    return false;
}

static void tell_budgets(const struct job *job)
{
    struct buf lines = {0}, annotations = {0};
    if (!budget_exceeded(job->verdicts, job->budgets.count))
        return;
    budgets_text(&job->budgets, &lines);
    if (job->request->budgets.for_github)
        budgets_github(&job->budgets, &annotations);
    tell_notes(job, "", &lines);
    job->listener->exceeded(job->listener->context, buf_slice(&annotations));
    buf_free(&lines);
    buf_free(&annotations);
}

/* The trees of calls that outputs take from, too, where a budget is about import. */
static void find_trees(struct job *job, struct budget_side *before, struct budget_side *after)
{
    const struct budget_options *options = &job->request->budgets;
    struct drawing drawing = {.profile = &job->profile,
                              .request = job->request,
                              .compared = job->is_compared ? &job->compared : NULL,
                              .inputs = &job->inputs,
                              .insight = &job->insight};
    bool is_wanted = false;
    for (size_t i = 0; i < options->count; i++)
        is_wanted |= budget_is_about_import(&options->items[i]);
    if (!is_wanted)
        return;
    after->tree = insight_tree(&drawing);
    if (job->is_compared)
        before->tree = insight_tree_before(&drawing);
}

/* Checks the budgets of what the filters have left. */
static bool check_budgets(struct job *job, struct error *error)
{
    const struct budget_options *options = &job->request->budgets;
    const struct compared *compared = &job->compared;
    struct budget_side before = {&compared->sides[0].profile, &compared->origins,
                                 compared->sides[0].whole.median, NULL};
    struct budget_side after = {
        &job->profile, &job->origins,
        job->is_compared ? compared->sides[1].whole.median : job->whole.total, NULL};
    find_trees(job, &before, &after);
    job->verdicts = memory_new(options->count, sizeof *job->verdicts);
    for (size_t i = 0; i < options->count; i++) {
        struct budget_mistake mistake;
        if (!budget_check(&options->items[i], job->is_compared ? &before : NULL, &after,
                          options->allow_missing, &job->verdicts[i], &mistake))
            return refuse_budget(&options->items[i], &mistake, error);
    }
    job->budgets = (struct budgets){job->verdicts, options->count, job->shown};
    tell_budgets(job);
    return true;
}

/* Options that only choose how something is shown do no harm where they fit nothing. */
static void tell_idle(const struct job *job)
{
    struct buf idle = {0};
    idle_patterns(&job->profile, job->request, &idle);
    tell_notes(job, "note: ", &idle);
    buf_free(&idle);
}

/* pstats' tables take the numbers as the files have them. */
void job_run(struct job *job, struct job_inputs *inputs, const struct job_listener *listener)
{
    struct error error = {0};
    job->profile = inputs->profile;
    inputs->profile = (struct profile){0};
    job->shown = &job->profile;
    job->files = inputs->files;
    job->file_count = inputs->count;
    job->inputs = inputs_start(inputs->parts, inputs->files, inputs->groups, inputs->part_count);
    job->listener = listener;
    make_title(job->files, job->file_count, &job->title);
    if (!prepare_choose(&job->profile, job->request, &error)) {
        fail(job, NULL, &error);
        return;
    }
    make_outputs(job, STAGE_FILES);
    prepare_put_right(&job->profile, job->request, &job->arena);
    check_health(job);
    tell_idle(job);
    make_outputs(job, STAGE_PROFILE);
    if (!has_outputs(job, STAGE_FILTERED) && !job->request->budgets.count)
        return;
    if (filter_and_disguise(job, &error) && check_budgets(job, &error))
        make_outputs(job, STAGE_FILTERED);
    else
        fail(job, NULL, &error);
}

/* Makes the runs of a side what is compared: put right and filtered. */
static bool prepare_runs(struct job *job, const struct job_side *side, struct error *error)
{
    bool ok = true;
    make_title(side->files, side->count, &job->title);
    for (size_t i = 0; i < side->count && ok; i++) {
        job->profile = side->runs[i];
        ok = prepare_choose(&job->profile, job->request, error);
        prepare_put_right(&job->profile, job->request, &job->arena);
        if (ok && i == 0 && side->files == job->files)
            check_health(job);
        ok = ok && filter_profile(&job->profile, &job->request->filter, &job->filtered, error);
        side->runs[i] = job->profile;
        job->profile = (struct profile){0};
    }
    return ok;
}

/* The first run with functions, which tells what the others have to count; -1: none. */
static long long find_first(const struct job_side *side)
{
    for (size_t i = 0; i < side->count; i++)
        if (side->runs[i].function_count)
            return (long long)i;
    return -1;
}

/* Whether a side's runs count the same as one of `other`. */
static bool are_comparable(struct job *job, const struct job_side *side,
                           const struct job_side *other, struct error *error)
{
    long long at = find_first(other);
    if (at < 0)
        return true;
    const struct profile *first = &other->runs[at];
    for (size_t i = 0; i < side->count; i++) {
        const struct profile *run = &side->runs[i];
        bool is_same_unit =
            run->unit.kind == first->unit.kind && strcmp(run->unit.name, first->unit.name) == 0;
        if (!run->function_count || (run->sampled == first->sampled && is_same_unit))
            continue;
        make_title(&side->files[i], 1, &job->title);
        struct str name = str_base_name(str_of(other->files[at]));
        return error_set(error, ERROR_INPUT,
                         "cannot be compared with %.*s: its costs are in %s%s, not in %s%s; record "
                         "both with one profiler",
                         (int)(name.size < 200 ? name.size : 200), name.data, unit_name(&run->unit),
                         run->sampled ? " of samples" : "", unit_name(&first->unit),
                         first->sampled ? " of samples" : "");
    }
    return true;
}

/* What both sides are called, and what they come to. */
static void make_sides(struct job *job, const struct job_side *before, const struct job_side *after)
{
    const struct job_side *sides[2] = {before, after};
    for (int i = 0; i < 2; i++) {
        struct compared *compared = &job->compared;
        make_title(sides[i]->files, sides[i]->count, &job->title);
        struct str mended = utf8_repair(&compared->arena, buf_slice(&job->title));
        compared->titles[i] = arena_copy(&compared->arena, utf8_show(&compared->arena, mended));
        compared->sides[i] = side_make(sides[i]->runs, (uint32_t)sides[i]->count);
    }
    job->profile = job->compared.sides[1].profile;
    job->whole = profile_totals_left(&job->profile);
    job->is_compared = true;
}

void job_run_compared(struct job *job, const struct job_side *before, const struct job_side *after,
                      const struct job_listener *listener)
{
    struct error error = {0};
    job->files = after->files;
    job->file_count = after->count;
    job->listener = listener;
    bool ok = prepare_runs(job, before, &error) && are_comparable(job, before, before, &error) &&
              prepare_runs(job, after, &error) && are_comparable(job, after, after, &error) &&
              are_comparable(job, after, before, &error);
    if (!ok) {
        fail(job, NULL, &error);
        return;
    }
    make_sides(job, before, after);
    disguise_profile(job);
    compared_complete(&job->compared, job->request);
    if (!check_budgets(job, &error)) {
        fail(job, NULL, &error);
        return;
    }
    for (size_t i = 0; i < job->request->output_count; i++)
        make_output(job, i);
}

/* What the stages of a trend are made of. */
struct stages {
    struct trend_stage *items;
    struct trend_names *names;
    struct origins *origins;
    struct profile *disguised;
    uint32_t count;
    struct arena arena;
};

static void add_stage(struct job *job, const struct job_side *side, struct stages *stages,
                      uint32_t i)
{
    const struct request *request = job->request;
    const struct profile *run = &side->runs[i];
    make_title(&side->files[i], 1, &job->title);
    struct str mended = utf8_repair(&stages->arena, buf_slice(&job->title));
    stages->origins[i] = origins_find(run, &request->filter.own);
    stages->items[i] =
        (struct trend_stage){run, &stages->origins[i], profile_totals_left(run).total};
    stages->names[i] =
        (struct trend_names){run, arena_copy(&stages->arena, utf8_show(&stages->arena, mended))};
    if (request->disguise.strip_prefix) {
        stages->disguised[i] = disguise(run, &stages->origins[i], &request->disguise);
        stages->names[i].shown = &stages->disguised[i];
    }
}

static struct stages make_stages(struct job *job, const struct job_side *side)
{
    uint32_t count = (uint32_t)side->count;
    struct stages stages = {.items = memory_new(count, sizeof *stages.items),
                            .names = memory_new(count, sizeof *stages.names),
                            .origins = memory_new(count, sizeof *stages.origins),
                            .disguised = memory_new(count, sizeof *stages.disguised),
                            .count = count};
    for (uint32_t i = 0; i < count; i++)
        add_stage(job, side, &stages, i);
    return stages;
}

static void free_stages(struct stages *stages)
{
    for (uint32_t i = 0; i < stages->count; i++) {
        origins_free(&stages->origins[i]);
        disguise_free(&stages->disguised[i]);
    }
    free(stages->items);
    free(stages->names);
    free(stages->origins);
    free(stages->disguised);
    arena_free(&stages->arena);
}

void job_run_trend(struct job *job, const struct job_side *side,
                   const struct job_listener *listener)
{
    enum { MOST_LINES = 20 };
    struct error error = {0};
    job->listener = listener;
    bool ok = side->count > 1 || error_set(&error, ERROR_USAGE,
                                           "--trend wants several profiles: the stages, in order");
    ok = ok && prepare_runs(job, side, &error) && are_comparable(job, side, side, &error);
    if (!ok) {
        fail(job, NULL, &error);
        return;
    }
    struct stages stages = make_stages(job, side);
    struct trend trend = trend_make(stages.items, stages.count, MOST_LINES);
    struct trend_told told = trend_tell(&trend, stages.items, stages.names, stages.count);
    for (size_t i = 0; i < job->request->output_count; i++) {
        const struct wanted_output *output = &job->request->outputs[i];
        struct buf bytes = {0};
        output->format->trend(&told, &bytes);
        listener->made(listener->context, output, buf_slice(&bytes));
        buf_free(&bytes);
    }
    trend_told_free(&told);
    trend_free(&trend);
    free_stages(&stages);
}

void job_free(struct job *job)
{
    for (size_t i = 0; i < job->request->output_count; i++)
        graphviz_drop(&job->renderers[i]);
    free(job->renderers);
    insight_free(&job->insight);
    inputs_free(&job->inputs);
    sources_free(&job->sources);
    arena_free(&job->arena);
    buf_free(&job->title);
    disguise_free(&job->disguised);
    origins_free(&job->origins);
    profile_free(&job->profile);
    compared_free(&job->compared);
    free(job->verdicts);
    *job = (struct job){0};
}
