#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/version.h"
#include "cli/generate/completion.h"
#include "cli/generate/manual.h"
#include "cli/open.h"
#include "cli/options/help.h"
#include "cli/options/idle.h"
#include "cli/options/parse.h"
#include "cli/pipeline.h"
#include "cli/run/run.h"
#include "cli/say.h"
#include "cli/watch.h"
#include "input/input_file.h"

static int print(struct buf *text)
{
    struct error error = {0};
    bool ok = file_write("-", buf_slice(text), &error);
    buf_free(text);
    return ok ? 0 : say_error("<stdout>", &error);
}

static void say_idle(const struct options *options)
{
    struct buf lines = {0};
    idle_options(options, &lines);
    for (struct str rest = buf_slice(&lines); rest.size;) {
        size_t end = str_find(rest, '\n');
        say_note(str_first(rest, end));
        rest = str_from(rest, end + 1);
    }
    buf_free(&lines);
}

/* Makes what is asked for of profiles, or of a program that is run for it. */
static int make(struct options *options)
{
    struct error error = {0};
    if (options->open && !open_prepare(options, &error))
        return say_error(NULL, &error);
    if (options->run.wanted)
        return run_command(options);
    if (options->watch)
        return watch_run(options);
    int status = pipeline_run(options);
    if (!status)
        open_report(options);
    return status;
}

/* Makes the man page or a completion out of the table of options. */
static int generate(enum generated what)
{
    static void (*const writers[])(struct buf *) = {[GENERATE_MAN] = manual_page,
                                                    [GENERATE_BASH] = completion_bash,
                                                    [GENERATE_ZSH] = completion_zsh,
                                                    [GENERATE_FISH] = completion_fish};
    struct buf text = {0};
    writers[what](&text);
    return print(&text);
}

/* A word behind --help is a topic, a name of a file is none. */
static int show_help(const struct options *options)
{
    struct buf text = {0};
    const char *word = options->input_count == 1 ? options->inputs[0] : NULL;
    if (!word || strpbrk(word, "./-")) {
        help_short(&text);
        return print(&text);
    }
    struct error error = {0};
    if (help_topic(word, &text))
        return print(&text);
    help_refuse(word, &error);
    return say_error(NULL, &error);
}

static int run(struct options *options)
{
    struct buf text = {0};
    if (options->help)
        return show_help(options);
    if (options->version) {
        buf_text(&text, "prof2dot " PROF2DOT_VERSION "\n");
        return print(&text);
    }
    if (options->generated != GENERATE_NOTHING)
        return generate(options->generated);
    if (options->list_formats) {
        help_formats(&text);
        return print(&text);
    }
    if (!options->run.wanted && !options->input_count && !options->files_from &&
        isatty(STDIN_FILENO)) {
        struct error error = {0};
        error_set(&error, ERROR_USAGE,
                  "name a profile, such as: python -m cProfile -o out.prof script.py writes "
                  "(--help tells more)");
        return say_error(NULL, &error);
    }
    say_idle(options);
    return make(options);
}

/* What is opened later must not become a standard stream that was closed; writing to one still
 * fails. */
static void fill_standard_streams(void)
{
    int descriptor;
    do
        descriptor = open("/dev/null", O_RDONLY);
    while (descriptor >= 0 && descriptor <= STDERR_FILENO);
    if (descriptor > STDERR_FILENO)
        close(descriptor);
}

/* A closed pipe and a full quota are errors of write(), and get their exit status. */
int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    fill_standard_streams();
    input_file_prepare();
    struct options options;
    struct error error = {0};
    int status =
        parse_options(argc, argv, &options, &error) ? run(&options) : say_error(NULL, &error);
    options_free(&options);
    return status;
}
