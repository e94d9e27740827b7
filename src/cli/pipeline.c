#include "cli/pipeline.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "cli/reading.h"
#include "cli/say.h"
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
static const char *path_of(const struct wanted_output *output)
{
    return output && strcmp(output->path, "-") != 0 ? output->path : NULL;
}

static void worsen(int *status, int other)
{
    *status = other > *status ? other : *status;
}

static void note(void *context, struct str line)
{
    (void)context;
    say_note(line);
}

static void write_output(void *status, const struct wanted_output *output, struct str bytes)
{
    struct error error = {0};
    struct arena arena = {0};
    const char *path = path_of(output);
    if (output->for_terminal && !output->format->is_for_people)
        bytes = utf8_show_lines(&arena, bytes);
    if (output->is_message)
        say_text(bytes);
    else if (!file_write(output->path, bytes, &error))
        worsen(status, say_error(path ? path : "<stdout>", &error));
    arena_free(&arena);
}

static void say_failed(void *status, const struct wanted_output *output, const char *title,
                       const struct error *error)
{
    bool is_profiles = !output || error->code == ERROR_INPUT;
    worsen(status, say_error(is_profiles ? title : path_of(output), error));
}

int pipeline_run(const struct options *options)
{
    struct input_names names;
    struct error error = {0};
    struct profile profile = {0};
    int status = 0;
    struct job_listener listener = {&status, note, write_output, say_failed};
    struct job job = job_start(&options->request);
    if (!reading_names(options, &names, &error))
        status =
            say_error(error.code == ERROR_USAGE ? NULL : say_path(options->files_from), &error);
    else if (!check_outputs(options, &names, &error))
        status = say_error(NULL, &error);
    else
        status = reading_profiles(&names, &options->input, &profile);
    if (!status)
        job_run(&job, &profile, names.items, names.count, &listener);
    job_free(&job);
    reading_free_names(&names);
    return status;
}
