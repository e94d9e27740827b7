#include "cli/pipeline.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/filter/filter_stacks.h"
#include "analysis/prepare/health.h"
#include "analysis/prepare/merge.h"
#include "analysis/prepare/repair.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/listing.h"
#include "cli/reading.h"
#include "cli/say.h"
#include "output/json.h"
#include "output/pstats_file.h"
#include "output/text.h"
#include "render/annotated.h"
#include "render/drawing.h"
#include "render/paths.h"
#include "render/report.h"

/* What every output is made of. */
struct job {
    const struct options *options;
    const struct input_names *names;
    struct profile profile;
    struct profile disguised;
    const struct profile *shown; /* with the names that are to be seen: one of the two */
    struct totals whole;         /* before anything is filtered; with --rescale, afterwards */
    struct filter_report filtered;
    struct health health; /* before that, too; for -v and JSON */
    struct buf title;
    struct sources sources;              /* of the functions that pictures are made of */
    struct graphviz_renderer *renderers; /* one for each output; used by pictures */
};

/* Pictures are called after the first file. */
static void make_title(struct job *job)
{
    const char *first = job->names->items[0];
    bool is_stream = strcmp(first, "-") == 0;
    buf_str(&job->title, is_stream ? STR("standard input") : str_base_name(str_of(first)));
    if (job->names->count > 1)
        buf_format(&job->title, " and %zu more", job->names->count - 1);
}

/* Appends what the table is ordered by and reduced to, as pstats says it. */
static bool order_table(struct table *table, const struct table_options *options,
                        struct buf *report, struct error *error)
{
    buf_text(report, options->key_count ? "   Ordered by: " : "   Random listing order was used");
    for (size_t i = 0; i < options->key_count; i++)
        buf_format(report, "%s%s", i ? ", " : "", table_key_title(options->keys[i]));
    buf_char(report, '\n');
    if (options->key_count)
        table_sort(table, options->keys, options->key_count);
    if (options->reverse)
        table_reverse(table);
    for (size_t i = 0; i < options->restriction_count; i++)
        if (!restrict_apply(table, &options->restrictions[i], report, error))
            return false;
    return true;
}

static bool make_table(const struct job *job, const struct output *output, struct buf *out,
                       struct error *error)
{
    enum output_format format = output->format;
    bool for_terminal = strcmp(output->path, "-") == 0 && isatty(STDOUT_FILENO);
    struct table table = table_make(&job->profile, for_terminal);
    struct buf report = {0};
    bool ok = order_table(&table, &job->options->table, &report, error);
    struct str order = buf_slice(&report);
    if (ok && format == OUTPUT_TEXT)
        text_stats(&table, order, job->names->items, job->names->count, out);
    else if (ok && format == OUTPUT_CALLERS)
        text_callers(&table, order, out);
    else if (ok && format == OUTPUT_CALLEES)
        text_callees(&table, order, out);
    else if (ok)
        pstats_file_write(&table, out);
    buf_free(&report);
    table_free(&table);
    return ok;
}

/* Everything, unless a threshold or cap was asked for. */
static bool make_json(const struct job *job, struct buf *out, struct error *error)
{
    struct select_options select = job->options->select;
    struct selection selection;
    select.total = job->whole.total;
    select.node_share = job->options->node_share_given ? select.node_share : 0;
    select.edge_share = job->options->edge_share_given ? select.edge_share : 0;
    select.max_nodes = job->options->max_nodes_given ? select.max_nodes : 0;
    bool ok = select_functions(&job->profile, &select, &selection, error);
    if (ok) {
        struct json_part part = {job->shown, &selection, &select, &job->whole, &job->filtered};
        size_t files = job->options->disguise.anonymize ? 0 : job->names->count;
        json_write(&part, &job->health, job->names->items, files, out);
    }
    select_free(&selection);
    return ok;
}

static void say_lines(const char *before, const struct buf *lines)
{
    struct buf line = {0};
    for (struct str rest = buf_slice(lines); rest.size;) {
        size_t end = str_find(rest, '\n');
        buf_cut(&line, 0);
        buf_text(&line, before);
        buf_str(&line, str_first(rest, end));
        say_note(buf_slice(&line));
        rest = str_from(rest, end + 1);
    }
    buf_free(&line);
}

