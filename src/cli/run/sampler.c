#include "cli/run/sampler.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "cli/run/process.h"

enum { PAUSE_MS = 2, PAUSES_A_SECOND = 1000 / PAUSE_MS, PATIENCE = 30, LAST_PATIENCE = 10 };

/* How a profiler is started: NAME... OUTPUT PROGRAM. */
struct sampler_start {
    const char *name;
    const char *source; /* where it is to be had, where it does not come with Python */
    const char *words[12];
    const char *ending;   /* of its output */
    const char *attached; /* what it says once it watches; NULL: its output is there then */
};

/* Long paths, not those that are short within a package: they tell whose code it is. */
static const struct sampler_start py_spy = {
    "py-spy",
    " (pip install py-spy)",
    {"py-spy", "record", "--format", "raw", "--full-filenames", "--subprocesses", "--output"},
    "raw",
    "Sampling process"};

static const struct sampler_start sampling = {"profiling.sampling",
                                              "",
                                              {"python", "-m", "profiling.sampling", "attach",
                                               "--all-threads", "--subprocesses", "--binary", "-o"},
                                              "bin",
                                              NULL};

static const struct sampler_start *start_of(const struct sampler *sampler)
{
    return sampler->profiler == PROFILER_PY_SPY ? &py_spy : &sampling;
}

bool sampler_is_one(enum profiler profiler)
{
    return profiler == PROFILER_PY_SPY || profiler == PROFILER_SAMPLING;
}

static const char *kept_file(const struct sampler *sampler, const char *name)
{
    struct buf path = scratch_file(sampler->scratch, name);
    return buf_keep(&path, sampler->arena);
}

static void rest(void)
{
    struct timespec pause = {0, PAUSE_MS * 1000000L};
    nanosleep(&pause, NULL);
}

/* Leaves it to be waited for. */
static bool has_ended(pid_t process)
{
    siginfo_t info = {0};
    return waitid(P_PID, (id_t)process, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == process;
}

/* py-spy is where the program's Python is, or in PATH. */
static const char *program_of(const struct sampler *sampler)
{
    const struct sampler_start *start = start_of(sampler);
    if (start == &sampling)
        return sampler->python;
    struct str folder = str_of(sampler->python);
    struct buf beside = {0};
    folder = str_first(folder, folder.size - str_base_name(folder).size);
    buf_str(&beside, folder);
    buf_text(&beside, start->words[0]);
    const char *path = buf_keep(&beside, sampler->arena);
    return folder.size && access(path, X_OK) == 0 ? path : start->words[0];
}

/* In the child: does not return. Out of the terminal's reach, so that Ctrl-C is the program's. */
static void become(const struct sampler *sampler, char *const *words)
{
    static const int defaults[] = {SIGINT, SIGQUIT, SIGPIPE, SIGXFSZ};
    sigset_t none;
    sigemptyset(&none);
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++)
        signal(defaults[i], SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setpgid(0, 0);
    int input = open("/dev/null", O_RDONLY);
    int output = open(sampler->log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execvp(words[0], words);
    dprintf(STDERR_FILENO, "it cannot be started: %s%s\n", strerror(errno),
            start_of(sampler)->source);
    _exit(127);
}

static char **make_words(struct sampler *sampler, pid_t program)
{
    enum { MORE = 4 };
    const struct sampler_start *start = start_of(sampler);
    size_t most = sizeof start->words / sizeof start->words[0], count = 0;
    char **words = arena_new(sampler->arena, most + MORE, sizeof *words);
    struct buf number = {0};
    buf_format(&number, "%ld", (long)program);
    for (; count < most && start->words[count]; count++)
        words[count] = (char *)start->words[count];
    words[0] = (char *)program_of(sampler);
    words[count++] = (char *)sampler->output;
    if (start == &py_spy)
        words[count++] = (char *)"--pid";
    words[count] = (char *)buf_keep(&number, sampler->arena);
    return words;
}

static bool launch(struct sampler *sampler, pid_t program, struct error *error)
{
    struct buf name = {0};
    buf_format(&name, "%ld.%s", (long)program, start_of(sampler)->ending);
    sampler->output = kept_file(sampler, buf_keep(&name, sampler->arena));
    sampler->log = kept_file(sampler, "log");
    char **words = make_words(sampler, program);
    sampler->process = fork();
    if (sampler->process == 0)
        become(sampler, words);
    return sampler->process > 0 ||
           error_set(error, ERROR_IO, "cannot start %.200s: %s", words[0], strerror(errno));
}

static bool is_attached(const struct sampler *sampler)
{
    const char *attached = start_of(sampler)->attached;
    struct buf said = {0};
    struct error ignored = {0};
    if (!attached)
        return access(sampler->output, F_OK) == 0;
    bool found = file_read(sampler->log, &said, &ignored) &&
                 str_contains(buf_slice(&said), str_of(attached));
    buf_free(&said);
    return found;
}

/* Says why, where the profiler itself says nothing. */
static bool complain_of_silence(const struct sampler *sampler, struct error *error)
{
    const char *name = start_of(sampler)->name;
    if (has_ended(sampler->process))
        return error_set(error, ERROR_IO, "%s ended before it watched the program", name);
    return error_set(error, ERROR_IO, "%s did not watch the program within %d s", name, PATIENCE);
}

/* Sets the error to what the profiler says first. */
static bool complain(const struct sampler *sampler, struct error *error)
{
    struct buf said = {0};
    struct error ignored = {0};
    bool read = file_read(sampler->log, &said, &ignored);
    struct str line = read ? buf_slice(&said) : STR("");
    line = str_first(line, str_find(line, '\n'));
    line = str_first(line, line.size < 300 ? line.size : 300);
    if (str_contains(line, STR("No module named")))
        error_set(error, ERROR_IO,
                  "--profiler sampling needs Python 3.15 or later: %.200s is older",
                  sampler->python);
    else if (line.size)
        error_set(error, ERROR_IO, "%s cannot watch the program: %.*s", start_of(sampler)->name,
                  (int)line.size, line.data);
    else
        complain_of_silence(sampler, error);
    buf_free(&said);
    return false;
}

/* Until the profiler watches the program, or the program has ended after all. */
static bool await_attached(const struct sampler *sampler, pid_t program, struct error *error)
{
    for (int i = 0; !is_attached(sampler) && !has_ended(program); i++) {
        if (has_ended(sampler->process) || i > PATIENCE * PAUSES_A_SECOND)
            return complain(sampler, error);
        process_pass_on(program);
        rest();
    }
    return true;
}

bool sampler_join(void *argument, pid_t program, struct error *error)
{
    struct sampler *sampler = argument;
    const char *ready = kept_file(sampler, "ready"), *go = kept_file(sampler, "go");
    while (access(ready, F_OK) < 0) {
        if (has_ended(program))
            return true;
        process_pass_on(program);
        rest();
    }
    return launch(sampler, program, error) && await_attached(sampler, program, error) &&
           file_write(go, STR(""), error);
}

static bool ends_within(pid_t process, int seconds)
{
    for (int i = 0; i < seconds * PAUSES_A_SECOND; i++) {
        if (has_ended(process))
            return true;
        rest();
    }
    return false;
}

/* One that watches children of the program, too, may wait for them; on SIGINT it writes. */
void sampler_finish(struct sampler *sampler)
{
    if (sampler->process <= 0)
        return;
    if (!ends_within(sampler->process, LAST_PATIENCE))
        kill(sampler->process, SIGINT);
    if (!ends_within(sampler->process, LAST_PATIENCE))
        kill(sampler->process, SIGKILL);
    waitpid(sampler->process, NULL, 0);
}
