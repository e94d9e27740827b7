#include "cli/run/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

static const int passed_on[] = {SIGTERM, SIGHUP};
enum { PASSED_ON = sizeof passed_on / sizeof passed_on[0] };

/* All signals that are the program's business: kept back here until it has ended, or taken by
   sigwait. */
static void signals_of_interest(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGCHLD);
    for (size_t i = 0; i < PASSED_ON; i++)
        sigaddset(set, passed_on[i]);
}

/* What the keyboard's signals did before, and which were blocked; whether a profiler in another
   process reads the program's memory. */
struct manners {
    void (*on_interrupt)(int);
    void (*on_quit)(int);
    sigset_t mask;
    bool is_watched;
};

/* Yama lets only a process's ancestors read its memory, and the profiler is none. */
static void let_watch(void)
{
#ifdef PR_SET_PTRACER
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
#endif
}

static struct manners be_patient(const sigset_t *interest)
{
    struct manners before = {.is_watched = false};
    sigprocmask(SIG_BLOCK, interest, &before.mask);
    signal(SIGCHLD, SIG_DFL);
    before.on_interrupt = signal(SIGINT, SIG_IGN);
    before.on_quit = signal(SIGQUIT, SIG_IGN);
    return before;
}

static void restore(const struct manners *before)
{
    signal(SIGINT, before->on_interrupt);
    signal(SIGQUIT, before->on_quit);
    sigprocmask(SIG_SETMASK, &before->mask, NULL);
}

/* In the child: does not return. What went wrong goes to `report`, which closes with exec. */
static void become(char *const *words, char *const *environment, const struct manners *before,
                   int report)
{
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    restore(before);
    if (before->is_watched)
        let_watch();
    for (; *environment; environment++)
        putenv(*environment);
    execvp(words[0], words);
    int reason = errno;
    if (write(report, &reason, sizeof reason) < 0)
        _exit(126);
    _exit(127);
}

/* The errno with which exec failed; 0 where it did not. */
static int failure_of(int report)
{
    int reason = 0;
    ssize_t got;
    do
        got = read(report, &reason, sizeof reason);
    while (got < 0 && errno == EINTR);
    close(report);
    return got == (ssize_t)sizeof reason ? reason : 0;
}

/* sigwait and not sigtimedwait, which not every system has. */
void process_pass_on(pid_t program)
{
    sigset_t pending;
    for (size_t i = 0; i < PASSED_ON; i++) {
        sigset_t one;
        int number = 0;
        sigemptyset(&one);
        sigaddset(&one, passed_on[i]);
        bool is_sent = sigpending(&pending) == 0 && sigismember(&pending, passed_on[i]) == 1;
        if (is_sent && sigwait(&one, &number) == 0)
            kill(program, number);
    }
}

/* Until the process has ended; passes on what was sent to us. */
static void wait_for(pid_t process, const sigset_t *interest, struct ending *ending)
{
    int status = 0;
    while (waitpid(process, &status, WNOHANG) == 0) {
        int number = 0;
        if (sigwait(interest, &number) == 0 && number != SIGCHLD)
            kill(process, number);
    }
    *ending = (struct ending){.process = process,
                              .status = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                              .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

static bool start(char *const *words, char *const *environment, const struct manners *before,
                  pid_t *process, struct error *error)
{
    int ends[2];
    if (pipe(ends) < 0 || fcntl(ends[1], F_SETFD, FD_CLOEXEC) < 0)
        return error_set(error, ERROR_IO, "no pipe: %s", strerror(errno));
    *process = fork();
    if (*process == 0) {
        close(ends[0]);
        become(words, environment, before, ends[1]);
    }
    int reason = *process < 0 ? errno : 0;
    close(ends[1]);
    if (*process > 0 && (reason = failure_of(ends[0])))
        waitpid(*process, NULL, 0);
    else if (*process < 0)
        close(ends[0]);
    return !reason ||
           error_set(error, ERROR_IO, "cannot start %.200s: %s", words[0], strerror(reason));
}

/* Joins the companion to the program; ends the program where that fails. */
static bool join(const struct companion *companion, pid_t process, struct error *error)
{
    if (!companion || companion->join(companion->context, process, error))
        return true;
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);
    return false;
}

bool process_run(char *const *words, char *const *environment, const struct companion *companion,
                 struct ending *ending, struct error *error)
{
    sigset_t interest;
    signals_of_interest(&interest);
    struct manners before = be_patient(&interest);
    before.is_watched = companion != NULL;
    pid_t process = 0;
    bool ok =
        start(words, environment, &before, &process, error) && join(companion, process, error);
    if (ok)
        wait_for(process, &interest, ending);
    restore(&before);
    return ok;
}

int process_end_alike(const struct ending *ending)
{
    if (!ending->signal)
        return ending->status;
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    signal(ending->signal, SIG_DFL);
    raise(ending->signal);
    return 128 + ending->signal;
}
