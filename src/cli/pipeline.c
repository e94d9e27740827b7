#include "cli/pipeline.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "cli/budgets.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/say.h"
#include "render/input_names.h"
#include "render/job/job.h"
#include "render/job/output_format.h"

/* No output may take the place of a file that is read: profiles are not made anew. */
static bool check_overwriting(const char *path, const struct options *options,
                              const struct input_names *names, struct error *error)
{
    struct file_identity output = file_identify(path, STDOUT_FILENO);
    bool is_read = false;
    for (size_t i = 0; i < names->count && !is_read; i++) {
        struct file_identity input = file_identify(names->items[i], STDIN_FILENO);
        is_read = file_is_same(&output, &input);
    }
    if (options->files_from && !is_read) {
        struct file_identity input = file_identify(options->files_from, STDIN_FILENO);
        is_read = file_is_same(&output, &input);
    }
    if (!is_read)
        return true;
    if (strcmp(path, "-") == 0)
        return error_set(error, ERROR_USAGE, "standard output would overwrite a file that is read");
    return error_set(error, ERROR_USAGE, "-o %.200s would overwrite a file that is read", path);
}

static bool check_streams(const struct input_names *names, const struct input_names *bases,
                          struct error *error)
{
    size_t streams = 0;
    for (size_t i = 0; i < names->count; i++)
        streams += strcmp(names->items[i], "-") == 0;
    for (size_t i = 0; i < bases->count; i++)
        streams += strcmp(bases->items[i], "-") == 0;
    return streams <= 1 ||
           error_set(error, ERROR_USAGE, "standard input ('-') can be read once only");
}

static bool check_outputs(const struct options *options, const struct input_names *names,
                          struct error *error)
{
    for (size_t i = 0; i < options->request.output_count; i++) {
        const struct wanted_output *output = &options->request.outputs[i];
        if (output->for_terminal && output->format->is_binary)
            return error_set(error, ERROR_USAGE,
                             "this format is not for a terminal: name a file with -o");
        if (!check_overwriting(output->path, options, names, error))
            return false;
    }
    return true;
}

/* What messages call an output's file; NULL where it is standard output. */
static const char *path_of(const char *path)
{
    return path && strcmp(path, "-") != 0 ? path : NULL;
}

/* What becomes of a request. */
struct outcome {
    int status;
    struct progress progress;
};

static void worsen(struct outcome *outcome, int other)
{
    outcome->status = other > outcome->status ? other : outcome->status;
}

static void note(void *argument, struct str line)
{
    struct outcome *outcome = argument;
    progress_clear(&outcome->progress);
    say_note(line);
}

static void begin_output(void *argument, const struct wanted_output *output)
{
    struct outcome *outcome = argument;
    const char *path = path_of(output->path);
    progress_tell(&outcome->progress, "making", path ? path : output->format->name);
}

static void write_output(void *argument, const struct wanted_output *output, struct str bytes)
{
    struct outcome *outcome = argument;
    struct error error = {0};
    struct arena arena = {0};
    const char *path = path_of(output->path);
    progress_clear(&outcome->progress);
    if (output->for_terminal && !output->format->is_for_people)
        bytes = utf8_show_lines(&arena, bytes);
    if (output->is_message)
        say_text(bytes);
    else if (!file_write(output->path, bytes, &error))
        worsen(outcome, say_error(path ? path : "<stdout>", &error));
    arena_free(&arena);
}

static void say_exceeded(void *outcome, struct str annotations)
{
    enum { EXCEEDED = 3 };
    if (annotations.size)
        say_text(annotations);
    worsen(outcome, EXCEEDED);
}

static void say_failed(void *argument, const struct wanted_output *output, const char *title,
                       const struct error *error)
{
    struct outcome *outcome = argument;
    bool is_profiles = !output || error->code == ERROR_INPUT;
    progress_clear(&outcome->progress);
    worsen(outcome, say_error(is_profiles ? title : path_of(output ? output->path : NULL), error));
}

/* What one side of a comparison is read from. */
struct run_files {
    struct input_names names;
    struct profile *runs;
};

static int read_names(const struct options *options, struct run_files *before,
                      struct input_names *names)
{
    struct error error = {0};
    const char *from = options->files_from;
    bool ok = reading_names(options, names, &error);
    if (ok) {
        from = options->bases_from;
        ok = reading_bases(options, &before->names, &error);
    }
    if (!ok)
        return say_error(error.code == ERROR_USAGE ? NULL : say_path(from), &error);
    ok = check_streams(names, &before->names, &error) && check_outputs(options, names, &error) &&
         check_outputs(options, &before->names, &error);
    return ok ? 0 : say_error(NULL, &error);
}