static bool is_table(enum output_format format)
{
    return format >= OUTPUT_TEXT;
}

/* The output at `index` of the options. */
static bool make_output(struct job *job, size_t index, struct buf *out, struct error *error)
{
    enum output_format format = job->options->outputs[index].format;
    if (is_table(format))
        return make_table(job, &job->options->outputs[index], out, error);
    if (format == OUTPUT_JSON)
        return make_json(job, out, error);
    struct buf notes = {0};
    struct drawing drawing = {.profile = &job->profile,
                              .shown = job->shown,
                              .options = job->options,
                              .whole = job->whole,
                              .filtered = &job->filtered,
                              .health = &job->health,
                              .title = job->title.data,
                              .sources = &job->sources,
                              .renderer = &job->renderers[index]};
    bool ok = true;
    if (format == OUTPUT_HTML)
        ok = report_make(&drawing, out, &notes, error);
    else if (format == OUTPUT_LINES)
        ok = annotated_make(&drawing, out, error);
    else if (format == OUTPUT_FOLDED)
        ok = paths_folded(&drawing, out, error);
    else if (format == OUTPUT_ICICLE)
        paths_icicle(&drawing, out);
    else
        ok = drawing_make(&drawing, format, out, &notes, error);
    say_lines("", &notes);
    buf_free(&notes);
    return ok;
}

static bool is_binary(enum output_format format)
{
    return format == OUTPUT_PNG || format == OUTPUT_PSTATS;
}

/* Returns the exit status. */
static int write_output(struct job *job, size_t index)
{
    const struct output *output = &job->options->outputs[index];
    struct buf bytes = {0};
    struct error error = {0};
    const char *path = strcmp(output->path, "-") == 0 ? NULL : output->path;
    int status = 0;
    if (!path && is_binary(output->format) && isatty(STDOUT_FILENO)) {
        error_set(&error, ERROR_USAGE, "this format is not for a terminal: name a file with -o");
        status = say_error(NULL, &error);
    } else if (!make_output(job, index, &bytes, &error)) {
        status = say_error(error.code == ERROR_INPUT ? job->title.data : path, &error);
    } else if (!file_write(output->path, buf_slice(&bytes), &error)) {
        status = say_error(path ? path : "<stdout>", &error);
    }
    buf_free(&bytes);
    return status;
}

static int write_outputs(struct job *job, bool tables)
{
    int status = 0;
    for (size_t i = 0; i < job->options->output_count; i++) {
        const struct output *output = &job->options->outputs[i];
        int written = is_table(output->format) == tables ? write_output(job, i) : 0;
        status = written > status ? written : status;
    }
    return status;
}

static int list_functions(const struct job *job)
{
    struct buf out = {0};
    struct error error = {0};
    listing_functions(&job->profile, job->options->list_functions, &out);
    bool ok = file_write("-", buf_slice(&out), &error);
    buf_free(&out);
    return ok ? 0 : say_error("<stdout>", &error);
}

/* Looks for what is odd in the data, if anybody wants to know. */
static void check_health(struct job *job)
{
    bool wanted = job->options->verbose;
    for (size_t i = 0; i < job->options->output_count; i++)
        wanted |= job->options->outputs[i].format == OUTPUT_JSON ||
                  job->options->outputs[i].format == OUTPUT_HTML;
    if (wanted)
        job->health = health_check(&job->profile);
    if (!job->options->verbose)
        return;
    struct buf words = {0};
    health_describe(&job->health, &words);
    say_lines("note: ", &words);
    buf_free(&words);
}

/* What pictures and JSON are made of: the profile, filtered, under the names that are to be shown.
 */
static bool prepare_pictures(struct job *job, struct error *error)
{
    const struct options *options = job->options;
    job->whole = profile_totals(&job->profile);
    if (!filter_profile(&job->profile, &options->filter, &job->filtered, error))
        return false;
    if (options->rescale)
        job->whole = profile_totals(&job->profile);
    job->shown = &job->profile;
    if (options->disguise.anonymize || options->disguise.strip_prefix) {
        job->disguised = disguise(&job->profile, &options->disguise);
        job->shown = &job->disguised;
    }
    if (options->disguise.anonymize) {
        buf_cut(&job->title, 0);
        buf_text(&job->title, "profile");
    }
    return true;
}

