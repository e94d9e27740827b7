#include "cli/run/run.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/open.h"
#include "cli/pipeline.h"
#include "cli/run/gather.h"
#include "cli/run/shares.h"
#include "cli/say.h"

/* "report.html" becomes "report.4242.html": a process's own. */
static const char *path_of_process(const char *path, long process, struct arena *arena)
{
    struct str whole = str_of(path);
    struct str base = str_base_name(whole);
    size_t dot = str_find_last(base, '.');
    size_t before = whole.size - base.size + (dot > 0 ? dot : base.size);
    struct buf made = {0};
    buf_str(&made, str_first(whole, before));
    buf_format(&made, ".%ld%s", process, path + before);
    return buf_keep(&made, arena);
}

/* Code of -c is the user's, while other code that has no file is made by programs. */
static void add_own_code(struct patterns *own, struct arena *arena)
{
    const char **items = arena_new(arena, own->count + 1, sizeof *items);
    if (own->count)
        memcpy(items, own->items, own->count * sizeof *items);
    items[own->count++] = "<string>";
    own->items = items;
}

/* The files of main threads come first: these are named in outputs. */
static void put_inputs(const struct recorded *recorded, size_t count, struct input_groups *groups,
                       struct options *made, struct arena *arena)
{
    uint32_t *of = arena_new(arena, count, sizeof *of);
    made->inputs = arena_new(arena, count, sizeof *made->inputs);
    made->input_count = 0;
    for (int threads = 0; threads < 2; threads++) {
        for (size_t i = 0; i < count; i++) {
            if ((recorded[i].thread > 0) != (threads > 0))
                continue;
            of[made->input_count] = groups->of[i];
            made->inputs[made->input_count++] = recorded[i].path;
        }
        groups->named_files = threads ? groups->named_files : made->input_count;
    }
    groups->of = of;
    made->groups = groups;
}

/* Makes the outputs of profiles that are added up. `process` is not 0 where they go into files of
   a process of their own. */
static int make_outputs(const struct options *options, const struct recorded *recorded,
                        size_t count, long process)
{
    struct options made = *options;
    struct arena arena = {0};
    size_t outputs = options->request.output_count;
    struct input_groups groups = shares_make(recorded, count, &arena);
    put_inputs(recorded, count, &groups, &made, &arena);
    made.run.is_child = process != 0;
    if (options->run.program.kind == 'c' && !made.run.is_child)
        add_own_code(&made.request.filter.own, &arena);
    made.request.outputs = arena_new(&arena, outputs, sizeof *made.request.outputs);
    for (size_t i = 0; i < outputs; i++) {
        struct wanted_output output = options->request.outputs[i];
        if (process && strcmp(output.path, "-") != 0)
            output.path = path_of_process(output.path, process, &arena);
        made.request.outputs[i] = output;
    }
    int status = pipeline_run(&made);
    arena_free(&arena);
    return status;
}

static int make_all_outputs(const struct options *options, const struct recordings *found)
{
    if (!options->run.per_process)
        return make_outputs(options, found->items, found->count, 0);
    int status = 0;
    for (size_t end, i = 0; i < found->count; i = end) {
        const struct recorded *first = &found->items[i];
        end = recorded_end(found->items, found->count, i);
        int other = make_outputs(options, first, end - i, i ? first->process : 0);
        status = other > status ? other : status;
    }
    return status;
}

static void say_files(const struct options *options)
{
    struct buf line = {0};
    buf_text(&line, "wrote ");
    size_t named = 0;
    for (size_t i = 0; i < options->request.output_count; i++)
        if (strcmp(options->request.outputs[i].path, "-") != 0)
            buf_format(&line, "%s%s", named++ ? ", " : "", options->request.outputs[i].path);
    if (named)
        say_note(buf_slice(&line));
    buf_free(&line);
}

static void say_why_none(const struct scratch *scratch, const struct ending *ending,
                         struct error *error)
{
    struct buf idle = scratch_file(scratch, "");
    buf_format(&idle, "%ld.idle", (long)ending->process);
    bool never_began = access(idle.data, F_OK) == 0;
    buf_free(&idle);
    if (never_began)
        error_set(error, ERROR_INPUT, "no profile: Python ended before the program began");
    else if (ending->signal)
        error_set(error, ERROR_INPUT,
                  "no profile: signal %d (%s) ended it; --profiler py-spy records from outside",
                  ending->signal, strsignal(ending->signal));
    else
        error_set(error, ERROR_INPUT,
                  "no profile: it ended without Python's shutdown (os._exit, exec); --profiler "
                  "py-spy records from outside");
}

static int report(const struct options *options, const struct scratch *scratch,
                  const struct ending *ending)
{
    struct arena arena = {0};
    struct error error = {0};
    struct str name = program_name(&options->run.program);
    struct recordings found = gather(scratch, ending->process, name, &arena);
    int status;
    if (found.count == 0) {
        say_why_none(scratch, ending, &error);
        status = say_error(program_shown(&options->run.program), &error);
    } else {
        status = make_all_outputs(options, &found);
        if (!status) {
            say_files(options);
            open_report(options);
        }
    }
    arena_free(&arena);
    return status;
}

/* Python says so too, but only after a profile of nothing has been started. */
static bool check_script(const struct program *program, struct error *error)
{
    const char *script = program->words[0];
    return program->kind || strcmp(script, "-") == 0 || access(script, F_OK) == 0 ||
           error_set(error, ERROR_USAGE, "cannot run %.300s: %s", script, strerror(errno));
}

/* py-spy writes one file for all processes. */
static bool check_processes(const struct run_options *run, struct error *error)
{
    return !run->per_process || run->program.profiler != PROFILER_PY_SPY ||
           error_set(error, ERROR_USAGE,
                     "--per-process does not work with py-spy, which adds all processes up");
}

int run_command(const struct options *options)
{
    struct scratch scratch;
    struct ending ending = {0};
    struct error error = {0};
    if (!check_script(&options->run.program, &error) || !check_processes(&options->run, &error) ||
        !scratch_make(&scratch, &error))
        return say_error(NULL, &error);
    bool ran = program_run(&options->run.program, &scratch, &ending, &error);
    struct options made = *options;
    made.input.runner = scratch.path.data;
    int status = ran ? report(&made, &scratch, &ending) : say_error(NULL, &error);
    scratch_remove(&scratch);
    bool went_well = ending.status == 0 && !ending.signal;
    return ran && !(went_well && status) ? process_end_alike(&ending) : status;
}