/* Reads both sides of a comparison and has it made. */
static int compare(const struct options *options, struct run_files *before, struct run_files *after,
                   struct job *job, const struct job_listener *listener)
{
    int status = reading_runs(&before->names, &options->input, &before->runs);
    if (!status)
        status = reading_runs(&after->names, &options->input, &after->runs);
    if (status)
        return status;
    struct job_side sides[2] = {{before->runs, before->names.items, before->names.count},
                                {after->runs, after->names.items, after->names.count}};
    job_run_compared(job, &sides[0], &sides[1], listener);
    return 0;
}

/* A sampling profiler's file of a program that ended before the first sample holds nothing, of
   which no files are made. Children have their files all the same. */
static int check_sampled(const struct options *options, const struct profile *profile)
{
    struct error error = {0};
    if (!options->input.runner || options->run.is_child || profile->function_count)
        return 0;
    error_set(&error, ERROR_INPUT, "no profile: it ended before a sample was taken");
    return say_error(program_shown(&options->run.program), &error);
}

/* Reads a program's stages and has what became of it made. */
static int follow(const struct options *options, struct run_files *stages, struct job *job,
                  const struct job_listener *listener)
{
    int status = reading_runs(&stages->names, &options->input, &stages->runs);
    struct job_side side = {stages->runs, stages->names.items, stages->names.count};
    if (!status)
        job_run_trend(job, &side, listener);
    return status;
}

/* Whether outputs tell so many inputs apart. */
static bool wants_parts(const struct options *options, size_t count)
{
    bool per_file = options->request.per_file, is_wanted = per_file;
    for (size_t i = 0; i < options->request.output_count; i++)
        is_wanted |= options->request.outputs[i].format->shows_inputs ||
                     (options->groups && options->request.outputs[i].format->needs_health);
    return is_wanted && count > 1 && count <= (per_file ? INPUTS_MOST_ROOTS : INPUTS_MOST);
}

/* What the inputs' roots are called, one for each file. */
static struct str *name_roots(const struct input_names *names, const struct input_groups *groups,
                              struct arena *arena)
{
    if (!groups)
        return input_names_make(names->items, names->count, arena);
    struct str *roots = arena_new(arena, names->count, sizeof *roots);
    for (size_t i = 0; i < names->count; i++)
        roots[i] = groups->items[groups->of[i]].name;
    return roots;
}

/* Reads all inputs, adds them up and has outputs made. */
static int report(const struct options *options, struct run_files *files, struct job *job,
                  const struct job_listener *listener)
{
    const struct input_names *names = &files->names;
    const struct input_groups *groups = options->groups;
    struct job_inputs inputs = {.files = names->items,
                                .count = groups ? groups->named_files : names->count,
                                .groups = groups,
                                .part_count = groups ? groups->count : names->count};
    if (wants_parts(options, inputs.part_count))
        inputs.parts = files->runs = memory_new(names->count, sizeof *files->runs);
    struct arena arena = {0};
    struct str *roots = options->request.per_file ? name_roots(names, groups, &arena) : NULL;
    int status =
        groups && inputs.parts
            ? reading_groups(names, &options->input, roots, groups, &inputs.profile, inputs.parts)
            : reading_profiles(names, &options->input, roots, &inputs.profile, inputs.parts);
    arena_free(&arena);
    if (!status)
        status = check_sampled(options, &inputs.profile);
    if (!status)
        job_run(job, &inputs, listener);
    return status;
}

/* Reads what the request is to be made of, and has it made. */
static int make(const struct options *options, struct job *job, struct job_listener *listener)
{
    struct outcome *outcome = listener->context;
    struct run_files before = {0}, after = {0};
    int status = read_names(options, &before, &after.names);
    if (!status && after.names.count == 1)
        progress_tell(&outcome->progress, "reading", say_path(after.names.items[0]));
    if (!status && before.names.count) {
        status = compare(options, &before, &after, job, listener);
    } else if (!status && options->request.trend) {
        status = follow(options, &after, job, listener);
    } else if (!status) {
        status = report(options, &after, job, listener);
    }
    job_free(job);
    reading_free_runs(before.runs, before.names.count);
    reading_free_runs(after.runs, after.names.count);
    reading_free_names(&before.names);
    reading_free_names(&after.names);
    return status;
}

int pipeline_run(const struct options *options)
{
    struct budget_list budgets;
    struct request request = options->request;
    struct outcome outcome = {0};
    struct job_listener listener = {&outcome,     note,         begin_output,
                                    write_output, say_exceeded, say_failed};
    int status = budget_list_read(options, &budgets);
    request.budgets.items = budgets.items;
    request.budgets.count = budgets.count;
    if (!status) {
        struct job job = job_start(&request);
        progress_start(&outcome.progress);
        status = make(options, &job, &listener);
        progress_end(&outcome.progress);
    }
    budget_list_free(&budgets);
    return status ? status : outcome.status;
}