static bool choose_threads(struct job *job, struct error *error)
{
    const struct patterns *threads = &job->options->threads;
    return !threads->count || filter_stacks_threads(&job->profile, threads, error);
}

/* pstats' tables take the numbers as the files have them. What is drawn has yappi's counts put
   right, and the lines of a sampled profile merged into functions. */
static int run_job(struct job *job)
{
    struct error error = {0};
    if (!choose_threads(job, &error))
        return say_error(job->title.data, &error);
    if (job->options->table.strip_dirs)
        job->profile = merge_strip_dirs(&job->profile);
    int status = job->options->list_functions ? 0 : write_outputs(job, true);
    repair_counts(&job->profile);
    if (job->profile.by_line)
        job->profile = merge_lines(&job->profile);
    check_health(job);
    if (job->options->list_functions)
        return list_functions(job);
    int other = prepare_pictures(job, &error) ? write_outputs(job, false)
                                              : say_error(job->title.data, &error);
    return other > status ? other : status;
}

/* No output may take the place of a file that is read: profiles are not made anew. */
static bool check_output(const struct job *job, const char *path, struct error *error)
{
    struct file_identity output = file_identify(path, STDOUT_FILENO);
    const char *listed = job->options->files_from;
    bool is_read = false;
    for (size_t i = 0; i < job->names->count && !is_read; i++) {
        struct file_identity input = file_identify(job->names->items[i], STDIN_FILENO);
        is_read = file_is_same(&output, &input);
    }
    if (listed && !is_read) {
        struct file_identity input = file_identify(listed, STDIN_FILENO);
        is_read = file_is_same(&output, &input);
    }
    if (!is_read)
        return true;
    if (strcmp(path, "-") == 0)
        return error_set(error, ERROR_USAGE, "standard output would overwrite a file that is read");
    return error_set(error, ERROR_USAGE, "-o %.200s would overwrite a file that is read", path);
}

static bool check_outputs(const struct job *job, struct error *error)
{
    for (size_t i = 0; i < job->options->output_count; i++)
        if (!check_output(job, job->options->outputs[i].path, error))
            return false;
    return true;
}

/* Outputs beyond these get their process when their turn comes. */
enum { STARTED_EARLY = 4 };

/* Graphviz is set up in other processes while this one reads. */
static void start_renderers(struct job *job)
{
    const struct options *options = job->options;
    job->renderers = memory_new(options->output_count, sizeof *job->renderers);
    size_t count = options->list_functions ? 0 : options->output_count;
    for (size_t i = 0; i < count && i < STARTED_EARLY; i++) {
        enum output_format format = options->outputs[i].format;
        if (format == OUTPUT_SVG || format == OUTPUT_PNG || format == OUTPUT_HTML)
            graphviz_start(format == OUTPUT_PNG ? GRAPHVIZ_PNG : GRAPHVIZ_SVG, &job->renderers[i]);
    }
}

static void drop_renderers(struct job *job)
{
    for (size_t i = 0; i < job->options->output_count; i++)
        graphviz_drop(&job->renderers[i]);
    free(job->renderers);
}

int pipeline_run(const struct options *options)
{
    struct input_names names;
    struct error error = {0};
    struct job job = {.options = options,
                      .names = &names,
                      .sources = {.keeps_text = options->source == SOURCE_EMBED}};
    int status;
    start_renderers(&job);
    if (!reading_names(options, &names, &error))
        status =
            say_error(error.code == ERROR_USAGE ? NULL : say_path(options->files_from), &error);
    else if (!check_outputs(&job, &error))
        status = say_error(NULL, &error);
    else
        status = reading_profiles(&names, &options->input, &job.profile);
    if (!status) {
        make_title(&job);
        status = run_job(&job);
    }
    drop_renderers(&job);
    sources_free(&job.sources);
    buf_free(&job.title);
    disguise_free(&job.disguised);
    profile_free(&job.profile);
    reading_free_names(&names);
    return status;
}
