#include "cli/open.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/say.h"
#include "cli/scratch.h"
#include "render/job/output_format.h"

static const char *report_among(const struct options *options)
{
    const struct output_format *html = output_format_named(STR("html"));
    for (size_t i = 0; i < options->request.output_count; i++) {
        const struct wanted_output *output = &options->request.outputs[i];
        if (output->format == html && strcmp(output->path, "-") != 0)
            return output->path;
    }
    return NULL;
}

/* "out.prof.html" in a new folder. */
static bool new_report(struct options *options, struct error *error)
{
    struct scratch scratch;
    if (!scratch_make(&scratch, error))
        return false;
    const char *first = options->input_count ? options->inputs[0] : "-";
    struct str base = strcmp(first, "-") == 0 ? STR("report") : str_base_name(str_of(first));
    struct buf path = {0};
    buf_format(&path, "%s/%.*s.html", scratch.path.data, (int)base.size, base.data);
    options->report = buf_keep(&path, &options->arena);
    buf_free(&scratch.path);
    return true;
}

bool open_prepare(struct options *options, struct error *error)
{
    struct request *request = &options->request;
    options->report = report_among(options);
    if (options->report)
        return true;
    if (!new_report(options, error))
        return false;
    if (options->is_default_output)
        request->output_count = 0;
    options_add_output(options, options->report);
    request->outputs[request->output_count - 1].format = output_format_named(STR("html"));
    return true;
}

/* In a process of its own, out of the terminal's reach: does not return. */
static void show(const char *const *programs, const char *report)
{
    setsid();
    int nowhere = open("/dev/null", O_RDWR);
    for (int stream = 0; nowhere >= 0 && stream <= 2; stream++)
        dup2(nowhere, stream);
    for (; *programs; programs++)
        if (**programs)
            execlp(*programs, *programs, report, (char *)NULL);
    _exit(127);
}

void open_report(const struct options *options)
{
    const char *browser = getenv("BROWSER");
    const char *const programs[] = {browser ? browser : "", "xdg-open", "open", "wslview", NULL};
    if (!options->report)
        return;
    char *whole = realpath(options->report, NULL);
    pid_t process = fork();
    if (process == 0) {
        if (fork() == 0)
            show(programs, whole ? whole : options->report);
        _exit(0);
    }
    if (process > 0)
        waitpid(process, NULL, 0);
    free(whole);
    struct buf line = {0};
    buf_format(&line, "the report is %s", options->report);
    say_note(buf_slice(&line));
    buf_free(&line);
}
